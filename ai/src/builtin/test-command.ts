import { languageOfPath, type LanguageId } from '@covibe/shared/diagnostics';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { type FoundFunction, functionsOf } from './functions.ts';
import { fileWith } from './project-symbols.ts';
import { code, count, list, paragraphs } from './say.ts';
import type { WorkingCopy } from './working-copy.ts';

type Source = { readonly path: string; readonly text: string; readonly functions: readonly FoundFunction[] };
type Frame = { readonly path: string; readonly text: string };
type Framer = (source: Source, copy: WorkingCopy) => Frame;

const TODO = 'Write this test.';

const FRAMERS: Readonly<Partial<Record<LanguageId, Framer>>> = {
	javascript: frameScript,
	typescript: frameScript,
	tsx: frameScript,
	python: framePython,
	go: frameGo,
	rust: frameRust,
};

/** Writes a file of tests that wait to be written, one for each public function; none of them pretends to test anything. */
export async function runTest({ scope, name }: Extract<Command, { kind: 'test' }>, context: Context): Promise<string> {
	const { copy, inspector, request } = context;
	if (scope.kind !== 'file') return 'Name a file, or open one: I frame tests for one file at a time.';
	const path = await fileWith(name, scope.path, context);
	// A name says more than the selection.
	const lines = name !== undefined ? undefined : scope.lines;
	const language = languageOfPath(path);
	const framer = language && FRAMERS[language.id];
	if (!framer) return `I frame tests in JavaScript, TypeScript, Python, Go and Rust; ${code(path)} is none of these.`;
	const text = copy.read(path);
	const tags = await inspector.tags(path, text);
	const found =
		tags && (await inspector.withTree(path, text, (tree) => functionsOf({ tree, text, tags, language: language.id })));
	const functions = (found ?? []).filter(
		(each) =>
			!each.isMethod &&
			(name === undefined ? each.isPublic : each.name === name) &&
			(!lines || (each.line <= lines.toLine && each.endLine >= lines.fromLine)),
	);
	if (functions.length === 0) return `I see no function in ${code(path)} that a test could reach.`;
	const frame = framer({ path, text, functions }, copy);
	const isAppended = frame.path === path;
	if (!isAppended && copy.has(frame.path)) return `${code(frame.path)} is there already; I do not write over it.`;
	if (isAppended && /#\[cfg\(test\)\]/.test(text)) return `${code(path)} has tests already; I do not add to them.`;
	copy.write(frame.path, isAppended ? text.replace(/\n*$/, '\n\n') + frame.text : frame.text);
	return paragraphs(
		`${request.mode === 'edit' ? 'Framed' : 'I would frame'} ${count(functions.length, 'test')} in ${code(frame.path)}:`,
		list(functions.map((each) => code(each.name))),
		'Each is marked as not written yet: what a function should do is yours to say.',
	);
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
const fileOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const stemOf = (path: string) => fileOf(path).replace(/\.[^.]+$/, '');

function frameScript({ path, functions }: Source, copy: WorkingCopy): Frame {
	const manifest = copy.read('package.json');
	const runner = ['vitest', 'jest'].find((each) => manifest.includes(`"${each}"`)) ?? 'node:test';
	const extension = /\.([^.]+)$/.exec(path)?.[1] ?? 'js';
	const names = functions.map(({ name }) => name).join(', ');
	const head =
		runner === 'node:test'
			? `import test from 'node:test';\n`
			: runner === 'vitest'
				? `import { describe, test } from 'vitest';\n`
				: '';
	const tests = functions.map(({ name }) =>
		runner === 'node:test'
			? `test('${name}', { todo: '${TODO}' }, () => {\n\tvoid ${name};\n});`
			: `describe(${name}, () => {\n\ttest.todo('${TODO}');\n});`,
	);
	return {
		path: `${folderOf(path)}${stemOf(path)}.test.${extension}`,
		text: `${head}import { ${names} } from './${fileOf(path).replace(/\.tsx?$/, (end) => (runner === 'jest' ? '' : end))}';\n\n${tests.join('\n\n')}\n`,
	};
}

function framePython({ path, functions }: Source, copy: WorkingCopy): Frame {
	const module = path
		.replace(/^src\//, '')
		.replace(/\.py$/, '')
		.replace(/\/__init__$/, '')
		.replaceAll('/', '.');
	const imports = `from ${module} import ${functions.map(({ name }) => name).join(', ')}\n`;
	const isPytest = copy.paths.some(
		(each) =>
			/(?:^|\/)(?:requirements[^/]*\.txt|pyproject\.toml|setup\.cfg|conftest\.py|test_[^/]*\.py)$/.test(each) &&
			copy.read(each).includes('pytest'),
	);
	const folder = copy.paths.some((each) => each.startsWith('tests/')) ? 'tests/' : folderOf(path);
	const use = (name: string, indent: string) => `${indent}assert callable(${name})\n`;
	const text = isPytest
		? `import pytest\n\n${imports}${functions.map(({ name }) => `\n\ndef test_${name}():\n${use(name, '    ')}    pytest.skip("${TODO}")\n`).join('')}`
		: `import unittest\n\n${imports}\n\nclass ${classNameOf(stemOf(path))}Test(unittest.TestCase):\n${functions
				.map(({ name }) => `    def test_${name}(self):\n${use(name, '        ')}        self.skipTest("${TODO}")\n`)
				.join('\n')}\n\nif __name__ == "__main__":\n    unittest.main()\n`;
	return { path: `${folder}test_${stemOf(path)}.py`, text };
}

const classNameOf = (stem: string) =>
	stem.replaceAll(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function frameGo({ path, text, functions }: Source): Frame {
	const name = /^package\s+(\w+)/m.exec(text)?.[1] ?? 'main';
	const tests = functions.map((each) => `func Test${each.name}(t *testing.T) {\n\tt.Skip("${TODO}")\n}\n`);
	return {
		path: path.replace(/\.go$/, '_test.go'),
		text: `package ${name}\n\nimport "testing"\n\n${tests.join('\n')}`,
	};
}

function frameRust({ path, functions }: Source): Frame {
	const tests = functions.map(
		({ name }) => `    #[test]\n    #[ignore = "${TODO}"]\n    fn ${name}_works() {\n        todo!()\n    }\n`,
	);
	return { path, text: `#[cfg(test)]\nmod tests {\n${tests.join('\n')}}\n` };
}
