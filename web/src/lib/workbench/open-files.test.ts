import { createFileId, type FileId } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { closeFiles, firstFile, moveTab, NOTHING_OPEN, openFile, type OpenFiles } from './open-files.ts';

const [a, b, c, d] = [1, 2, 3, 4].map((number) => createFileId(number, () => 0)) as [FileId, FileId, FileId, FileId];
const stay = { isPassing: false };
const pass = { isPassing: true };
const opened = (...ids: FileId[]): OpenFiles => ids.reduce((open, id) => openFile(open, id, stay), NOTHING_OPEN);

describe('open files', () => {
	test('a file opens to the right of the one in front', () => {
		const open = openFile({ ...opened(a, b), active: a }, c, stay);
		expect(open).toEqual({ tabs: [a, c, b], active: c, passing: undefined });
	});

	test('an open file only comes to the front', () => {
		expect(openFile(opened(a, b), a, stay)).toEqual({ tabs: [a, b], active: a, passing: undefined });
	});

	test('following leaves one tab behind, however many files it went through', () => {
		const open = [b, c, d].reduce((files, id) => openFile(files, id, pass), opened(a));
		expect(open).toEqual({ tabs: [a, d], active: d, passing: d });
	});

	test('a passing tab that is opened on purpose stays', () => {
		const kept = openFile(openFile(opened(a), b, pass), b, stay);
		expect(openFile(kept, c, pass).tabs).toEqual([a, b, c]);
	});

	test('closing the one in front brings its right neighbour, else the left one', () => {
		expect(closeFiles({ ...opened(a, b, c), active: b }, new Set([b])).active).toBe(c);
		expect(closeFiles(opened(a, b, c), new Set([c])).active).toBe(b);
		expect(closeFiles(opened(a), new Set([a]))).toEqual(NOTHING_OPEN);
	});

	test('closing another leaves the one in front', () => {
		expect(closeFiles(opened(a, b, c), new Set([a]))).toEqual({ tabs: [b, c], active: c, passing: undefined });
	});

	test('tabs can be moved', () => {
		expect(moveTab(opened(a, b, c), a, 2).tabs).toEqual([b, c, a]);
		expect(moveTab(opened(a, b, c), d, 0).tabs).toEqual([a, b, c]);
	});
});

describe('the file that a first visit opens', () => {
	const entries = (...paths: string[]) => paths.map((path) => ({ id: a, path, kind: 'file' as const }));

	test('is the README of the room, not one deep inside', () => {
		expect(firstFile(entries('docs/README.md', 'main.py', 'readme.md'))?.path).toBe('readme.md');
	});

	test('is the main file where there is no README, else the first, else none', () => {
		expect(firstFile(entries('lib.rs', 'src/main.rs'))?.path).toBe('src/main.rs');
		expect(firstFile(entries('x.txt', 'y.txt'))?.path).toBe('x.txt');
		expect(firstFile([{ id: a, path: 'docs', kind: 'folder' }])).toBeUndefined();
	});
});
