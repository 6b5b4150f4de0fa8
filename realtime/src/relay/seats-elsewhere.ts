import type { Presence, PresenceUser } from '@covibe/shared';
import { encodeSeats, type Entry, readEntries, readState, type Shown } from '../presence-codec.ts';
import type { NodeId } from './message.ts';

/** Somebody who is in the room on another node. */
type Seat = {
	readonly client: number;
	readonly clock: number;
	readonly node: NodeId;
	readonly user: PresenceUser;
	readonly state: Presence;
};

export type ElsewhereParts = {
	/** Shows an awareness update to this node's members. */
	readonly publish: (update: Uint8Array) => void;
	/** False when somebody else holds the id on this node. */
	readonly yields: (seat: { readonly client: number; readonly clock: number; readonly user: PresenceUser }) => boolean;
	readonly noteDeparted: (client: number, departed: { readonly clock: number; readonly person: string }) => void;
	/** Who comes back at a clock at which it was seen to leave is told so, and counts on. True when that is so. */
	readonly isSeenLeaving: (client: number, clock: number) => boolean;
	/** Another node has seen a member of this one leave. */
	readonly wasSeenLeaving: (client: number, clock: number) => void;
};

/**
 * Who is in a room on other nodes. A seat goes with its node: when that says so, when it is dead, and when it tells of
 * all its members without it. [RT33]
 */
export class SeatsElsewhere {
	readonly #parts: ElsewhereParts;
	readonly #seats = new Map<number, Seat>();

	constructor(parts: ElsewhereParts) {
		this.#parts = parts;
	}

	find(client: number): { readonly clock: number; readonly user: PresenceUser } | undefined {
		return this.#seats.get(client);
	}

	all(): readonly Shown[] {
		return [...this.#seats.values()];
	}

	users(): PresenceUser[] {
		return [...this.#seats.values()].map(({ user }) => user);
	}

	/** A member of this node speaks for the id now. */
	drop(client: number): void {
		this.#seats.delete(client);
	}

	/** @throws CovibeError 'malformed-frame' */
	hear(node: NodeId, update: Uint8Array | undefined, isWhole: boolean): void {
		const entries = update ? readEntries(update) : [];
		const shown = entries.flatMap((entry) => this.#take(node, entry) ?? []);
		if (isWhole) {
			const told = new Set(entries.map(({ client }) => client));
			shown.push(...this.#removeWhere((seat) => seat.node === node && !told.has(seat.client)));
		}
		if (shown.length > 0) this.#parts.publish(encodeSeats(shown));
	}

	forget(node: NodeId): void {
		const gone = this.#removeWhere((seat) => seat.node === node);
		if (gone.length > 0) this.#parts.publish(encodeSeats(gone));
	}

	/** @returns what this node's members are shown of it; undefined when it is no news. */
	#take(node: NodeId, { client, clock, json }: Entry): Shown | undefined {
		const known = this.#seats.get(client);
		const state = readState(json);
		if (!state) {
			if (!known) this.#parts.wasSeenLeaving(client, clock);
			return known?.node === node && clock >= known.clock ? this.#remove(known, clock) : undefined;
		}
		const { user } = state;
		if (!user || (known && (known.user.id !== user.id || clock <= known.clock))) return undefined;
		if (!known && this.#parts.isSeenLeaving(client, clock)) return undefined;
		if (!this.#parts.yields({ client, clock, user })) return undefined;
		this.#seats.set(client, { client, clock, node, user, state });
		return { client, clock, state };
	}

	#removeWhere(isMeant: (seat: Seat) => boolean): Shown[] {
		return [...this.#seats.values()].filter(isMeant).map((seat) => this.#remove(seat, seat.clock));
	}

	#remove({ client, user }: Seat, clock: number): Shown {
		this.#seats.delete(client);
		this.#parts.noteDeparted(client, { clock, person: user.id });
		return { client, clock, state: undefined };
	}
}
