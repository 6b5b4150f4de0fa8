import { createRandom, type Random } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { bytesOf, type Part } from '../../test/long-chain.ts';
import { areTypesPlaced } from './nesting.ts';
import { advance, areDeleted, bringsStructs, isReady, withoutKnown } from './readiness.ts';
import { createRules } from './rules.ts';
import { validateUpdate } from './validate.ts';

const { edit } = createRules(['text']);
const CLIENTS = [9, 8, 7];
/** Garbage, deleted content, text, types and values; text is the most frequent. */
const KINDS = [0, 1, 4, 4, 4, 7, 7, 8];

/** An update of well-formed structs that stand on whatever chance finds: what no mutation of honest bytes comes upon. */
function makeUp(random: Random, known: ReadonlyMap<number, number>): Uint8Array {
	const clockOf = (client: number) => known.get(client) ?? 0;
	const some = () => CLIENTS.filter(() => random.integer(2) === 0);
	const reference = (): Part[] => {
		const client = CLIENTS[random.integer(CLIENTS.length)]!;
		return [client, random.integer(clockOf(client) + 2)];
	};
	const writers = some();
	const parts: Part[] = [writers.length];
	for (const client of writers) {
		const count = 1 + random.integer(3);
		// Sometimes from before what is known: structs that are known in part.
		const start = Math.max(0, clockOf(client) - (random.integer(4) === 0 ? random.integer(4) : 0));
		parts.push(count, client, start);
		for (let index = 0; index < count; index++) parts.push(...makeUpStruct(random, reference));
	}
	const deleters = some();
	parts.push(deleters.length);
	for (const client of deleters) parts.push(1, client, random.integer(clockOf(client) + 1), 1 + random.integer(3));
	return bytesOf(parts);
}

function makeUpStruct(random: Random, reference: () => Part[]): Part[] {
	const kind = KINDS[random.integer(KINDS.length)]!;
	if (kind === 0) return [[0], 1 + random.integer(3)];
	const [hasOrigin, hasRight, hasKey] = [random.integer(2) === 1, random.integer(2) === 1, random.integer(3) === 0];
	const struct: Part[] = [[kind | (hasOrigin ? 0x80 : 0) | (hasRight ? 0x40 : 0) | (hasKey ? 0x20 : 0)]];
	if (hasOrigin) struct.push(...reference());
	if (hasRight) struct.push(...reference());
	if (!hasOrigin && !hasRight) {
		if (random.integer(2) === 0) struct.push(1, 'text');
		else struct.push(0, ...reference());
		if (hasKey) struct.push('key');
	}
	if (kind === 1) struct.push(1 + random.integer(4));
	if (kind === 4) struct.push(['x', 'yz', 'a😀b'][random.integer(3)]!);
	if (kind === 7) struct.push(random.integer(3));
	if (kind === 8) struct.push(2, [126, 126]);
	return struct;
}

/** Takes what a room would take of many made-up updates, some rows joined of several. */
function runRoom(random: Random): { doc: Y.Doc; known: Map<number, number>; rows: Uint8Array[] } {
	const doc = new Y.Doc();
	const known = new Map<number, number>();
	const rows: Uint8Array[] = [];
	let waiting: Uint8Array[] = [];
	for (let step = 0; step < 60; step++) {
		const update = makeUp(random, known);
		try {
			const outline = validateUpdate(update, edit);
			if (!bringsStructs(outline, known) && areDeleted(doc, outline.deletes)) continue;
			if (!isReady(outline, known) || !areTypesPlaced(outline.hanging, doc)) continue;
			waiting.push(withoutKnown(update, outline, known));
			advance(known, outline);
		} catch {
			// Refused: that is the answer to most of them.
			continue;
		}
		if (random.integer(3) !== 0) continue;
		const row = Y.mergeUpdates(waiting);
		waiting = [];
		rows.push(row);
		Y.applyUpdate(doc, row);
		expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
		for (const [client, clock] of known) expect(Y.getState(doc.store, client)).toBe(clock);
	}
	return { doc, known, rows };
}

test('[RT5] [RT6] what is accepted of made-up structs can be applied, loaded again, and leaves nothing pending', () => {
	let accepted = 0;
	for (let seed = 1; seed <= 2_000; seed++) {
		const { doc, rows } = runRoom(createRandom(seed));
		accepted += rows.length;
		const replica = new Y.Doc();
		Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
		expect(Y.encodeStateVector(replica), `seed ${seed}`).toEqual(Y.encodeStateVector(doc));
		const again = new Y.Doc();
		for (const row of rows) Y.applyUpdate(again, row);
		expect(again.getText('text').toJSON(), `seed ${seed}`).toBe(doc.getText('text').toJSON());
	}
	expect(accepted).toBeGreaterThan(500);
});
