import type { ClientBinding } from '@covibe/db';
import * as Y from 'yjs';
import type { Member } from './member.ts';
import type { Insertion, UpdateOutline } from './updates/validate.ts';

/** Which frames of a connection are settled: the count of PR5, and the last sync step among them (0: none). */
export type Receipt = { readonly through: number; readonly syncedThrough: number };

/** What waits for a room's next commit, and who wants to hear of it. */
export class PendingRow {
	readonly #updates: Uint8Array[] = [];
	readonly #receipts = new Map<Member, Receipt>();
	readonly #clients: ClientBinding[] = [];
	readonly #insertions: (readonly Insertion[])[] = [];
	#structs = 0;
	#bytes = 0;
	#chainedValues = 0;

	get bytes(): number {
		return this.#bytes;
	}

	get isEmpty(): boolean {
		return this.#updates.length === 0;
	}

	/** Plain values that each follow the one before, of all updates together. */
	get chainedValues(): number {
		return this.#chainedValues;
	}

	/** Client ids whose first structs are in here. */
	get clients(): readonly ClientBinding[] {
		return this.#clients;
	}

	bind(clients: readonly ClientBinding[]): void {
		this.#clients.push(...clients);
	}

	/** The number of structs. */
	get structs(): number {
		return this.#structs;
	}

	/** The structs of each update. */
	get insertions(): readonly (readonly Insertion[])[] {
		return this.#insertions;
	}

	add(update: Uint8Array, { chainedValues, insertions }: UpdateOutline): void {
		this.#updates.push(update);
		this.#insertions.push(insertions);
		this.#structs += insertions.length;
		this.#bytes += update.length;
		this.#chainedValues += chainedValues;
	}

	/**
	 * Keeps the first update alone, and returns what remains with all who want to hear: they hear when the last of theirs
	 * is durable. Client ids are bound with the first.
	 */
	splitOff(): PendingRow {
		const rest = new PendingRow();
		rest.append(this);
		this.#receipts.clear();
		this.#updates.length = Math.min(1, this.#updates.length);
		this.#insertions.length = this.#updates.length;
		rest.#updates.shift();
		rest.#insertions.shift();
		rest.#clients.length = 0;
		this.#bytes = this.#updates[0]?.length ?? 0;
		rest.#bytes -= this.#bytes;
		this.#structs = this.#insertions[0]?.length ?? 0;
		rest.#structs -= this.#structs;
		// More than there are in either: it only makes the next ones wait sooner.
		return rest;
	}

	/** Remembers whom to tell; of one member's frames only the last matters. */
	expect(member: Member, receipt: Receipt): void {
		const syncedThrough = Math.max(receipt.syncedThrough, this.#receipts.get(member)?.syncedThrough ?? 0);
		this.#receipts.set(member, { through: receipt.through, syncedThrough });
	}

	/** Takes what came later behind what is here. */
	append(later: PendingRow): void {
		for (const update of later.#updates) this.#updates.push(update);
		for (const insertions of later.#insertions) this.#insertions.push(insertions);
		this.#structs += later.#structs;
		this.#bytes += later.#bytes;
		this.#chainedValues += later.#chainedValues;
		this.#clients.push(...later.#clients);
		for (const [member, receipt] of later.#receipts) this.expect(member, receipt);
	}

	/** All as one update: a single one stays as it is. */
	join(): Uint8Array {
		const [first, ...others] = this.#updates;
		if (!first) throw new Error('nothing waits');
		return others.length === 0 ? first : Y.mergeUpdates(this.#updates);
	}

	settle(): void {
		for (const [member, receipt] of this.#receipts) member.settled(receipt);
	}
}
