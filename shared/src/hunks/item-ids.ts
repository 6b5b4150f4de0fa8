import * as Y from 'yjs';

/** One UTF-16 unit of a Y.Text: who wrote it, and the how-manieth it was of theirs. Never changes, also when deleted. */
export type ItemId = readonly [client: number, clock: number];

/** Units that one client wrote one after the other: client, first clock, how many. */
export type IdRun = readonly [client: number, clock: number, length: number];

export const firstOf = (runs: readonly IdRun[]): ItemId | undefined => {
	const run = runs[0];
	return run && [run[0], run[1]];
};

export const lastOf = (runs: readonly IdRun[]): ItemId | undefined => {
	const run = runs.at(-1);
	return run && [run[0], run[1] + run[2] - 1];
};

export const lengthOf = (runs: readonly IdRun[]): number => runs.reduce((sum, [, , length]) => sum + length, 0);

/** The runs of the units from `start` up to `end`, counted within `runs`. */
export function sliceRuns(runs: readonly IdRun[], start: number, end: number): readonly IdRun[] {
	const sliced: IdRun[] = [];
	let at = 0;
	for (const [client, clock, length] of runs) {
		const from = Math.max(start, at);
		const to = Math.min(end, at + length);
		if (from < to) sliced.push([client, clock + from - at, to - from]);
		at += length;
		if (at >= end) break;
	}
	return sliced;
}

/** The visible units of a text, in order. */
export function runsOf(text: Y.Text): readonly IdRun[] {
	const runs: IdRun[] = [];
	for (let item = text._start; item; item = item.right) {
		if (item.deleted || !item.countable) continue;
		const { client, clock } = item.id;
		const before = runs.at(-1);
		if (before?.[0] === client && before[1] + before[2] === clock)
			runs[runs.length - 1] = [client, before[1], before[2] + item.length];
		else runs.push([client, clock, item.length]);
	}
	return runs;
}

/**
 * Puts text right behind one unit, or at the very start without one, and gives the id of its last unit. The unit may
 * be deleted: an index is no place then (text put at it can come out on either side of what was deleted), while
 * between two neighbours there is one place only. Call it in a transaction, with a text that is not empty.
 * @throws Error when the unit is not in this text.
 */
export function insertBehind(
	transaction: Y.Transaction,
	place: { text: Y.Text; after?: ItemId },
	content: string,
): ItemId {
	const { text, after } = place;
	const { doc } = transaction;
	const { store } = doc;
	const left = after ? Y.getItemCleanEnd(transaction, store, Y.createID(...after)) : null;
	if (left && !(left instanceof Y.Item && left.parent === text)) throw new Error('the place is in another text');
	const right = left ? left.right : text._start;
	const clock = Y.getState(store, doc.clientID);
	const parts = [
		Y.createID(doc.clientID, clock),
		left,
		left && left.lastId,
		right,
		right && right.id,
		text,
		null,
		new Y.ContentString(content),
	];
	// The typings of Yjs do not know that a ContentString is a content.
	const item = Reflect.construct(Y.Item, parts) as Y.Item;
	item.integrate(transaction, 0);
	forgetPlaces(text);
	return [doc.clientID, clock + content.length - 1];
}

/** Deletes what is left of the units, and gives the runs that were there until now. Call it in a transaction. */
export function deleteUnits(transaction: Y.Transaction, text: Y.Text, runs: readonly IdRun[]): readonly IdRun[] {
	const deleted: IdRun[] = [];
	for (const [client, clock, length] of runs) {
		const end = clock + length;
		let at = clock;
		while (at < end) {
			const item = cleanItem(transaction, { client, clock: at, end });
			if (!item) break;
			if (isVisibleIn(item, text)) {
				item.delete(transaction);
				deleted.push([client, item.id.clock, item.length]);
			}
			at = item.id.clock + item.length;
		}
	}
	if (deleted.length > 0) forgetPlaces(text);
	return deleted;
}

function cleanItem(
	transaction: Y.Transaction,
	{ client, clock, end }: { client: number; clock: number; end: number },
): Y.Item | undefined {
	const { store } = transaction.doc;
	if (clock >= Y.getState(store, client)) return undefined;
	const item: Y.Item | Y.GC = Y.getItemCleanStart(transaction, Y.createID(client, clock));
	if (!(item instanceof Y.Item)) return undefined;
	if (item.id.clock + item.length > end) Y.getItemCleanEnd(transaction, store, Y.createID(client, end - 1));
	return item;
}

