import * as Y from 'yjs';
import type { Id, Insertion, ListStart } from './validate.ts';

/** Items that Yjs would walk over, and the clocks they cover. */
export type Walked = {
	steps: number;
	readonly over: { readonly client: number; readonly start: number; readonly end: number }[];
};

/** True when the document holds this character. */
export function isInDocument(doc: Y.Doc, { client, clock }: Id): boolean {
	return clock < Y.getState(doc.store, client);
}

/**
 * What stands in the document between two neighbours, as the sender of an update saw them: what others put there.
 * `right` undefined is the end of the list. Stops at `limit` steps.
 */
export function walkBetween(
	doc: Y.Doc,
	{ left, right, limit }: { left: Id | ListStart; right: Id | undefined; limit: number },
): Walked {
	const walked: Walked = { steps: 0, over: [] };
	const end = right && Y.getItem(doc.store, Y.createID(right.client, right.clock));
	// Beside what was collected as garbage, Yjs makes the new struct garbage too, without looking for its place.
	if (end instanceof Y.GC) return walked;
	let at = 'parent' in left ? firstOf(doc, left, () => walked.steps++) : itemAfter(doc, { left, right }, walked);
	for (; at && at !== end && walked.steps < limit; at = at.right) pass(walked, at);
	if (at && right && at === end && right.clock > at.id.clock) pass(walked, at);
	return walked;
}

function pass(walked: Walked, item: Y.Item): void {
	walked.steps++;
	walked.over.push({ client: item.id.client, start: item.id.clock, end: item.id.clock + item.length });
}

/** The item after a character; the rest of the character's own item counts as one that is passed. */
function itemAfter(doc: Y.Doc, { left, right }: { left: Id; right: Id | undefined }, walked: Walked): Y.Item | null {
	const item: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(left.client, left.clock));
	if (!(item instanceof Y.Item)) return null;
	if (left.clock === item.id.clock + item.length - 1) return item.right;
	if (right?.client === left.client && right.clock > left.clock && right.clock < item.id.clock + item.length) {
		if (right.clock > left.clock + 1) pass(walked, item);
		return null;
	}
	pass(walked, item);
	return item.right;
}

/** The first item of a list; of a map's key, the way back to its oldest value is work as well. */
export function firstOf(doc: Y.Doc, { parent, key }: ListStart, onStep?: () => void): Y.Item | null {
	const type = typeof parent === 'string' ? doc.share.get(parent) : typeAt(doc, parent);
	if (!type) return null;
	if (key === undefined) return type._start;
	let first = type._map.get(key) ?? null;
	for (; first?.left; first = first.left) onStep?.();
	return first;
}

/** Where the list begins that a character of the document is in; undefined for garbage, which is in none. */
export function startOfList(doc: Y.Doc, id: Id): ListStart | undefined {
	const item: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(id.client, id.clock));
	if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return undefined;
	const key = item.parentSub ?? undefined;
	const of = item.parent._item;
	if (of) return { parent: of.id, key };
	for (const [name, type] of doc.share) if (type === item.parent) return { parent: name, key };
	return undefined;
}

/** One name for each list. */
export function nameOf({ parent, key }: ListStart): string {
	const list = typeof parent === 'string' ? parent : `${parent.client}:${parent.clock}`;
	return key === undefined ? list : `${list}/${key}`;
}

/** True when nothing stands in the document between two neighbours; undefined is the start, or the end, of the list. */
export function areNeighbours(doc: Y.Doc, { left, right, start }: Insertion): boolean {
	const [before, behind] = [left && itemAt(doc, left), right && itemAt(doc, right)];
	if ((left && !before) || (right && !behind)) return false;
	if (behind && behind.id.clock !== right?.clock)
		return left?.client === right?.client && left?.clock === (right?.clock ?? 0) - 1;
	if (!before) return behind ? behind.left === null : start !== undefined && firstOf(doc, start) === null;
	return left?.clock === before.id.clock + before.length - 1 && before.right === (behind ?? null);
}

/** The item of the document that has this character; undefined for what is not there, and for garbage. */
function itemAt(doc: Y.Doc, id: Id): Y.Item | undefined {
	if (!isInDocument(doc, id)) return undefined;
	const item: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(id.client, id.clock));
	return item instanceof Y.Item ? item : undefined;
}

function typeAt(doc: Y.Doc, id: Id): Y.AbstractType<unknown> | undefined {
	if (!isInDocument(doc, id)) return undefined;
	const item: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(id.client, id.clock));
	if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentType)) return undefined;
	return item.content.type as Y.AbstractType<unknown>;
}
