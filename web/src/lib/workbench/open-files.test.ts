import { createFileId, type FileId } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import {
	closeFiles,
	firstFile,
	moveTab,
	NOTHING_OPEN,
	openAtFirst,
	openFile,
	type OpenFiles,
	tabsOf,
} from './open-files.ts';

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
		expect(closeFiles({ ...opened(a, b, c), active: b }, [b]).active).toBe(c);
		expect(closeFiles(opened(a, b, c), [c]).active).toBe(b);
		expect(closeFiles(opened(a), [a])).toEqual(NOTHING_OPEN);
	});

	test('closing another leaves the one in front', () => {
		expect(closeFiles(opened(a, b, c), [a])).toEqual({ tabs: [b, c], active: c, passing: undefined });
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

describe('what is open at first', () => {
	const entries = [a, b].map((id, index) => ({ id, path: `${index}.ts`, kind: 'file' as const }));

	test('is what was open before, without what is gone', () => {
		expect(openAtFirst({ tabs: [c, b, a], active: b }, entries)).toEqual({
			tabs: [b, a],
			active: b,
			passing: undefined,
		});
		expect(openAtFirst({ tabs: [c, b], active: c }, entries).active).toBe(b);
	});

	test('is nothing for somebody who closed everything, and the first file for who was never here', () => {
		expect(openAtFirst({ tabs: [], active: undefined }, entries)).toEqual(NOTHING_OPEN);
		expect(openAtFirst(undefined, entries)).toEqual({ tabs: [a], active: a, passing: undefined });
	});
});

test('the tab of a deleted file stays and says so; one of an unknown file is not shown', () => {
	const entry = (id: FileId) => ({ id, path: `${id}.ts`, kind: 'file' as const });
	const tree = { entries: [entry(a)], deleted: [{ ...entry(b), deletedAt: new Date(0) }] };
	expect(tabsOf(opened(a, b, c), tree).map((tab) => [tab.id, tab.isDeleted])).toEqual([
		[a, false],
		[b, true],
	]);
});
