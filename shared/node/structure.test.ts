import { readFileSync } from 'node:fs';
import { type LanguageId, languageOfPath } from '@covibe/shared/diagnostics';
import {
	definitionAt,
	foldingRangesOf,
	outlineOf,
	outlinePath,
	ProjectIndex,
	referencesAt,
	type RenameAnswer,
	renameEdits,
	selectionRangesAt,
	TAGGED_LANGUAGES,
	type Tags,
} from '@covibe/shared/structure';
import { afterAll, describe, expect, it } from 'vitest';
import { openTagger } from './tagger.ts';

const tagger = openTagger();
afterAll(() => tagger.close());

type Files = Readonly<Record<string, string>>;

async function tagsOfFile(path: string, text: string): Promise<{ language: LanguageId; tags: Tags }> {
	const language = languageOfPath(path)?.id;
	const tags = language && (await tagger.tags(language, text));
	if (!tags) throw new Error(`${path} has no tags`);
	return { language, tags };
}

/** A project, and the file and place of the first `|` in it. */
async function openProject(marked: Files) {
	const index = new ProjectIndex();
	const files: Record<string, string> = {};
	let at: { path: string; offset: number } | undefined;
	for (const [path, text] of Object.entries(marked)) {
		const offset = text.indexOf('|');
		if (offset !== -1) at = { path, offset };
		files[path] = text.replace('|', '');
		const { language, tags } = await tagsOfFile(path, files[path]);
		index.set(path, language, tags);
	}
	const { path, offset } = at!;
	return { index, files, offset, file: { path, ...(await tagsOfFile(path, files[path]!)) } };
}

async function rename(marked: Files, newName: string) {
	const project = await openProject(marked);
	return { files: project.files, answer: renameEdits({ ...project, newName }) };
}

function apply(files: Files, answer: RenameAnswer): Files {
	if (!answer.ok) throw new Error(answer.reason);
	const changed = { ...files };
	for (const { path, start, end, insert } of answer.edits.toSorted((one, other) => other.start - one.start))
		changed[path] = changed[path]!.slice(0, start) + insert + changed[path]!.slice(end);
	return changed;
}

const GO = 'package main\n\nfunc sum(values []int) int {\n\ttotal := 0\n\treturn total\n}\n';

describe('outline', () => {
	it('leads from the file to the caret', async () => {
		const text = 'class Stack {\n\tpush(item) {\n\t\treturn item;\n\t}\n}\n';
		const { tags } = await tagsOfFile('a.js', text);
		const path = outlinePath(outlineOf(tags), text.indexOf('return'));
		expect(path.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['class Stack', 'method push']);
		expect(outlinePath(outlineOf(tags), text.length)).toEqual([]);
	});
});

describe('ranges', () => {
	async function withTree<T>(id: LanguageId, text: string, read: (tree: Parameters<typeof foldingRangesOf>[0]) => T) {
		const { parser } = await tagger.tools(id);
		const tree = parser.parse(text)!;
		try {
			return read(tree);
		} finally {
			tree.delete();
		}
	}

	it('fold brackets so that the closing one stays in sight', async () => {
		expect(await withTree('go', GO, foldingRangesOf)).toEqual([{ startRow: 2, endRow: 4, kind: 'code' }]);
	});

	it('fold blocks of Python from the line that opens them, and imports and comments as one', async () => {
		const text = 'import a\nimport b\n\n# one\n# two\ndef f():\n    x = 1\n    return x\n';
		expect(await withTree('python', text, foldingRangesOf)).toEqual([
			{ startRow: 0, endRow: 1, kind: 'imports' },
			{ startRow: 3, endRow: 4, kind: 'comment' },
			{ startRow: 5, endRow: 7, kind: 'code' },
		]);
	});

	it('grow a selection from the word to the file, each step larger', async () => {
		const ranges = await withTree('go', GO, (tree) => selectionRangesAt(tree, GO.indexOf('total :=')));
		const words = ranges.map(({ start, end }) => GO.slice(start, end));
		expect(words.slice(0, 2)).toEqual(['total', 'total := 0']);
		expect(words).toContain('{\n\ttotal := 0\n\treturn total\n}');
		for (const [place, word] of words.slice(1).entries()) expect(word.length).toBeGreaterThan(words[place]!.length);
	});
});

describe('definitions and references', () => {
	it('are found in the file that is imported, before one of the same name elsewhere', async () => {
		const { index, file, offset } = await openProject({
			'far/load.py': 'def read():\n    pass\n',
			'app/models.py': 'def read():\n    pass\n',
			'main.py': 'from app.models import read\n|read()\n',
		});
		expect(definitionAt(index, file, offset).map(({ path }) => path)).toEqual(['app/models.py', 'far/load.py']);
		expect(referencesAt(index, file, offset).map(({ path }) => path)).toEqual([
			'app/models.py',
			'far/load.py',
			'main.py',
			'main.py',
		]);
	});

	it('stay in the function for what is local to it', async () => {
		const { index, file, offset } = await openProject({
			'a.go': GO.replace('return total', 'return |total'),
			'b.go': 'package main\n\nvar total = 1\n',
		});
		expect(definitionAt(index, file, offset)).toEqual([{ path: 'a.go', start: 44, end: 49 }]);
		expect(referencesAt(index, file, offset)).toHaveLength(2);
	});

	it('forget a file that went', async () => {
		const { index, file, offset } = await openProject({ 'a.rb': 'class Box\nend\n', 'b.rb': '|Box.new\n' });
		expect(definitionAt(index, file, offset)).toHaveLength(1);
		index.delete('a.rb');
		expect(definitionAt(index, file, offset)).toEqual([]);
		expect([...index.symbols()]).toEqual([]);
	});
});

