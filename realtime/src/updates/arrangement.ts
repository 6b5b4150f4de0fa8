import { CovibeError } from '@covibe/shared';
import * as Y from 'yjs';
import type { CausalHistory, Had } from './causal-history.ts';
import { ClockIndex } from './clock-index.ts';
import { refuse } from './cursor.ts';
import { firstOf, isInDocument, nameOf, startOfList } from './document-lists.ts';
import { type Id, type Insertion, isSameId, type ListStart } from './validate.ts';

/** A piece of a list: of an item of the document that was split or followed by something new, or new itself. */
type Piece = {
	readonly id: Id;
	length: number;
	readonly origin: Id | null;
	readonly rightOrigin: Id | null;
	right: Node | null;
	/** What tells the list that it is in: its start, or an item of the document in it. */
	readonly list: ListStart | Y.Item;
};
/** What stands in a list, as far as it matters here; of what is untouched, the item itself. */
type Node = Y.Item | Piece;
type Gap = {
	/** What stands behind the left neighbour, or first in the list. */
	readonly first: Node | null;
	readonly right: Node | undefined;
	readonly mostSteps: number | 'trusted';
};

/** What the lists of a document look like together with what is taken and not in it yet. The document must not change meanwhile. */
export class Arrangement {
	readonly #doc: Y.Doc;
	readonly #history: CausalHistory;
	readonly #pieces = new Map<number, ClockIndex<Piece>>();
	/** The first piece of each item that is in pieces. */
	readonly #firstPieces = new Map<Y.Item, Piece>();
	/** Of lists that got a new first one. */
	readonly #firsts = new Map<string, Piece>();
	#steps = 0;

	constructor(doc: Y.Doc, history: CausalHistory) {
		this.#doc = doc;
		this.#history = history;
	}

	/** How many nodes were passed so far. */
	get steps(): number {
		return this.#steps;
	}

	/**
	 * Puts a new struct where Yjs will put it. Unless it is `trusted`, its neighbours must have been neighbours once: the
	 * right one stands behind the left one, and of what stands between them, its author can have had nothing. For such
	 * structs all replicas come to one order; others make an order that depends on who came first.
	 * @throws CovibeError 'update-invalid' | 'update-too-tangled' when it would take more than `mostSteps` in all
	 */
	place(insertion: Insertion, mostSteps: number | 'trusted'): void {
		this.#history.note(insertion);
		// In this order: what ends with the left one may have to be taken out of what begins with the right one.
		const right = insertion.right && this.#startingAt(insertion.right);
		const left = insertion.left && this.#endingAt(insertion.left);
		// A list is collected as a whole; who still has it would take such a struct for a living one.
		if (insertion.left && insertion.right && !left !== !right) refuse('a neighbour that was collected');
		// Beside or in garbage, everything is garbage.
		if ((insertion.left && !left) || (insertion.right && !right)) return;
		const list = left?.list ?? (right && listOf(right)) ?? insertion.start;
		if (!list || (insertion.start && this.#isNoList(insertion.start))) return;
		const first = left ? this.#after(left) : this.#firstIn(list);
		const behind = this.#findPlace(insertion, { first, right, mostSteps });
		this.#put(insertion, { behind: behind ?? left, list });
	}

	/** The node behind which the struct goes, of those between its neighbours; undefined: directly behind its left one. */
	#findPlace(insertion: Insertion, gap: Gap): Node | undefined {
		const { first, right, mostSteps } = gap;
		if (first === (right ?? null)) return undefined;
		if (mostSteps !== 'trusted') this.#assertUnknown(gap, this.#history.before(insertion), mostSteps);
		let behind: Node | undefined;
		const passed = new Set<Node>();
		const conflicting = new Set<Node>();
		// As yjs does it: Item.integrate.
		for (let at = first; at && at !== right; at = this.#after(at)) {
			passed.add(at);
			conflicting.add(at);
			if (isSameId(insertion.left, at.origin)) {
				if (at.id.client < insertion.client) {
					behind = at;
					conflicting.clear();
				} else if (isSameId(insertion.right, at.rightOrigin)) break;
				continue;
			}
			const before = at.origin && this.#find(at.origin);
			if (!before || !passed.has(before)) break;
			if (conflicting.has(before)) continue;
			behind = at;
			conflicting.clear();
		}
		return behind;
	}

	#assertUnknown({ first, right }: Gap, had: Had, mostSteps: number): void {
		let at = first;
		for (; at && at !== right; at = this.#after(at)) {
			if (++this.#steps > mostSteps) throw new CovibeError('update-too-tangled');
			if (at.id.clock < (had.get(at.id.client) ?? 0)) refuse('neighbours that never were');
		}
		if (right && !at) refuse('order of neighbours');
	}

	#put(
		{ client, clock, length, left, right }: Insertion,
		place: { behind: Node | undefined; list: Piece['list'] },
	): void {
		const behind = place.behind && this.#asPiece(place.behind);
		const next = behind ? this.#after(behind) : this.#firstIn(place.list);
		const piece: Piece = {
			id: { client, clock },
			length,
			origin: left ?? null,
			rightOrigin: right ?? null,
			right: next,
			list: place.list,
		};
		this.#register(piece);
		if (behind) behind.right = piece;
		else this.#firsts.set(this.#nameOf(place.list), piece);
	}

