import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { openHelper } from '../../test/builtin/ask.ts';
import { IDENTITY } from './say.ts';
import { TEMPLATES } from './templates.ts';

const run = promisify(execFile);
const helper = openHelper();
afterAll(() => helper.close());

async function say(instruction: string, files: Readonly<Record<string, string>>) {
	const { answer, ...rest } = await helper.apply({ files, instruction });
	return { ...rest, answer: answer.slice(IDENTITY.length).trim() };
}

async function isWhole(name: string, text: string): Promise<boolean> {
	const { isBroken } = await helper.inspector.report(name, text, new AbortController().signal);
	return !isBroken;
}

describe('comments', () => {
	test.each([
		[
			'a.ts',
			'export function add(a: number, { b }: B, ...rest: number[]): number {\n\treturn a;\n}\n\nclass A {\n\tasync go(url = "x") {\n\t\tstop();\n\t}\n}\n',
			'/**\n * TODO: what add is for.\n *\n * @param a TODO:\n * @param rest TODO:\n * @returns TODO:\n */\nexport function add(a: number, { b }: B, ...rest: number[]): number {\n\treturn a;\n}\n\nclass A {\n\t/**\n\t * TODO: what go is for.\n\t *\n\t * @param url TODO:\n\t */\n\tasync go(url = "x") {\n\t\tstop();\n\t}\n}\n',
		],
		[
			'a.py',
			'class A:\n    def go(self, url: str, *args, n=1):\n        return url\n\n    def done(self):\n        """Said."""\n',
			'class A:\n    def go(self, url: str, *args, n=1):\n        """TODO: what go is for.\n\n        Args:\n            url: TODO:\n            args: TODO:\n            n: TODO:\n\n        Returns:\n            TODO:\n        """\n        return url\n\n    def done(self):\n        """Said."""\n',
		],
		[
			'a.go',
			'package a\n\nfunc Add(a, b int) int {\n\treturn a\n}\n',
			'package a\n\n// Add TODO: what it does.\nfunc Add(a, b int) int {\n\treturn a\n}\n',
		],
		[
			'a.rs',
			'// Said.\nfn one() {}\n\npub fn two() {}\n',
			'// Said.\nfn one() {}\n\n/// TODO: what two is for.\npub fn two() {}\n',
		],
		[
			'A.java',
			'class A {\n    int add(int a) {\n        return a;\n    }\n}\n',
			'class A {\n    /**\n     * TODO: what add is for.\n     *\n     * @param a TODO:\n     * @returns TODO:\n     */\n    int add(int a) {\n        return a;\n    }\n}\n'.replace(
				'@returns',
				'@return',
			),
		],
		['a.rb', 'def go(url)\n  url\nend\n', '# TODO: what go is for.\ndef go(url)\n  url\nend\n'],
	])('frames in %s, and none twice', async (name, before, after) => {
		const { files } = await say('document this file', { [name]: before });
		expect(files[name]).toBe(after);
		expect(await isWhole(name, after)).toBe(true);
		expect((await say('/doc', { [name]: after })).answer).toBe('Each function there has a comment already.');
	});

	test('for the one function that is named, wherever it is', async () => {
		const files = { 'a.js': 'function one() {}\n', 'b.js': 'function two() {}\nfunction three() {}\n' };
		const { files: after } = await say('write a comment for two', files);
		expect(after).toEqual({ ...files, 'b.js': `/**\n * TODO: what two is for.\n */\n${files['b.js']}` });
	});
});

