import * as Y from 'yjs';
import type { Waiting } from './room-labour.ts';
import { Arrangement } from './updates/arrangement.ts';
import { CausalHistory } from './updates/causal-history.ts';
import { areNeighbours } from './updates/document-lists.ts';
import { inOrder } from './updates/integration-order.ts';
import { restOf } from './updates/readiness.ts';
import { type Id, type Insertion, isSameId } from './updates/validate.ts';

export type RoomOrderParts = {
	/** What was taken and is not committed, in its order. */
	readonly waiting: () => readonly Waiting[];
	/** Pays for work as Yjs' steps are paid for. @throws CovibeError 'slow-down' */
	readonly spend: (steps: number) => void;
};

/** Nodes that may be passed for one update: as many as Yjs may pass (room-labour.ts). */
const STEPS = 300_000;
/** Looking at a node, or at what an author had, is so much cheaper than a step of Yjs with all that follows from it. */
const LOOKS_PER_STEP = 8;
/** Client ids whose last struct is remembered. */
const AUTHORS = 1_000;

/** Sees that all structs of a room stand between neighbours that their author can have seen: only then all replicas agree. [RT25] */
export class RoomOrder {
	readonly #doc: Y.Doc;
	readonly #parts: RoomOrderParts;
	readonly #history: CausalHistory;
	/** The next clock of each client, and what is on the right of its last struct. */
	readonly #lasts = new Map<number, { readonly end: number; readonly right: Id | undefined }>();
	/** Made when something cannot be told at once. */
	#arrangement: Arrangement | undefined;

	constructor(doc: Y.Doc, parts: RoomOrderParts) {
		this.#doc = doc;
		this.#parts = parts;
		this.#history = new CausalHistory(doc);
	}

	/**
	 * Looks at what is new of an update that is about to be taken; `pay` is the last that may refuse it.
	 * @throws CovibeError 'update-invalid' | 'update-too-tangled' | 'slow-down' | what `pay` throws
	 */
	check(insertions: readonly Insertion[], pay: () => void): void {
		try {
			if (this.#arrangement || !this.#isPlain(insertions)) this.#place(insertions);
			pay();
		} catch (error) {
			// They have what is not taken. What its author must have had stays: they claimed it, and looking again would cost again.
			this.forget();
			for (const { client } of insertions) this.#lasts.delete(client);
			throw error;
		}
		for (const insertion of insertions) this.#noteLast(insertion);
	}

	/** The document has changed, or something no longer waits. */
	forget(): void {
		this.#arrangement = undefined;
		this.#history.forgetWaiting();
	}

	/** True for what nearly all edits are: typing that goes on, and one struct between two that stand side by side while nothing else waits. */
	#isPlain(insertions: readonly Insertion[]): boolean {
		const [insertion, ...others] = insertions;
		if (!insertion) return true;
		if (others.length > 0) return false;
		if (this.#goesOn(insertion)) return true;
		return this.#parts.waiting().every(({ structs }) => structs === 0) && areNeighbours(this.#doc, insertion);
	}

	/**
	 * True for a struct behind the author's last one, in front of the same: whoever could write there before still can,
	 * until they write elsewhere.
	 */
	#goesOn({ client, clock, left, right }: Insertion): boolean {
		const last = this.#lasts.get(client);
		return last?.end === clock && left?.client === client && left.clock === clock - 1 && isSameId(last.right, right);
	}

	#noteLast({ client, clock, length, right }: Insertion): void {
		if (this.#lasts.size >= AUTHORS) this.#lasts.clear();
		this.#lasts.set(client, { end: clock + length, right });
	}

	#place(insertions: readonly Insertion[]): void {
		const arrangement = this.#arrangement ?? this.#arrange();
		const [steps, looks] = [arrangement.steps, this.#history.steps];
		for (const insertion of inOrder(insertions)) {
			arrangement.place(insertion, this.#goesOn(insertion) ? 'trusted' : steps + STEPS);
			this.#noteLast(insertion);
		}
		this.#parts.spend(Math.floor((arrangement.steps - steps + this.#history.steps - looks) / LOOKS_PER_STEP));
	}

	#arrange(): Arrangement {
		const arrangement = new Arrangement(this.#doc, this.#history);
		for (const insertion of this.#parts.waiting().flatMap(({ insertions }) => insertions.flatMap(inOrder))) {
			// What another node wrote meanwhile may be some of it.
			const rest = restOf(insertion, Y.getState(this.#doc.store, insertion.client));
			if (rest) arrangement.place(rest, 'trusted');
		}
		this.#arrangement = arrangement;
		return arrangement;
	}
}