	/** The piece whose last character this is; undefined for garbage. */
	#endingAt(id: Id): Piece | undefined {
		const node = this.#find(id);
		if (!node) return undefined;
		const piece = this.#asPiece(node);
		if (id.clock < piece.id.clock + piece.length - 1) this.#split(piece, id.clock + 1);
		return piece;
	}

	/** The node whose first character this is; undefined for garbage. */
	#startingAt(id: Id): Node | undefined {
		const node = this.#find(id);
		return !node || node.id.clock === id.clock ? node : this.#split(this.#asPiece(node), id.clock);
	}

	#find(id: Id): Node | undefined {
		const piece = this.#pieces.get(id.client)?.find(id.clock);
		if (piece || !isInDocument(this.#doc, id)) return piece;
		const item: Y.Item | Y.GC = Y.getItem(this.#doc.store, Y.createID(id.client, id.clock));
		return item instanceof Y.Item ? item : undefined;
	}

	#after({ right }: Node): Node | null {
		return right instanceof Y.Item ? (this.#firstPieces.get(right) ?? right) : right;
	}

	#firstIn(list: Piece['list']): Node | null {
		const known = this.#firsts.get(this.#nameOf(list));
		if (known) return known;
		const start = this.#startOf(list);
		const item = start ? firstOf(this.#doc, start) : null;
		return item && (this.#firstPieces.get(item) ?? item);
	}

	#startOf(list: Piece['list']): ListStart | undefined {
		return list instanceof Y.Item ? startOfList(this.#doc, list.id) : list;
	}

	#nameOf(list: Piece['list']): string {
		const start = this.#startOf(list);
		return start ? nameOf(start) : '';
	}

	/** True when the document has garbage there, or what is no type. */
	#isNoList({ parent }: ListStart): boolean {
		if (typeof parent === 'string' || !isInDocument(this.#doc, parent)) return false;
		const item = Y.getItem(this.#doc.store, Y.createID(parent.client, parent.clock)) as Y.Item | Y.GC;
		return !(item instanceof Y.Item) || !(item.content instanceof Y.ContentType);
	}

	#asPiece(node: Node): Piece {
		if (!(node instanceof Y.Item)) return node;
		const { id, length, origin, rightOrigin, right } = node;
		const piece: Piece = { id, length, origin, rightOrigin, right, list: node };
		this.#firstPieces.set(node, piece);
		return this.#register(piece);
	}

	/** Splits a piece before a clock and returns what is behind. */
	#split(piece: Piece, clock: number): Piece {
		const { client } = piece.id;
		const behind: Piece = {
			...piece,
			id: { client, clock },
			length: piece.id.clock + piece.length - clock,
			origin: { client, clock: clock - 1 },
		};
		piece.length -= behind.length;
		piece.right = behind;
		return this.#register(behind);
	}

	#register(piece: Piece): Piece {
		const index = this.#pieces.get(piece.id.client) ?? new ClockIndex<Piece>();
		index.add(piece);
		this.#pieces.set(piece.id.client, index);
		return piece;
	}
}

function listOf(node: Node): Piece['list'] {
	return node instanceof Y.Item ? node : node.list;
}
