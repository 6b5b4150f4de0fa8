import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createProjectDocument, type EntryMap, filesOf, readTree, textOf, textUnits } from './document.ts';
import { CovibeError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { FileId } from './names.ts';
import { createRandom } from './testing/random.ts';
import {
	copyTree,
	createFile,
	createFolder,
	deleteEntry,
	moveEntry,
	restoreEntries,
	type TreeEdit,
} from './tree-edits.ts';

let nowMs = 1_700_000_000_000;
const random = createRandom(1);
const edit = (): TreeEdit => ({ origin: 'test', nowMs: nowMs++, random: () => random.next() });
const paths = (doc: Y.Doc) => readTree(doc).entries.map((entry) => entry.path);

function refusal(act: () => unknown): string {
	try {
		act();
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

function exchange(a: Y.Doc, b: Y.Doc): void {
	const fromA = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b));
	const fromB = Y.encodeStateAsUpdate(b, Y.encodeStateVector(a));
	Y.applyUpdate(b, fromA);
	Y.applyUpdate(a, fromB);
}

describe('the file tree', () => {
	it('creates files with LF line ends whatever came in', () => {
		const doc = createProjectDocument();
		const id = createFile(doc, { path: 'a.txt', text: 'one\r\ntwo\rthree\n' }, edit());
		expect(textOf(doc, id)?.toString()).toBe('one\ntwo\nthree\n');
	});

	it('refuses a taken path, also in other letters, below a file, or above a folder', () => {
		const doc = createProjectDocument();
		createFile(doc, { path: 'src/main.ts' }, edit());
		for (const path of ['src/main.ts', 'SRC/Main.ts', 'src', 'src/main.ts/x']) {
			expect(refusal(() => createFile(doc, { path }, edit()))).toBe('path-taken');
		}
	});

	it('moves a folder with all that is in it, in one transaction and under the same ids', () => {
		const doc = createProjectDocument();
		const inner = createFile(doc, { path: 'src/a/b.ts', text: 'x' }, edit());
		createFolder(doc, 'src/empty', edit());
		createFile(doc, { path: 'srcery.ts' }, edit());
		let transactions = 0;
		doc.on('afterTransaction', () => transactions++);
		moveEntry(doc, { from: 'src', to: 'lib' }, edit());
		expect(transactions).toBe(1);
		expect(paths(doc)).toEqual(['lib/a/b.ts', 'lib/empty', 'srcery.ts']);
		expect(readTree(doc).entries.find((entry) => entry.path === 'lib/a/b.ts')?.id).toBe(inner);
	});

	it('moves a folder with every file that a room may hold without comparing each with each', () => {
		const doc = createProjectDocument();
		doc.transact(() => {
			for (let file = 0; file < LIMITS.filesPerProject; file++) {
				const map: EntryMap = new Y.Map(Object.entries({ path: `src/f${file}`, kind: 'folder' }));
				filesOf(doc).set(file.toString(36).padStart(17, '0'), map);
			}
		});
		const normalize = vi.spyOn(String.prototype, 'normalize');
		moveEntry(doc, { from: 'src', to: 'lib' }, edit());
		expect(normalize.mock.calls.length).toBeLessThan(20 * LIMITS.filesPerProject);
		normalize.mockRestore();
		expect(paths(doc).every((path) => path.startsWith('lib/'))).toBe(true);
	});

	it('refuses to move a folder into itself, onto another, or from nowhere', () => {
		const doc = createProjectDocument();
		createFile(doc, { path: 'a/x.ts' }, edit());
		createFile(doc, { path: 'b/y.ts' }, edit());
		expect(refusal(() => moveEntry(doc, { from: 'a', to: 'a/in' }, edit()))).toBe('path-invalid');
		expect(refusal(() => moveEntry(doc, { from: 'a', to: 'b' }, edit()))).toBe('path-taken');
		expect(refusal(() => moveEntry(doc, { from: 'c', to: 'd' }, edit()))).toBe('not-found');
		expect(refusal(() => moveEntry(doc, { from: 'a', to: '../a' }, edit()))).toBe('path-invalid');
	});

	it('lets a name change its letters alone', () => {
		const doc = createProjectDocument();
		createFile(doc, { path: 'readme.md' }, edit());
		moveEntry(doc, { from: 'readme.md', to: 'README.md' }, edit());
		expect(paths(doc)).toEqual(['README.md']);
	});

	it('keeps what another typed while a file was deleted, and gives it back', () => {
		const mine = createProjectDocument();
		const id = createFile(mine, { path: 'a.ts', text: 'one' }, edit());
		const theirs = createProjectDocument();
		exchange(mine, theirs);
		const removed = deleteEntry(mine, 'a.ts', edit());
		textOf(theirs, id)?.insert(3, ' two');
		exchange(mine, theirs);
		expect(paths(theirs)).toEqual([]);
		expect(readTree(theirs).deleted.map((entry) => entry.path)).toEqual(['a.ts']);
		restoreEntries(theirs, removed, edit());
		exchange(mine, theirs);
		expect(paths(mine)).toEqual(['a.ts']);
		expect(textOf(mine, id)?.toString()).toBe('one two');
	});

	it('keeps both of two files that took one path at once, and shows the same names everywhere', () => {
		const a = createProjectDocument();
		const b = createProjectDocument();
		const first = createFile(a, { path: 'new.ts', text: 'a' }, edit());
		const second = createFile(b, { path: 'new.ts', text: 'b' }, edit());
		exchange(a, b);
		expect(readTree(a)).toEqual(readTree(b));
		expect(readTree(a).entries.map(({ id, path }) => [id, path])).toEqual([
			[second, 'new (2).ts'],
			[first, 'new.ts'],
		]);
	});

	it('shows an entry with a hostile path under a harmless name, and leaves out what is no entry', () => {
		const doc = createProjectDocument();
		const id = createFile(doc, { path: 'fine.ts' }, edit());
		filesOf(doc).get(id)?.set('path', '../../etc/passwd');
		filesOf(doc).set('not an id', new Y.Map<string | number | Y.Text>());
		expect(paths(doc)).toEqual([`unnamed-${id}`]);
	});

	it('holds the limits on files, on one file, and on the project', () => {
		const doc = createProjectDocument();
		expect(refusal(() => createFile(doc, { path: 'big', text: 'x'.repeat(LIMITS.textUnitsPerFile + 1) }, edit()))).toBe(
			'file-too-large',
		);
		for (let file = 0; file < 10; file++)
			createFile(doc, { path: `f${file}`, text: 'x'.repeat(LIMITS.textUnitsPerFile) }, edit());
		expect(textUnits(doc)).toBe(LIMITS.textUnitsPerProject);
		expect(refusal(() => createFile(doc, { path: 'one-more', text: 'x' }, edit()))).toBe('project-full');
		const many = createProjectDocument();
		many.transact(() => {
			for (let file = 0; file < LIMITS.filesPerProject; file++) {
				const map: EntryMap = new Y.Map(Object.entries({ path: `f${file}`, kind: 'folder' }));
				filesOf(many).set(file.toString(36).padStart(17, '0'), map);
			}
		});
		expect(refusal(() => createFile(many, { path: 'one-more' }, edit()))).toBe('too-many-files');
	});

	it('goes on beside entries that are no entries', () => {
		const doc = createProjectDocument();
		createFile(doc, { path: 'a.ts', text: 'abc' }, edit());
		const others: unknown[] = [5, 'text', null, new Y.Text('text'), new Y.Array()];
		for (const [index, other] of others.entries()) filesOf(doc).set(`x${index}`, other as EntryMap);
		expect(textUnits(doc)).toBe(3);
		for (const index of others.keys()) expect(textOf(doc, `x${index}` as FileId)).toBeUndefined();
		expect(paths(doc)).toEqual(['a.ts']);
	});

	it('gives thousands of entries with one path their own names without trying each suffix for each', () => {
		const doc = createProjectDocument();
		const count = 20_000;
		doc.transact(() => {
			for (let index = 0; index < count; index++) {
				const entry: EntryMap = new Y.Map<string | number | Y.Text>([
					['path', 'a.ts'],
					['kind', 'folder'],
				]);
				filesOf(doc).set(`${index}`.padStart(17, '0'), entry);
			}
		});
		const normalize = vi.spyOn(String.prototype, 'normalize');
		const shown = paths(doc);
		expect(normalize.mock.calls.length).toBeLessThan(5 * count);
		normalize.mockRestore();
		expect(new Set(shown).size).toBe(count);
	});
});

describe('a copy of a tree', () => {
	it('holds what lives, with its texts and folders, and nothing of who wrote it or of what was deleted', () => {
		const [doc, copy] = [createProjectDocument(), createProjectDocument()];
		const id = createFile(doc, { path: 'src/a.ts', text: 'one\n' }, edit());
		createFolder(doc, 'empty', edit());
		createFile(doc, { path: 'gone.txt', text: 'secret' }, edit());
		deleteEntry(doc, 'gone.txt', edit());
		textOf(doc, id)?.insert(0, '// ');
		copyTree(doc, copy);
		expect(readTree(copy)).toEqual({ entries: readTree(doc).entries, deleted: [] });
		expect(textOf(copy, id)?.toJSON()).toBe('// one\n');
		expect([...copy.store.clients.keys()]).toEqual([copy.clientID]);
		expect(String.fromCharCode(...Y.encodeStateAsUpdate(copy))).not.toContain('secret');
	});
});
