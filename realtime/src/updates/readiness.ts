import * as Y from 'yjs';
import type { ClockRange, Id, Insertion, Reference, UpdateOutline } from './validate.ts';

/** The next clock of each client, of all that a room has taken. */
export type Known = ReadonlyMap<number, number>;

/** True when nothing of the update would wait in Yjs' pending queue: all that it builds upon is known, or part of it. [RT6] */
export function isReady(update: UpdateOutline, known: Known): boolean {
	const ends = new Map<number, number>();
	for (const { client, start, end } of update.structs) {
		if (start > clockOf(known, client)) return false;
		ends.set(client, end);
	}
	const isCovered = (client: number, clock: number) => clock < clockOf(known, client) || clock < clockOf(ends, client);
	if (!update.deletes.every((range) => isCovered(range.client, range.end - 1))) return false;
	const inside: Reference[] = [];
	for (const reference of update.references) {
		const { client, clock } = reference.to;
		if (!isCovered(client, clock)) return false;
		if (clock >= clockOf(known, client)) inside.push(reference);
	}
	return inside.length === 0 || hasOrder(inside, ends);
}

/** True when the update holds structs that the room has not taken yet. */
export function bringsStructs(update: UpdateOutline, known: Known): boolean {
	return update.structs.some(({ client, end }) => end > clockOf(known, client));
}

/**
 * The update without the structs that the room has already. Yjs skips those itself, but of one that is known in part
 * it takes the rest as it is told: beside what was collected as garbage meanwhile it throws, or waits for ever.
 */
export function withoutKnown(bytes: Uint8Array, update: UpdateOutline, known: Known): Uint8Array {
	const overlapping = update.structs.filter(({ client, start }) => start < clockOf(known, client));
	if (overlapping.length === 0) return bytes;
	const clocks = new Map(overlapping.map(({ client }) => [client, clockOf(known, client)]));
	return Y.diffUpdate(bytes, Y.encodeStateVector(clocks));
}

/** The structs that the room has not taken yet. */
export function newInsertions({ structs, insertions }: UpdateOutline, known: Known): readonly Insertion[] {
	if (structs.every(({ client, start }) => start >= clockOf(known, client))) return insertions;
	return insertions.flatMap((insertion) => restOf(insertion, clockOf(known, insertion.client)) ?? []);
}

/** What of a struct begins at a clock or after it: of one that is known in part, the rest stands behind that part. */
export function restOf(insertion: Insertion, from: number): Insertion | undefined {
	const { client, clock, length, right } = insertion;
	if (clock >= from) return insertion;
	if (clock + length <= from) return undefined;
	const left = { client, clock: from - 1 };
	return { client, clock: from, length: clock + length - from, left, right, start: undefined };
}

/** Takes the update's structs into account. */
export function advance(known: Map<number, number>, update: UpdateOutline): void {
	for (const { client, end } of update.structs) if (end > clockOf(known, client)) known.set(client, end);
}

/** Takes structs into account of which only the next clocks are known. */
export function advanceTo(known: Map<number, number>, clocks: Known): void {
	for (const [client, clock] of clocks) if (clock > clockOf(known, client)) known.set(client, clock);
}

/** True when every character of the ranges is in the document and deleted. Looks at these structs only, and builds nothing. */
export function areDeleted(doc: Y.Doc, ranges: readonly ClockRange[]): boolean {
	return ranges.every((range) => isDeleted(doc, range));
}

function isDeleted(doc: Y.Doc, { client, start, end }: ClockRange): boolean {
	if (end > Y.getState(doc.store, client)) return false;
	const structs = doc.store.clients.get(client) ?? [];
	for (let index = Y.findIndexSS(structs, start); ; index++) {
		const struct = structs[index];
		if (!struct?.deleted) return false;
		if (struct.id.clock + struct.length >= end) return true;
	}
}

function clockOf(clocks: Known, client: number): number {
	return clocks.get(client) ?? 0;
}

/**
 * True when the update's new structs can be put in an order in which each comes after those it names. Clients of a
 * merged update may name each other back and forth; in a circle, Yjs would let all of them wait for ever.
 */
function hasOrder(references: readonly Reference[], ends: Known): boolean {
	const blocks = new Map<number, Reference[]>();
	for (const reference of references) {
		const list = blocks.get(reference.from.client);
		if (list) list.push(reference);
		else blocks.set(reference.from.client, [reference]);
	}
	const waiting = new Map<number, number[]>();
	const position = new Map<number, number>();
	const isReached = ({ client, clock }: Id) => {
		const next = blocks.get(client)?.[position.get(client) ?? 0];
		return clock < (next?.from.clock ?? clockOf(ends, client));
	};
	const ready = [...blocks.keys()];
	let resolved = 0;
	for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
		const list = blocks.get(client) ?? [];
		const start = position.get(client) ?? 0;
		let at = start;
		for (let next = list[at]; next && isReached(next.to); next = list[at]) position.set(client, ++at);
		resolved += at - start;
		const blockedBy = list[at]?.to.client;
		if (blockedBy !== undefined) waiting.set(blockedBy, [...(waiting.get(blockedBy) ?? []), client]);
		if (at === start) continue;
		ready.push(...(waiting.get(client) ?? []));
		waiting.delete(client);
	}
	return resolved === references.length;
}
