import {
	createFile,
	createProjectDocument,
	deleteEntry,
	type FileId,
	moveEntry,
	readTree,
	textOf,
} from '@covibe/shared';
import { createRandom, type Random } from '@covibe/shared/testing';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { UnsavedFiles } from './unsaved-files.ts';
import { differingFiles, unsavedOf } from './unsaved.ts';

const edit = { origin: 'test', nowMs: 1_700_000_000_000, random: Math.random };

function sameAs(doc: Y.Doc): Y.Doc {
	const other = createProjectDocument();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
	return other;
}

function started(): { server: Y.Doc; local: Y.Doc; id: FileId } {
	const server = createProjectDocument();
	const id = createFile(server, { path: 'main.ts', text: 'one\ntwo\nthree\n' }, edit);
	return { server, local: sameAs(server), id };
}

const read = (doc: Y.Doc, id: FileId) => textOf(doc, id)?.toString();

describe('what the server does not have', () => {
	it('[PR19] goes into its document again, at its place among what others wrote meanwhile', () => {
		const { server, local, id } = started();
		textOf(local, id)!.insert(4, 'mine ');
		textOf(local, id)!.delete(0, 1);
		textOf(server, id)!.insert(0, 'theirs\n');
		const unsaved = unsavedOf(local, server);
		expect(unsaved.files).toEqual([{ id, path: 'main.ts', text: 'ne\nmine two\nthree\n' }]);
		expect(unsaved.isPlaceable).toBe(true);
		unsaved.replay('test');
		expect(read(server, id)).toBe('theirs\nne\nmine two\nthree\n');
		expect(Y.decodeStateVector(Y.encodeStateVector(server)).has(local.clientID)).toBe(false);
	});

	it('goes to its place also when others write between the look and the replay, and takes nothing of theirs', () => {
		const { server, local, id } = started();
		textOf(local, id)!.delete(4, 3);
		textOf(local, id)!.insert(4, 'mine');
		const unsaved = unsavedOf(local, server);
		textOf(server, id)!.insert(0, 'their first line\n');
		unsaved.replay('test');
		expect(read(server, id)).toBe('their first line\none\nmine\nthree\n');
	});

	it('holds new, renamed and deleted files', () => {
		const { server, local, id } = started();
		const other = createFile(server, { path: 'other.ts', text: 'x' }, edit);
		Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
		const made = createFile(local, { path: 'new.ts', text: 'fresh' }, edit);
		moveEntry(local, { from: 'main.ts', to: 'src/main.ts' }, edit);
		deleteEntry(local, 'other.ts', edit);
		const unsaved = unsavedOf(local, server);
		expect(unsaved.files).toEqual([{ id: made, path: 'new.ts', text: 'fresh' }]);
		unsaved.replay('test');
		expect(readTree(server).entries.map(({ path }) => path)).toEqual(['new.ts', 'src/main.ts']);
		expect(readTree(server).deleted.map((entry) => entry.id)).toEqual([other]);
		expect([read(server, made), read(server, id)]).toEqual(['fresh', 'one\ntwo\nthree\n']);
	});

	it('is nothing when the server has it all, and more', () => {
		const { server, local, id } = started();
		textOf(server, id)!.insert(0, 'theirs');
		expect(unsavedOf(local, server)).toMatchObject({ files: [], isPlaceable: true });
	});

	it('has no place where another wrote under the same client id: only a copy keeps it', () => {
		const { server, local, id } = started();
		local.clientID = server.clientID = 7;
		textOf(local, id)!.insert(0, 'mine');
		textOf(server, id)!.insert(0, 'not mine');
		const unsaved = unsavedOf(local, server, [id]);
		expect(unsaved.isPlaceable).toBe(false);
		expect(unsaved.files.map(({ text }) => text)).toEqual(['mineone\ntwo\nthree\n']);
	});

	it('is what both documents would have held, for any edits of either', () => {
		for (let seed = 1; seed <= 60; seed++) {
			const random = createRandom(seed);
			const { server, local, id } = started();
			for (let round = 0; round < 12; round++) {
				change(textOf(local, id)!, random);
				change(textOf(server, id)!, random);
			}
			const merged = sameAs(server);
			Y.applyUpdate(merged, Y.encodeStateAsUpdate(local));
			const unsaved = unsavedOf(local, server, [id]);
			unsaved.replay('test');
			expect(read(server, id), `seed ${seed}`).toBe(read(merged, id));
			expect(differingFiles(server, merged)).toEqual([]);
		}
	});
});

it('remembers the files that this page changed, until everything is acknowledged', () => {
	const { local, server, id } = started();
	const unsaved = new UnsavedFiles(local);
	textOf(server, id)!.insert(0, 'theirs');
	Y.applyUpdate(local, Y.encodeStateAsUpdate(server), 'server');
	expect([...unsaved.ids]).toEqual([]);
	textOf(local, id)!.insert(0, 'mine');
	const made = createFile(local, { path: 'new.ts', text: '' }, edit);
	expect([...unsaved.ids]).toEqual([id, made]);
	unsaved.clear();
	expect([...unsaved.ids]).toEqual([]);
});

function change(text: Y.Text, random: Random): void {
	const at = random.integer(text.length + 1);
	if (text.length > at && random.integer(3) === 0) text.delete(at, 1 + random.integer(text.length - at));
	else text.insert(at, 'abcdef'.slice(random.integer(6)));
}
