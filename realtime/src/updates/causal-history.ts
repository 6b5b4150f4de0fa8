import * as Y from 'yjs';
import type { ClockRange, Id, Insertion } from './validate.ts';

/** The next clock of each client, of all that somebody must have had. */
export type Had = Map<number, number>;

/** Authors whose history is kept: those who write where others wrote at the same time. */
const AUTHORS = 256;

/**
 * What the author of a struct must have had when writing it: their own structs before it, those that it names, and in
 * turn all that the authors of those must have had.
 */
export class CausalHistory {
	readonly #doc: Y.Doc;
	readonly #waiting = new Map<number, Insertion[]>();
	readonly #byAuthor = new Map<number, Had>();
	#steps = 0;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
	}

	/** Structs that were looked at so far. */
	get steps(): number {
		return this.#steps;
	}

	/** A struct that is taken and not in the document yet; those of one client in order. */
	note(insertion: Insertion): void {
		const list = this.#waiting.get(insertion.client);
		if (list) list.push(insertion);
		else this.#waiting.set(insertion.client, [insertion]);
	}

	/** What waited is in the document, or will be noted again. */
	forgetWaiting(): void {
		this.#waiting.clear();
	}

	/** What the author had before this struct. Kept for the next of theirs, so that each struct is looked at once for each author. */
	before({ client, clock, left, right, start }: Insertion): Had {
		const had = this.#byAuthor.get(client) ?? new Map<number, number>();
		if (this.#byAuthor.size >= AUTHORS) this.#byAuthor.clear();
		this.#byAuthor.set(client, had);
		if (clock > 0) this.#learn(had, { client, clock: clock - 1 });
		for (const id of [left, right, start?.parent]) if (id && typeof id !== 'string') this.#learn(had, id);
		return had;
	}

	#learn(had: Had, id: Id): void {
		const open = [id];
		const add = (named: Id | null | undefined) => {
			if (named && named.clock >= (had.get(named.client) ?? 0)) open.push(named);
		};
		for (let next = open.pop(); next; next = open.pop()) {
			const { client, clock } = next;
			const start = had.get(client) ?? 0;
			if (clock < start) continue;
			had.set(client, clock + 1);
			const known = Y.getState(this.#doc.store, client);
			if (start < known) this.#addFromDocument({ client, start, end: Math.min(clock + 1, known) }, add);
			if (clock >= known) this.#addFromWaiting({ client, start, end: clock + 1 }, add);
		}
	}

	/** What structs of the document stand beside or in. Of collected garbage nobody knows any more. */
	#addFromDocument({ client, start, end }: ClockRange, add: (named: Id | null) => void): void {
		const structs = this.#doc.store.clients.get(client) ?? [];
		for (let index = Y.findIndexSS(structs, start); index < structs.length; index++) {
			const struct = structs[index];
			if (!struct || struct.id.clock >= end) return;
			this.#steps++;
			if (!(struct instanceof Y.Item)) continue;
			add(struct.origin);
			add(struct.rightOrigin);
			const parent = struct.parent instanceof Y.AbstractType ? struct.parent._item : null;
			if (parent) add(parent.id);
		}
	}

	#addFromWaiting({ client, start, end }: ClockRange, add: (named: Id | undefined) => void): void {
		for (const { clock, left, right, start: list } of this.#waiting.get(client) ?? []) {
			if (clock >= end) return;
			if (clock < start) continue;
			this.#steps++;
			add(left);
			add(right);
			if (list && typeof list.parent !== 'string') add(list.parent);
		}
	}
}
