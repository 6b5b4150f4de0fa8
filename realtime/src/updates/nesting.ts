import * as Y from 'yjs';
import { refuse } from './cursor.ts';
import { NESTING_LIMIT } from './rules.ts';
import type { Id } from './validate.ts';

/** Where a struct stands: beside another one in the same list, inside of a type, or (undefined) directly in a root type. */
export type Place = { readonly of: Id; readonly isInside: boolean } | undefined;

/** A type that stands, so many levels deeper, on a struct from before its update. */
export type Hanging = { readonly on: Id; readonly levels: number };

type Struct = { readonly clock: number; readonly place: Place; readonly isType: boolean; ground: Ground | undefined };
/** What a struct stands on in the end; `on` is undefined for a root type. */
type Ground = { readonly on: Id | undefined; readonly levels: number };

/**
 * The nesting of the types of one update. Yjs deletes a type by recursion into what is in it: some thousand levels end
 * in a stack overflow, at every loading again.
 */
export class Nesting {
	readonly #structs = new Map<number, { readonly list: Struct[]; end: number }>();
	#hasTypes = false;

	note({ client, clock }: Id, struct: { place: Place; isType: boolean; length: number }): void {
		const { place, isType, length } = struct;
		this.#hasTypes ||= isType;
		const noted = { clock, place, isType, ground: undefined };
		const known = this.#structs.get(client);
		if (!known) this.#structs.set(client, { list: [noted], end: clock + length });
		else {
			known.list.push(noted);
			known.end = clock + length;
		}
	}

	/** The types that stand on structs from before. Refuses an update that nests too deep in itself. */
	hanging(): Hanging[] {
		const hanging: Hanging[] = [];
		if (!this.#hasTypes) return hanging;
		for (const { list } of this.#structs.values())
			for (const struct of list) {
				if (!struct.isType) continue;
				const { on, levels } = this.#groundOf(struct);
				if (levels > NESTING_LIMIT) refuse('type depth');
				if (on) hanging.push({ on, levels });
			}
		return hanging;
	}

	#groundOf(struct: Struct): Ground {
		const path: Struct[] = [];
		const seen = new Set<Struct>();
		let ground: Ground = { on: undefined, levels: 0 };
		for (let at: Struct | undefined = struct; at;) {
			if (at.ground) {
				ground = at.ground;
				break;
			}
			if (seen.has(at)) refuse('circle of types');
			seen.add(at);
			path.push(at);
			const of: Id | undefined = at.place?.of;
			at = of && this.#find(of);
			if (of && !at) ground = { on: of, levels: 0 };
		}
		for (const each of path.reverse()) {
			if (each.place?.isInside) ground = { on: ground.on, levels: ground.levels + 1 };
			each.ground = ground;
		}
		return ground;
	}

	#find({ client, clock }: Id): Struct | undefined {
		const known = this.#structs.get(client);
		if (!known || clock >= known.end) return undefined;
		let [low, high] = [0, known.list.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((known.list[middle]?.clock ?? Infinity) <= clock) low = middle + 1;
			else high = middle;
		}
		return known.list[low - 1];
	}
}

/**
 * True when all that the types stand on is in the document, so that their depth is known.
 * Refuses types that would stand too deep.
 */
export function areTypesPlaced(hanging: readonly Hanging[], doc: Y.Doc): boolean {
	let isKnown = true;
	for (const { on, levels } of hanging) {
		const level = levelIn(doc, on);
		if (level === undefined) isKnown = false;
		else if (level + levels > NESTING_LIMIT) refuse('type depth');
	}
	return isKnown;
}

/** How many types a struct of the document is in, roots not counted; undefined when it is not in the document. */
function levelIn(doc: Y.Doc, { client, clock }: Id): number | undefined {
	if (clock >= Y.getState(doc.store, client)) return undefined;
	const struct: Y.Item | Y.GC = Y.getItem(doc.store, Y.createID(client, clock));
	let level = 0;
	for (let at: Y.Item | null = struct instanceof Y.Item ? struct : null; at && level <= NESTING_LIMIT; level++) {
		const parent: unknown = at.parent;
		at = parent instanceof Y.AbstractType ? parent._item : null;
		if (!at) break;
	}
	return level;
}
