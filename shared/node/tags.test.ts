import { readFileSync } from 'node:fs';
import { type LanguageId, LANGUAGES } from '@covibe/shared/diagnostics';
import { compileTags, tagFilesOf, TAGGED_LANGUAGES, type Tags, tagsInSteps, tagsOf } from '@covibe/shared/structure';
import { afterAll, describe, expect, it } from 'vitest';
import { Query, type Tree } from 'web-tree-sitter';
import { loadGrammar } from './grammars.ts';
import { openTagger } from './tagger.ts';

const tagger = openTagger();
afterAll(() => tagger.close());

async function read(id: LanguageId, text: string): Promise<Tags> {
	const tags = await tagger.tags(id, text);
	if (!tags) throw new Error(`${id} has no tags`);
	return tags;
}

const sample = (id: string) => readFileSync(new URL(`../rules/samples/${id}.txt`, import.meta.url), 'utf8');

/** One line a definition, indented by what it stands in. */
function outline({ definitions }: Tags): string[] {
	const depth = (container: number | undefined): number =>
		container === undefined ? 0 : 1 + depth(definitions[container]?.container);
	return definitions
		.filter(({ isLocal }) => !isLocal)
		.map(({ kind, name, container }) => `${'  '.repeat(depth(container))}${kind} ${name}`);
}

const OUTLINES: Partial<Record<LanguageId, readonly string[]>> = {
	bash: ['function greet'],
	c: ['macro LIMIT', 'struct point', '  property x', '  property y', 'function sum', 'function main'],
	cpp: [
		'module shapes',
		'  class Stack',
		'    method push',
		'    method empty',
		'    property items_',
		'function main',
	],
	csharp: ['class Person', 'class Program', '  method Main'],
	dart: ['class Counter', '  property _value', '  method next', 'function main'],
	elixir: ['module Greeter', '  function greet'],
	go: ['struct Stack', '  property items', 'method Pop', 'function main'],
	java: ['class Greeter', '  property names', '  method Greeter', '  method greet'],
	json: ['key name', 'key list', 'key nested', '  key text'],
	kotlin: ['class Person', '  property name', '  property age', 'function adults', 'function main'],
	lua: ['variable Stack', 'method new', 'method pop'],
	php: ['class Greeter', '  method __construct', '  method greet'],
	python: ['class Stack', '  property items', '  method pop', 'function main'],
	ruby: ['module Greeting', '  class Greeter', '    method initialize', '    method greet'],
	rust: ['struct Counter', '  property counts', "class Counter<'a, u32>", '  method add', 'function main'],
	swift: ['class Person', '  property name', '  property age', 'function adults'],
	tsx: ['type Props', '  property items', '  property render', 'function List'],
};

describe('tags', () => {
	it.each(TAGGED_LANGUAGES)('%s compiles, and its names are where the text has them', async (id) => {
		const text = sample(id);
		const { definitions, occurrences } = await read(id, text);
		expect(definitions.length).toBeGreaterThan(0);
		for (const { name, start } of occurrences) expect(text.slice(start, start + name.length)).toBe(name);
		for (const { whole, nameSpan, container } of definitions) {
			expect(nameSpan.start).toBeGreaterThanOrEqual(whole.start);
			expect(nameSpan.end).toBeLessThanOrEqual(whole.end);
			const outer = container === undefined ? undefined : definitions[container];
			if (outer) expect([outer.whole.start <= whole.start, outer.whole.end >= whole.end]).toEqual([true, true]);
		}
	});

	it.each(Object.entries(OUTLINES))('%s shows the outline of its sample', async (id, lines) => {
		expect(outline(await read(id as LanguageId, sample(id)))).toEqual(lines);
	});

	it('are absent, not wrong, where a language has none', async () => {
		const without = LANGUAGES.find(({ id }) => id === 'ini');
		expect(await tagger.tags(without?.id ?? 'ini', '[a]\nb=1\n')).toBeUndefined();
	});
});

describe('scopes', () => {
	const places = ({ occurrences }: Tags, name: string) =>
		occurrences
			.filter((each) => each.name === name)
			.map(({ scope, role }) => [scope === 0 ? 'file' : scope !== undefined, role]);

	it('tell a parameter from the constant of the file that has its name', async () => {
		const tags = await read(
			'typescript',
			'const size = 1;\nfunction twice(size: number) { return size * 2; }\ntwice(size);\n',
		);
		expect(places(tags, 'size')).toEqual([
			['file', 'plain'],
			[true, 'plain'],
			[true, 'plain'],
			['file', 'plain'],
		]);
	});

	it('do not take a swap for a declaration', async () => {
		const tags = await read('javascript', 'let a = 1, b = 2;\nif (a) { [a, b] = [b, a]; }\n');
		expect(places(tags, 'a').every(([scope]) => scope === 'file')).toBe(true);
	});

	it('let var belong to the function, and let to the block', async () => {
		const tags = await read('javascript', 'function f() { { var x = 1; let y = 2; } x; y; }\n');
		expect(places(tags, 'x').map(([scope]) => scope)).toEqual([true, true]);
		expect(places(tags, 'y').map(([scope]) => scope)).toEqual([true, false]);
	});

	it('follow global and keyword arguments of Python', async () => {
		const tags = await read('python', 'total = 0\ndef add(n):\n    global total\n    total = n\nadd(n=1)\n');
		expect(places(tags, 'total').every(([scope]) => scope === 'file')).toBe(true);
		expect(places(tags, 'n').at(-1)).toEqual([false, 'member']);
	});

	it('know what comes from another file, and under which name', async () => {
		const tags = await read('typescript', "import { a, b as c } from './x';\na; c; ({ a });\n");
		expect(tags.modules).toEqual(['./x']);
		expect(places(tags, 'a').map(([, role]) => role)).toEqual(['import', 'plain', 'shorthand']);
		expect(places(tags, 'c').map(([, role]) => role)).toEqual(['alias', 'plain']);
	});
});

describe('tags in steps', () => {
	async function withTree<T>(id: LanguageId, read: (tree: Tree) => T): Promise<T> {
		const { parser } = await tagger.tools(id);
		const tree = parser.parse(sample(id).repeat(3))!;
		try {
			return read(tree);
		} finally {
			tree.delete();
		}
	}

	it.each(TAGGED_LANGUAGES)('are the same for %s wherever the text is cut', async (id) => {
		const { tags } = await tagger.tools(id);
		await withTree(id, (tree) => {
			const whole = finish(tagsInSteps(tree, tags!, 1_000_000));
			expect(finish(tagsInSteps(tree, tags!, 13))).toEqual(whole);
			expect(tagsOf(tree, tags!)).toEqual(whole);
		});
	});

	it.each(TAGGED_LANGUAGES)('show the same outline of %s without its names', async (id) => {
		const { tags } = await tagger.tools(id);
		const grammar = await loadGrammar(id);
		const sources = tagFilesOf(id).map((name) => readFileSync(new URL(`../tags/${name}.scm`, import.meta.url), 'utf8'));
		// Patterns are told apart by their place in bytes.
		expect(sources.join('')).toMatch(/^[\s!-~]*$/);
		const light = compileTags({ Query, grammar, language: id, sources, isOutline: true });
		await withTree(id, (tree) => {
			const outlined = tagsOf(tree, light);
			expect(outlined.definitions).toEqual(tagsOf(tree, tags!).definitions);
			expect(outlined.occurrences).toEqual([]);
		});
		light.query.delete();
	});
});

function finish<T>(steps: Generator<void, T>): T {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
