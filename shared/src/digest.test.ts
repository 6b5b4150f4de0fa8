import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { digestNow } from './digest.ts';
import { createProjectDocument, textOf } from './document.ts';
import { createRandom } from './testing/index.ts';
import { createFile } from './tree-edits.ts';

const edit = { origin: 'test', nowMs: 1_700_000_000_000, random: Math.random };

it('is the same for replicas that got the same edits in other pieces and another order', () => {
	for (let seed = 1; seed <= 40; seed++) {
		const random = createRandom(seed);
		const doc = createProjectDocument();
		const id = createFile(doc, { path: 'a.ts', text: 'start' }, edit);
		const other = createProjectDocument();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		for (let round = 0; round < 30; round++) {
			const text = textOf(random.pick([doc, other]), id)!;
			const at = random.integer(text.length + 1);
			if (text.length > at && random.integer(3) === 0) text.delete(at, 1);
			else text.insert(at, 'ab');
		}
		expect(digestNow(doc)).not.toEqual(digestNow(other));
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
		expect(digestNow(doc), `seed ${seed}`).toEqual(digestNow(other));
		const late = new Y.Doc();
		Y.applyUpdate(late, Y.encodeStateAsUpdate(other));
		expect(digestNow(late), `seed ${seed}`).toEqual(digestNow(doc));
	}
});

it('tells texts apart that differ in order alone, with the same structs', () => {
	const [one, other] = [new Y.Doc(), new Y.Doc()];
	for (const [doc, first] of [
		[one, 'ab'],
		[other, 'ba'],
	] as const) {
		doc.clientID = 7;
		doc.getText('text').insert(0, first);
	}
	expect(digestNow(one).structs).toBe(digestNow(other).structs);
	expect(digestNow(one).text).not.toBe(digestNow(other).text);
});

it('tells deletions apart, and what was moved into another file', () => {
	const doc = createProjectDocument();
	const ids = ['a.ts', 'b.ts'].map((path) => createFile(doc, { path, text: 'xy' }, edit));
	const digests = [digestNow(doc)];
	const change = (act: () => void) => {
		act();
		digests.push(digestNow(doc));
	};
	change(() => textOf(doc, ids[0]!)!.delete(1, 1));
	change(() => textOf(doc, ids[1]!)!.insert(0, 'y'));
	expect(new Set(digests.map(({ structs }) => structs)).size).toBe(3);
	expect(new Set(digests.map(({ text }) => text)).size).toBe(3);
});
