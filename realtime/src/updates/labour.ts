import type * as Y from 'yjs';
import { isInDocument, nameOf, startOfList, walkBetween, type Walked } from './document-lists.ts';
import { inOrder } from './integration-order.ts';
import { type Id, type Insertion, isSameId, type ListStart } from './validate.ts';

/** What was put behind one character, or at the start of one list, since the document was as it is. */
type Gap = {
	/** The first character of what was put there last: what its author sees on the right from then on. */
	right: Id;
	/** How many structs had been taken before. */
	readonly since: number;
	/** Others have put something into the document between the neighbours. */
	readonly isContested: boolean;
	/** Not always put in front of the last: what is where can no longer be told without Yjs. */
	isTangled: boolean;
};

/** Beyond so many comparisons, everything new is taken to hang there. */
const COMPARISONS = 10_000;
/** Clocks in one bucket of `#hangingSince`: runs of typing are longer, and one number for all of them is close enough. */
const BUCKET = 64;

/**
 * Foresees how far Yjs will walk to find a place for each new struct of an update, beyond one step each.
 *
 * Yjs puts a struct behind its left neighbour, and walks from there to its right one: over all that stands between them
 * and was put, at first or later, behind that same left neighbour (yjs, Item.integrate). Where neighbours are
 * neighbours nothing stands between; that is how people type, alone or together. It is what others typed at the very
 * same place meanwhile that is walked over, once for each run of typing. Made on purpose, n structs that all claim one
 * gap are walked over by n others: n² steps, of which seven take a microsecond (2026-11-26).
 *
 * What is not in the document yet is not simulated but bounded: never less than what Yjs will walk, and more only where
 * people's changes are tangled.
 */
