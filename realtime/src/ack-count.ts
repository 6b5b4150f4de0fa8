import type { Receipt } from './pending-row.ts';

/**
 * Counts the update frames of one connection, and how many of the first are durable. [RT7]
 *
 * An update that the room was not ready for is not stored, so the count stops before it. It goes on when a sync step
 * that came after it is durable: that one holds all of the client's document that the room lacked.
 */
export class AckCount {
	#received = 0;
	#acknowledged = 0;
	#missed: { first: number; last: number } | undefined;
	#isAsked = false;

	/** The count for an ack frame. */
	get acknowledged(): number {
		return this.#acknowledged;
	}

	/** The client was asked for what the room lacks. */
	noteQuestion(): void {
		this.#isAsked = true;
	}

	/** Numbers the next update frame, from 1. */
	count(kind: 'update' | 'sync-step2'): number {
		if (kind === 'sync-step2') this.#isAsked = false;
		return ++this.#received;
	}

	/** This frame was not stored. True when the client has to be asked: no question of ours is open. */
	noteMissed(ordinal: number): boolean {
		this.#missed = { first: this.#missed?.first ?? ordinal, last: ordinal };
		return !this.#isAsked;
	}

	/** All frames through the receipt's are durable, but for the missed ones. True when the count moved. */
	settle({ through, syncedThrough }: Receipt): boolean {
		if (this.#missed && syncedThrough >= this.#missed.first) {
			const { last } = this.#missed;
			this.#missed = syncedThrough >= last ? undefined : { first: syncedThrough + 1, last };
		}
		const count = this.#missed ? Math.min(through, this.#missed.first - 1) : through;
		if (count <= this.#acknowledged) return false;
		this.#acknowledged = count;
		return true;
	}
}
