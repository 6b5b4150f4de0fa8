import type { ClientBinding } from '@covibe/db';
import * as Y from 'yjs';
import type { Member } from './member.ts';

/** Which frames of a connection are settled: the count of PR5, and the last sync step among them (0: none). */
export type Receipt = { readonly through: number; readonly syncedThrough: number };

/** What waits for a room's next commit, and who wants to hear of it. */
export class PendingRow {
	readonly #updates: Uint8Array[] = [];
	readonly #receipts = new Map<Member, Receipt>();
	readonly #clients: ClientBinding[] = [];
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

	add(update: Uint8Array, chainedValues: number): void {
		this.#updates.push(update);
		this.#bytes += update.length;
		this.#chainedValues += chainedValues;
	}

	/** Remembers whom to tell; of one member's frames only the last matters. */
	expect(member: Member, receipt: Receipt): void {
		const syncedThrough = Math.max(receipt.syncedThrough, this.#receipts.get(member)?.syncedThrough ?? 0);
		this.#receipts.set(member, { through: receipt.through, syncedThrough });
	}

	/** Takes what came later behind what is here. */
	append(later: PendingRow): void {
		this.#updates.push(...later.#updates);
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
