import * as Y from 'yjs';

/**
 * What two replicas compare to see that they hold the same. `structs`: which edits and deletions they have. `text`: what
 * can be read, in its order. Edits that no client of ours makes can leave two replicas with the same structs in another
 * order, which state vectors do not show. It finds accidents; it is no proof against somebody who wants two to look alike.
 */
export type DocumentDigest = { readonly structs: string; readonly text: string };

/** UTF-16 units, or structs, between two pauses: well under a millisecond. */
const UNITS_PER_PAUSE = 50_000;

/** Reads the whole document. Pauses often, so that the caller can let others go on; it must not change meanwhile. */
export function* digestOf(doc: Y.Doc): Generator<undefined, DocumentDigest> {
	const structs = new Sum();
	for (const [client, clock] of sorted(Y.decodeStateVector(Y.encodeStateVector(doc)))) structs.addAll([client, clock]);
	yield;
	const deleted = Y.createDeleteSetFromStructStore(doc.store);
	for (const [client, ranges] of sorted(deleted.clients)) {
		structs.addAll([client, ranges.length]);
		for (const { clock, len } of ranges) structs.addAll([clock, len]);
	}
	yield;
	const text = new Sum();
	for (const [name, type] of sorted(doc.share)) {
		if (!type._start && type._map.size === 0) continue;
		text.addText(name);
		yield* addType(text, type);
	}
	return { structs: structs.toString(), text: text.toString() };
}

/** The digest at once, for small documents and for tests. */
export function digestNow(doc: Y.Doc): DocumentDigest {
	const steps = digestOf(doc);
	for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

type AnyType = { readonly _start: Y.Item | null; readonly _map: ReadonlyMap<string, Y.Item> };

function* addType(sum: Sum, type: AnyType): Generator<undefined, void> {
	for (let item = type._start; item; item = item.right) {
		if (!item.deleted) yield* addContent(sum, item.content);
		if (sum.isPauseDue()) yield;
	}
	for (const [key, item] of sorted(type._map)) {
		if (item.deleted) continue;
		sum.addText(key);
		yield* addContent(sum, item.content);
	}
	// Where one type ends: a text inside of another is not the same as one behind it.
	sum.add(-1);
}

function* addContent(sum: Sum, content: Y.Item['content']): Generator<undefined, void> {
	if (content instanceof Y.ContentString) sum.addText(content.str);
	else if (content instanceof Y.ContentType) yield* addType(sum, content.type);
	else sum.addText(JSON.stringify(content.getContent()));
}

function sorted<Key extends string | number, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] {
	return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** A running sum of numbers in two lanes, 64 bits together; whether texts come in one piece or in many makes no difference. */
class Sum {
	#one = 0x811c9dc5;
	#other = 0x2545f491;
	#units = 0;

	add(value: number): void {
		// Ids have up to 53 bits.
		for (const half of [value | 0, Math.floor(value / 2 ** 32)]) {
			this.#one = Math.imul(this.#one ^ half, 0x01000193);
			this.#other = Math.imul((this.#other << 5) ^ (this.#other >>> 27) ^ half, 0x9e3779b1);
		}
		this.#units++;
	}

	addAll(values: readonly number[]): void {
		for (const value of values) this.add(value);
	}

	addText(text: string): void {
		let [one, other] = [this.#one, this.#other];
		for (let at = 0; at < text.length; at++) {
			const unit = text.charCodeAt(at);
			one = Math.imul(one ^ unit, 0x01000193);
			other = Math.imul((other << 5) ^ (other >>> 27) ^ unit, 0x9e3779b1);
		}
		this.#one = one;
		this.#other = other;
		this.#units += text.length + 1;
	}

	isPauseDue(): boolean {
		if (this.#units < UNITS_PER_PAUSE) return false;
		this.#units = 0;
		return true;
	}

	toString(): string {
		return [this.#one, this.#other].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
	}
}