describe('tests', () => {
	test('of JavaScript run, and say that they are not written', async () => {
		const source =
			'export const twice = (n) => 2 * n;\nexport function once(n) {\n\treturn n;\n}\nfunction hidden() {}\n';
		const { files, answer } = await say('write tests for this file', {
			'lib/a.js': source,
			'package.json': '{"type":"module"}',
		});
		expect(answer).toContain('Framed 2 tests in `lib/a.test.js`');
		const folder = await mkdtemp(path.join(tmpdir(), 'covibe-frames-'));
		try {
			for (const [name, text] of Object.entries(files)) {
				await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
				await writeFile(path.join(folder, name), text);
			}
			const { stdout } = await run('node', ['--test', '--test-reporter=tap', 'lib/'], {
				cwd: folder,
				env: { PATH: process.env['PATH'] },
			});
			expect(stdout).toMatch(/# todo 2\n/);
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	test.each([
		[
			'a.ts',
			'export function f() {}\n',
			{ 'package.json': '{"devDependencies":{"vitest":"1"}}' },
			'a.test.ts',
			"import { describe, test } from 'vitest';\nimport { f } from './a.ts';\n\ndescribe(f, () => {\n\ttest.todo('Write this test.');\n});\n",
		],
		[
			'pkg/a.py',
			'def f():\n    pass\n',
			{},
			'pkg/test_a.py',
			'import unittest\n\nfrom pkg.a import f\n\n\nclass ATest(unittest.TestCase):\n    def test_f(self):\n        assert callable(f)\n        self.skipTest("Write this test.")\n\n\nif __name__ == "__main__":\n    unittest.main()\n',
		],
		[
			'a.py',
			'def f():\n    pass\n',
			{ 'requirements.txt': 'pytest\n', 'tests/__init__.py': '' },
			'tests/test_a.py',
			'import pytest\n\nfrom a import f\n\n\ndef test_f():\n    assert callable(f)\n    pytest.skip("Write this test.")\n',
		],
		[
			'a.go',
			'package a\n\nfunc F() {}\n\nfunc g() {}\n',
			{},
			'a_test.go',
			'package a\n\nimport "testing"\n\nfunc TestF(t *testing.T) {\n\tt.Skip("Write this test.")\n}\n',
		],
		[
			'a.rs',
			'pub fn f() {}\n',
			{},
			'a.rs',
			'pub fn f() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    #[ignore = "Write this test."]\n    fn f_works() {\n        todo!()\n    }\n}\n',
		],
	])('frame those of %s', async (name, source, others, made, expected) => {
		const { files } = await say('/test', { [name]: source, ...others });
		expect(files[made]).toBe(expected);
		expect(await isWhole(made, expected)).toBe(true);
	});

	test('are not written over', async () => {
		const files = { 'a.js': 'export function f() {}\n', 'a.test.js': '// mine\n' };
		const { answer, outcomes } = await say('add a test for f', files);
		expect(answer).toBe('`a.test.js` is there already; I do not write over it.');
		expect(outcomes).toEqual([]);
	});
});

describe('templates', () => {
	const asked = {
		python: 'scaffold a Python module with tests',
		javascript: 'create a new JS module called word-count',
		typescript: 'make a typescript project',
		go: 'add a Go module named wordCount',
		rust: '/new rust crate',
		c: 'start a C program',
		java: 'generate a Java class called wordCount',
		html: 'create a simple web page',
		bash: 'write me a shell script',
		editorconfig: 'add an .editorconfig',
		gitignore: 'add a .gitignore file to the project',
		readme: 'please add a README',
	} as const satisfies Record<string, string>;

	test('are asked for by name, all of them', () => expect(Object.keys(asked)).toEqual(TEMPLATES.map(({ id }) => id)));

	test.each(Object.entries(asked))('%s: whole, and nothing in it for the rules to find', async (_, instruction) => {
		const { files, outcomes } = await say(instruction, { 'notes.txt': 'one\n' });
		expect(outcomes.length).toBeGreaterThan(0);
		expect(outcomes.every(({ result }) => result === 'created')).toBe(true);
		for (const [name, text] of Object.entries(files)) {
			expect(text, name).toMatch(/[^\n]\n$/);
			const { problems } = await helper.inspector.report(name, text, new AbortController().signal);
			expect(problems, name).toEqual([]);
		}
	});

	test('the tests of the JavaScript one pass', async () => {
		const { files } = await say(asked.javascript, {});
		expect(Object.keys(files).sort()).toEqual(['package.json', 'word-count.js', 'word-count.test.js']);
		const folder = await mkdtemp(path.join(tmpdir(), 'covibe-template-'));
		try {
			for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
			const { stdout } = await run('node', ['--test', '--test-reporter=tap'], {
				cwd: folder,
				env: { PATH: process.env['PATH'] },
			});
			expect(stdout).toMatch(/# pass 1\n/);
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	test('a README tells what the project itself says', async () => {
		const files = {
			'package.json': '{"name":"tally","scripts":{"test":"x","build":"y"}}',
			'src/a.js': '',
			'src/b.js': '',
		};
		expect((await say('add a readme', files)).files['README.md']).toBe(
			'# tally\n\nWhat this project is for, in one sentence.\n\n## Run it\n\n```sh\nnpm install\nnpm test\nnpm run build\n```\n\n## What is where\n\n- `package.json`\n- `src/`\n',
		);
	});

	test.each(['add a login page', 'create a blockchain', 'write a novel'])(
		'“%s” is not understood',
		async (instruction) => {
			const { answer, outcomes } = await say(instruction, { 'a.js': '' });
			expect(answer).toContain('I did not understand that');
			expect(outcomes).toEqual([]);
		},
	);
});