export class Labour {
	readonly #doc: Y.Doc;
	readonly #gapsByClient = new Map<number, Map<number, Gap>>();
	readonly #gapsByStart = new Map<string, Gap>();
	/** The last characters of structs that are not in the document yet. */
	readonly #ends = new Map<number, Set<number>>();
	/** The right neighbour in the document of structs that are not, by their first character. */
	readonly #rightInDocument = new Map<number, Map<number, Id | undefined>>();
	/** Where the list begins of structs without a left neighbour, by their first character. */
	readonly #startOf = new Map<number, Map<number, ListStart>>();
	/** For stretches of the document's characters: how many structs there were when the first was put behind one of them. */
	readonly #hangingSince = new Map<number, Map<number, number>>();
	#structs = 0;
	#isPlain = true;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
	}

	/** True while nothing cost anything, and each gap is one client's: then the order of clients does not matter either. */
	get isPlain(): boolean {
		return this.#isPlain;
	}

	get structs(): number {
		return this.#structs;
	}

	/** Takes structs into account, and returns the steps they cost; gives up counting when there are more than `limit`. */
	add(insertions: readonly Insertion[], limit: number): number {
		for (const { client, clock, length } of insertions) entry(this.#ends, client, newSet).add(clock + length - 1);
		let steps = 0;
		for (const insertion of inOrder(insertions)) {
			if (steps > limit) return steps;
			steps += this.#place(insertion, limit);
		}
		if (steps > 0) this.#isPlain = false;
		return steps;
	}

	/**
	 * The steps over what the document has, for structs so few that what they do to each other, and to the few under
	 * way, is not worth counting; undefined where that cannot be told without counting.
	 */
	static ofFew(doc: Y.Doc, insertions: readonly Insertion[], limit: number): number | undefined {
		let steps = 0;
		for (const { left, right, start } of insertions) {
			if (left && !isInDocument(doc, left)) continue;
			if (right && !isInDocument(doc, right)) return undefined;
			const from = left ?? start ?? (right && startOfList(doc, right));
			if (from) steps += walkBetween(doc, { left: from, right, limit }).steps;
		}
		return steps;
	}

	/**
	 * The steps of updates that are joined into one: Yjs takes its clients in another order than that in which they came,
	 * the highest id first.
	 */
	static ofJoined(doc: Y.Doc, updates: readonly (readonly Insertion[])[], limit: number): number {
		const byClient = new Map<number, Insertion[]>();
		for (const insertion of updates.flat()) entry(byClient, insertion.client, () => [] as Insertion[]).push(insertion);
		const clients = [...byClient.keys()].sort((one, other) => other - one);
		return new Labour(doc).add(
			clients.flatMap((client) => byClient.get(client) ?? []),
			limit,
		);
	}

	#place(insertion: Insertion, limit: number): number {
		const { client, clock, right } = insertion;
		const left = insertion.left ?? insertion.start ?? (right && this.#listBefore(right));
		if (left && isStart(left)) entry(this.#startOf, client, newMap<ListStart>).set(clock, left);
		const rightInDocument = right && !isInDocument(this.#doc, right) ? this.#rightOf(right) : right;
		entry(this.#rightInDocument, client, newMap<Id | undefined>).set(clock, rightInDocument);
		const since = this.#structs++;
		if (!left) return this.#structs;
		const walk = () => this.#walk(left, rightInDocument, limit);
		const gap = this.#gapAt(left);
		if (!gap) return this.#open(left, { insertion, since, walk });
		const isInFront = !gap.isTangled && isSameId(gap.right, right);
		if (gap.right.client !== client) this.#isPlain = false;
		gap.right = { client, clock };
		if (isInFront) return gap.isContested ? walk() : 0;
		gap.isTangled = true;
		return walk() + since - gap.since;
	}

	/** The first struct behind this neighbour: nothing new stands there, unless it is the inside of another new struct. */
	#open(left: Id | ListStart, first: { insertion: Insertion; since: number; walk: () => number }): number {
		const { insertion, since } = first;
		const isInside = this.#isInsideOfNew(left);
		const isTorn = isInside && !isSameId(insertion.right, { client: left.client, clock: left.clock + 1 });
		const steps = isInside ? (isTorn ? since : 0) : first.walk();
		const right = { client: insertion.client, clock: insertion.clock };
		this.#setGap(left, { right, since, isContested: !isInside && steps > 0, isTangled: isTorn });
		return steps;
	}

	#isInsideOfNew(left: Id | ListStart): left is Id {
		if (isStart(left) || isInDocument(this.#doc, left)) return false;
		return !this.#ends.get(left.client)?.has(left.clock);
	}

	#walk(left: Id | ListStart, right: Id | undefined, limit: number): number {
		if (!isStart(left) && !isInDocument(this.#doc, left)) return 0;
		const walked = walkBetween(this.#doc, { left, right, limit });
		return walked.steps + (walked.over.length === 0 ? 0 : this.#hangingIn(walked));
	}

	/** New structs that were put behind characters which are walked over. */
	#hangingIn({ over }: Walked): number {
		let [count, comparisons] = [0, 0];
		for (const { client, start, end } of over) {
			const buckets = this.#hangingSince.get(client);
			if (!buckets) continue;
			const [first, last] = [Math.floor(start / BUCKET), Math.floor((end - 1) / BUCKET)];
			for (const [bucket, since] of buckets) if (bucket >= first && bucket <= last) count += this.#structs - since;
			comparisons += buckets.size;
			if (comparisons > COMPARISONS) return this.#structs;
		}
		return Math.min(count, this.#structs);
	}

	#gapAt(left: Id | ListStart): Gap | undefined {
		return isStart(left) ? this.#gapsByStart.get(nameOf(left)) : this.#gapsByClient.get(left.client)?.get(left.clock);
	}

	#setGap(left: Id | ListStart, gap: Gap): void {
		if (isStart(left)) {
			this.#gapsByStart.set(nameOf(left), gap);
			return;
		}
		entry(this.#gapsByClient, left.client, newMap<Gap>).set(left.clock, gap);
		if (!isInDocument(this.#doc, left)) return;
		const buckets = entry(this.#hangingSince, left.client, newMap<number>);
		const bucket = Math.floor(left.clock / BUCKET);
		if (!buckets.has(bucket)) buckets.set(bucket, gap.since);
	}

	/** A struct with a right neighbour alone goes to the start of that one's list. */
	#listBefore(right: Id): ListStart | undefined {
		if (isInDocument(this.#doc, right)) return startOfList(this.#doc, right);
		return this.#startOf.get(right.client)?.get(right.clock);
	}

	#rightOf({ client, clock }: Id): Id | undefined {
		return this.#rightInDocument.get(client)?.get(clock);
	}
}

function isStart(left: Id | ListStart): left is ListStart {
	return 'parent' in left;
}

const newSet = () => new Set<number>();
const newMap = <Value>() => new Map<number, Value>();

function entry<Value>(map: Map<number, Value>, key: number, create: () => Value): Value {
	const known = map.get(key);
	if (known !== undefined) return known;
	const created = create();
	map.set(key, created);
	return created;
}
