import { CovibeError, createProjectDocument, digestNow } from '@covibe/shared';
import { createRandom, type Random } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { RoomOrder } from '../src/room-order.ts';
import { advance, isReady, newInsertions, withoutKnown } from '../src/updates/readiness.ts';
import { createRules } from '../src/updates/rules.ts';
import { type Id, type Insertion, validateUpdate } from '../src/updates/validate.ts';
import { bytesOf, type Part } from './long-chain.ts';
import { runSession } from './session.ts';
import { createRoomIn, createWorld } from './world.ts';

const { sync } = createRules(['text']);

/** What of a room has to do with order: some of what was taken is in the document, the rest waits. */
class Server {
	readonly doc = createProjectDocument();
	readonly rows: Uint8Array[] = [];
	readonly #known = new Map<number, number>();
	readonly #waiting: { bytes: Uint8Array; insertions: readonly Insertion[] }[] = [];
	steps = 0;
	readonly #order = new RoomOrder(this.doc, {
		waiting: () => [{ structs: this.#waiting.length, insertions: this.#waiting.map((each) => each.insertions) }],
		spend: (steps) => (this.steps += steps),
	});

	/** @returns why the update was refused */
	take(bytes: Uint8Array): unknown {
		const outline = validateUpdate(bytes, sync);
		if (!isReady(outline, this.#known)) return 'not ready';
		const insertions = newInsertions(outline, this.#known);
		try {
			this.#order.check(insertions, () => undefined);
		} catch (error) {
			if (error instanceof CovibeError) return error.cause ?? error.code;
			throw error;
		}
		this.#waiting.push({ bytes: withoutKnown(bytes, outline, this.#known), insertions });
		advance(this.#known, outline);
		return undefined;
	}

	commit(): void {
		if (this.#waiting.length === 0) return;
		const row = Y.mergeUpdates(this.#waiting.splice(0).map(({ bytes }) => bytes));
		this.rows.push(row);
		Y.applyUpdate(this.doc, row);
		this.#order.forget();
	}
}

/** Everybody who loads the document, or takes its rows together, holds the same. */
function expectOneOrder({ doc, rows }: Server, hint: string): void {
	for (const bytes of [Y.encodeStateAsUpdate(doc), Y.mergeUpdates(rows)]) {
		const loaded = createProjectDocument();
		Y.applyUpdate(loaded, bytes);
		expect(digestNow(loaded).text, hint).toBe(digestNow(doc).text);
	}
}

test('[RT25] typing, undo, files and offline work are never taken for made up, whatever waits', () => {
	let updates = 0;
	for (let seed = 1; seed <= 40; seed++) {
		const random = createRandom(seed);
		const server = new Server();
		runSession(random, (update) => {
			expect(server.take(update), `seed ${seed}`).toBeUndefined();
			updates++;
			if (random.integer(4) === 0) server.commit();
		});
		server.commit();
		expectOneOrder(server, `seed ${seed}`);
	}
	expect(updates).toBeGreaterThan(2_500);
});

/** A struct of one letter, between any two characters, the left one before the right one. */
function madeUp(
	random: Random,
	doc: Y.Doc,
	waiting: ReadonlyMap<number, number>,
): { bytes: Uint8Array; client: number } {
	const client = 6 + random.integer(4);
	const order: Id[] = [];
	for (let item = doc.getText('text')._start; item; item = item.right)
		for (let index = 0; index < item.length; index++)
			order.push({ client: item.id.client, clock: item.id.clock + index });
	const from = random.integer(order.length + 1) - 1;
	const [left, right] = [order[from], order[from + 1 + random.integer(order.length - from)]];
	const clock = Y.getState(doc.store, client) + (waiting.get(client) ?? 0);
	const parts: Part[] = [1, 1, client, clock, [0x04 | (left ? 0x80 : 0) | (right ? 0x40 : 0)]];
	for (const id of [left, right]) if (id) parts.push(id.client, id.clock);
	if (!left && !right) parts.push(1, 'text');
	return { bytes: bytesOf([...parts, 'abcdef'.charAt(random.integer(6)), 0]), client };
}

test('[RT25] of made-up structs, only those are taken that all replicas put into one order', () => {
	let [taken, refused] = [0, 0];
	for (let seed = 1; seed <= 600; seed++) {
		const random = createRandom(seed);
		const server = new Server();
		const waiting = new Map<number, number>();
		for (let step = 0; step < 40; step++) {
			const { bytes, client } = madeUp(random, server.doc, waiting);
			if (server.take(bytes) === undefined) {
				taken++;
				waiting.set(client, (waiting.get(client) ?? 0) + 1);
			} else refused++;
			if (random.integer(3) > 0) continue;
			server.commit();
			waiting.clear();
		}
		server.commit();
		expectOneOrder(server, `seed ${seed}`);
	}
	expect(Math.min(taken, refused)).toBeGreaterThan(4_000);
});

test('[RT25] a struct that claims neighbours which never were ends its own connection, and nobody else sees it', async () => {
	const claims: Record<string, (client: number) => Part[]> = {
		'one character on both sides': (client) => [[0xc4], client, 2, client, 2],
		'the right one before the left one': (client) => [[0xc4], client, 3, client, 1],
		'what the author had stands between': (client) => [[0xc4], client, 1, client, 3],
		'neighbours in different lists': (client) => [[0xc4], client, 1, client, 5],
		'one of them in a file that was removed for good': (client) => [[0xc4], client, 1, client, 8],
		'no neighbours, after the own text': () => [[0x04], 1, 'text'],
	};
	for (const [claim, place] of Object.entries(claims))
		for (const waits of [false, true]) {
			const world = createWorld();
			const room = createRoomIn(world.log);
			const [ada, mallory] = [await world.enter(room), await world.enter(room, { person: 'Mallory' })];
			mallory.edit((text) => text.insert(0, 'abcde'));
			mallory.edit(() => mallory.doc.getText('files').insert(0, 'x'));
			mallory.edit(() => mallory.doc.getMap('threads').set('gone', new Y.Text('zz')));
			mallory.edit(() => mallory.doc.getMap('threads').delete('gone'));
			if (!waits) await world.rooms.settled();
			mallory.sendUpdate(bytesOf([1, 1, mallory.doc.clientID, 9, ...place(mallory.doc.clientID), 'y', 0]));
			await world.rooms.settled();
			for (const client of [ada, mallory]) client.deliver();
			expect([mallory.nack, ada.text.toJSON(), ada.closeCode], claim).toEqual(['update-invalid', 'abcde', undefined]);
		}
});