/** Yjs remembers places by index for its own inserts; ours went past them. */
function forgetPlaces(text: Y.Text): void {
	text._searchMarker?.splice(0);
}

export function isVisibleIn(item: Y.Item, text: Y.Text): boolean {
	return !item.deleted && item.countable && item.parent === text;
}

/** The item that holds a unit; undefined when the document does not have it, or keeps nothing of it but its length. */
export function itemAt(text: Y.Text, [client, clock]: ItemId): Y.Item | undefined {
	const store = text.doc?.store;
	if (!store || clock < 0 || clock >= Y.getState(store, client)) return undefined;
	const item: Y.Item | Y.GC = Y.getItem(store, Y.createID(client, clock));
	return item instanceof Y.Item && item.parent === text ? item : undefined;
}

/** The last unit that `client` put between two units, what is deleted included; undefined when it put none there. */
export function lastBetween(
	text: Y.Text,
	{ after, until }: { after: ItemId | undefined; until: ItemId },
	client: number | undefined,
): ItemId | undefined {
	const end = itemAt(text, until);
	if (!end || end.id.clock < until[1]) return undefined;
	const start = after && itemAt(text, after);
	for (let item = end.left; item && item !== start; item = item.left)
		if (item.id.client === client) return [item.id.client, item.id.clock + item.length - 1];
	return undefined;
}

/** False when somebody but `client` wrote in front of a unit that began its line, or joined that line to the one above. */
export function isLineStart(text: Y.Text, unit: ItemId, client: number | undefined): boolean {
	const own = itemAt(text, unit);
	if (!own) return true;
	if (own.id.clock < unit[1]) return unitOf(own, unit[1] - 1 - own.id.clock) === '\n';
	let item = own.left;
	while (item && !isVisibleIn(item, text)) item = item.left;
	return !item || item.id.client === client || unitOf(item, item.length - 1) === '\n';
}

/** False when somebody but `client` wrote on behind a unit that ended its text, in the same line. */
export function isLineEnd(text: Y.Text, unit: ItemId, client: number | undefined): boolean {
	const own = itemAt(text, unit);
	if (!own || own.id.clock + own.length - 1 > unit[1]) return true;
	let item = own.right;
	while (item && !isVisibleIn(item, text)) item = item.right;
	return !item || item.id.client === client || unitOf(item, 0) === '\n';
}

const unitOf = ({ content }: Y.Item, index: number): string | undefined =>
	content instanceof Y.ContentString ? content.str[index] : undefined;

/**
 * What became of a stretch that was whole once: `gone` when nothing of it is left, `clean` when all is there and
 * nobody wrote between its first and last unit, else `touched`.
 */
export function stateOfStretch(text: Y.Text, runs: readonly IdRun[]): 'gone' | 'clean' | 'touched' {
	const live = countLive(text, runs);
	if (live === 0) return 'gone';
	if (live < lengthOf(runs)) return 'touched';
	return lengthOf(visibleBetween(text, runs)) === live ? 'clean' : 'touched';
}

function countLive(text: Y.Text, runs: readonly IdRun[]): number {
	let live = 0;
	for (const [client, clock, length] of runs) {
		const end = clock + length;
		for (let at = clock; at < end;) {
			const item = itemAt(text, [client, at]);
			if (!item) break;
			const next = Math.min(end, item.id.clock + item.length);
			if (!item.deleted) live += next - at;
			at = next;
		}
	}
	return live;
}

/** Everything visible from the first to the last unit of a stretch. */
export function visibleBetween(text: Y.Text, stretch: readonly IdRun[]): readonly IdRun[] {
	const [first, last] = [firstOf(stretch), lastOf(stretch)];
	const found: IdRun[] = [];
	if (!first || !last) return found;
	for (let item: Y.Item | null | undefined = itemAt(text, first); item; item = item.right) {
		const { client, clock } = item.id;
		const isFirst = client === first[0] && clock <= first[1] && first[1] < clock + item.length;
		const isLast = client === last[0] && clock <= last[1] && last[1] < clock + item.length;
		const from = isFirst ? first[1] - clock : 0;
		const to = isLast ? last[1] - clock + 1 : item.length;
		if (isVisibleIn(item, text)) found.push([client, clock + from, to - from]);
		if (isLast) break;
	}
	return found;
}
