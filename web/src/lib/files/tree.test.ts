import { createFileId, type TreeEntry } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { ancestors, folderPaths, treeRows } from './tree.ts';

let made = 0;
const entry = (path: string, kind: TreeEntry['kind'] = 'file'): TreeEntry => ({
	id: createFileId(++made, () => 0.5),
	path,
	kind,
});
const shown = (entries: readonly TreeEntry[], folded: string[] = []) =>
	treeRows(entries, new Set(folded)).map(
		(row) => '  '.repeat(row.level - 1) + row.name + (row.kind === 'folder' ? '/' : ''),
	);

describe('the rows of the tree', () => {
	test('folders stand before files, and numbers are compared as numbers', () => {
		const entries = ['z.md', 'part10.md', 'part2.md', 'src/b.ts', 'src/a.ts'].map((path) => entry(path));
		expect(shown(entries)).toEqual(['src/', '  a.ts', '  b.ts', 'part2.md', 'part10.md', 'z.md']);
	});

	test('a folded folder hides all that is below it, at any depth', () => {
		const entries = ['a/b/c.ts', 'a/d.ts', 'e.ts'].map((path) => entry(path));
		expect(shown(entries, ['a'])).toEqual(['a/', 'e.ts']);
		expect(shown(entries, ['a/b'])).toEqual(['a/', '  b/', '  d.ts', 'e.ts']);
	});

	test('an empty folder is shown, and one that also has files is shown once', () => {
		const entries = [entry('empty', 'folder'), entry('src', 'folder'), entry('src/a.ts')];
		expect(shown(entries)).toEqual(['empty/', 'src/', '  a.ts']);
	});

	test('a file and a folder that took one name at once are both reachable', () => {
		const file = entry('a');
		const rows = treeRows([file, entry('a/b.ts')], new Set());
		expect(rows.map((row) => [row.kind, row.path])).toEqual([
			['folder', 'a'],
			['file', 'a/b.ts'],
			['file', 'a'],
		]);
		expect(rows[2]?.id).toBe(file.id);
	});

	test('each row knows its place among its siblings', () => {
		const rows = treeRows([entry('src/a.ts'), entry('src/b.ts'), entry('c.ts')], new Set());
		expect(rows.map((row) => [row.name, row.level, row.position, row.siblings])).toEqual([
			['src', 1, 1, 2],
			['a.ts', 2, 1, 2],
			['b.ts', 2, 2, 2],
			['c.ts', 1, 2, 2],
		]);
	});

	test('names of object members are ordinary names', () => {
		expect(shown([entry('constructor/__proto__'), entry('toString')])).toEqual([
			'constructor/',
			'  __proto__',
			'toString',
		]);
	});
});

describe('paths', () => {
	test('folders that only hold files count as folders', () => {
		expect(folderPaths([entry('a/b/c.ts'), entry('d', 'folder')])).toEqual(['a', 'a/b', 'd']);
	});

	test('the ancestors of a path run from the outermost in', () => {
		expect(ancestors('a/b/c.ts')).toEqual(['a', 'a/b']);
		expect(ancestors('c.ts')).toEqual([]);
	});
});