describe('rename', () => {
	it('changes a local and leaves alone what only looks like it', async () => {
		const { files, answer } = await rename(
			{ 'a.ts': 'const size = 1;\nfunction f(|size: number) { return { size, a: x.size }; }\nf(size);\n' },
			'width',
		);
		expect(apply(files, answer)['a.ts']).toBe(
			'const size = 1;\nfunction f(width: number) { return { size: width, a: x.size }; }\nf(size);\n',
		);
	});

	it('follows imports into other files, and no farther', async () => {
		const { files, answer } = await rename(
			{
				'src/load.ts': 'export function |read(path: string) { return path; }\n',
				'src/main.ts': "import { read } from './load.ts';\nread('a');\n",
				'src/other.ts': 'function read() {}\nread();\n',
				'src/third.ts': 'stream.read();\n',
			},
			'readText',
		);
		const refused = !answer.ok && answer.reason;
		expect(refused).toContain('2 files define');
		const { files: fewer, answer: better } = await rename(
			{
				'src/load.ts': 'export function |read() {}\n',
				'src/main.ts': files['src/main.ts']!,
				'src/third.ts': files['src/third.ts']!,
			},
			'readText',
		);
		expect(apply(fewer, better)).toEqual({
			'src/load.ts': 'export function readText() {}\n',
			'src/main.ts': "import { readText } from './load.ts';\nreadText('a');\n",
			'src/third.ts': 'stream.read();\n',
		});
	});

	it.each<[why: string, files: Files, newName: string, says: string]>([
		['no name', { 'a.go': GO.replace('sum', '|sum') }, 'two words', 'cannot be a name in Go'],
		['a keyword', { 'a.go': GO.replace('sum', '|sum') }, 'func', 'word of the language'],
		['taken in the scope', { 'a.go': GO.replace('total', '|total') }, 'values', 'used here already'],
		['taken in the file', { 'a.c': 'int |one(void){return 1;}\nint two(void){return one();}\n' }, 'two', 'already'],
		['a member', { 'a.java': 'class A { int |size; int f() { return this.size; } }\n' }, 'width', 'belongs to'],
		['of a library', { 'a.py': 'import os\n|os.getcwd()\n' }, 'system', 'not defined in this project'],
		[
			'reached through a module',
			{ 'load.py': 'def |read():\n    pass\n', 'main.py': 'import load\nload.read()\n' },
			'get',
			'main.py may mean',
		],
	])('refuses %s, with a reason', async (_, files, newName, says) => {
		const { answer } = await rename(files, newName);
		expect(answer.ok ? '' : answer.reason).toContain(says);
	});

	it('waits for files that nobody has read yet', async () => {
		const project = await openProject({ 'a.go': GO.replace('sum', '|sum') });
		expect(renameEdits({ ...project, newName: 'add', unread: 1 })).toEqual({
			ok: false,
			reason: '1 file is still being read. Try again soon.',
		});
	});

	it.each(TAGGED_LANGUAGES)('there and back restores %s byte for byte', async (id) => {
		const text = readFileSync(new URL(`../rules/samples/${id}.txt`, import.meta.url), 'utf8');
		const path = `sample.${languageOfPathEnd(id)}`;
		const { tags } = await tagsOfFile(path, text);
		for (const { start, name } of tags.occurrences) {
			const index = new ProjectIndex();
			index.set(path, id, tags);
			const there = renameEdits({ index, file: { path, language: id, tags }, offset: start, newName: 'renamed_here' });
			if (!there.ok || there.edits.some(({ insert }) => insert.includes(':'))) continue;
			const changed = apply({ [path]: text }, there)[path]!;
			expect(there.edits.some((edit) => edit.start === start)).toBe(true);
			const after = await tagsOfFile(path, changed);
			index.set(path, id, after.tags);
			const offset = changed.indexOf('renamed_here');
			const back = renameEdits({ index, file: { path, ...after }, offset, newName: name });
			// Safe: `self` is no name that a person may give, and a sibling block may have the same name.
			if (!back.ok) {
				expect(back.reason).toMatch(/word of the language|used here already/);
				continue;
			}
			expect(apply({ [path]: changed }, back)[path], name).toBe(text);
		}
	});
});

function languageOfPathEnd(id: LanguageId): string {
	const ends: Partial<Record<LanguageId, string>> = {
		csharp: 'cs',
		elixir: 'ex',
		javascript: 'js',
		kotlin: 'kt',
		python: 'py',
		ruby: 'rb',
		rust: 'rs',
		typescript: 'ts',
		bash: 'sh',
	};
	return ends[id] ?? id;
}
