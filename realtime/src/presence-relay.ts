import { CovibeError, encodeAwareness, PERSON_COLOURS, type Presence, type PresenceUser } from '@covibe/shared';
import type { Member } from './member.ts';
import { encodeRemoval, encodeSeats, type Entry, parseState, readEntries, type Shown } from './presence-codec.ts';
import type { NodeId } from './relay/message.ts';
import { SeatsElsewhere } from './relay/seats-elsewhere.ts';

/** Ids of members who left, kept to recognise them when they come back. */
const DEPARTED_LIMIT = 512;

type Seat = { readonly client: number; readonly user: PresenceUser; clock: number; state: Presence | undefined };

/** A member who left: where its clock was, and who it was. */
export type Departed = { readonly clock: number; readonly person: string };

export type PresenceParts = {
	readonly publish: (frame: Uint8Array) => void;
	/** Tells other nodes what changed here, as an awareness update. */
	readonly tell: (update: Uint8Array) => void;
	/** True when somebody else writes under this client id. */
	readonly isOthers: (member: Member, client: number) => boolean;
};

/**
 * Who is where in a room. A member speaks for one awareness client id, its first; who it is, is the server's word.
 * Nothing of this is stored. [RT8]
 */
export class PresenceRelay {
	readonly #parts: PresenceParts;
	readonly #users = new Map<Member, PresenceUser>();
	readonly #seats = new Map<Member, Seat>();
	readonly #memberByClient = new Map<number, Member>();
	readonly #departed = new Map<number, Departed>();
	readonly #elsewhere: SeatsElsewhere;

	constructor(parts: PresenceParts) {
		this.#parts = parts;
		this.#elsewhere = new SeatsElsewhere({
			publish: (update) => parts.publish(encodeAwareness(update)),
			yields: (seat) => this.#yields(seat),
			noteDeparted: (client, departed) => this.#noteDeparted(client, departed),
			isSeenLeaving: (client, clock) => this.#isSeenLeaving(client, clock),
			wasSeenLeaving: (client, clock) => this.#memberByClient.get(client)?.send(encodeRemoval(client, clock)),
		});
	}

	/**
	 * Whoever is seen under a client id will type under it: nobody else may be the first to.
	 * @throws CovibeError 'client-taken'
	 */
	assertNotOthers(member: Member, client: number): void {
		const holder = this.#memberByClient.get(client);
		const person = holder
			? idOf(holder)
			: (this.#elsewhere.find(client)?.user.id ?? this.#departed.get(client)?.person);
		if (person !== undefined && person !== idOf(member)) throw new CovibeError('client-taken');
	}

	/** Gives a member its looks, as others will see them. */
	join(member: Member): PresenceUser {
		const colour = this.#colourFor(member);
		const { user: person, agent } = member;
		const user: PresenceUser = agent
			? { id: agent.turnId, name: agent.name, colour, kind: 'agent', askedBy: person.name }
			: { id: person.id, name: person.name, colour, kind: 'person' };
		this.#users.set(member, user);
		return user;
	}

	/** Takes what a member says of itself; of others it may say what it likes. @throws CovibeError 'malformed-frame' */
	receive(member: Member, update: Uint8Array): void {
		let seat: Seat | undefined;
		let latest: Entry | undefined;
		for (const entry of readEntries(update)) {
			seat = this.#seats.get(member) ?? this.#claim(member, entry);
			if (seat?.client === entry.client) latest = entry;
		}
		// Once for a frame: everybody in the room is sent what comes of it.
		if (seat && latest) this.#update(seat, latest);
	}

	/** All who are here, for one who comes; undefined when nobody shows. */
	all(): Uint8Array | undefined {
		const shown = [...this.#shown(), ...this.#elsewhere.all()];
		return shown.length === 0 ? undefined : encodeAwareness(encodeSeats(shown));
	}

	#shown(): Shown[] {
		return [...this.#seats.values()].filter((seat) => seat.state !== undefined);
	}

	/** All who are on this node, for another one. */
	here(): Uint8Array | undefined {
		const shown = this.#shown();
		return shown.length === 0 ? undefined : encodeSeats(shown);
	}

	/** What a node tells of its members, as a change or as the whole. [RT33] */
	hearFrom(node: NodeId, update: Uint8Array | undefined, isWhole: boolean): void {
		this.#elsewhere.hear(node, update, isWhole);
	}

	/** A node has the room no more. */
	forgetNode(node: NodeId): void {
		this.#elsewhere.forget(node);
	}

	leave(member: Member): void {
		this.#users.delete(member);
		this.#giveUpSeat(member);
	}

	#giveUpSeat(member: Member): void {
		const seat = this.#seats.get(member);
		if (!seat) return;
		this.#seats.delete(member);
		this.#memberByClient.delete(seat.client);
		this.#noteDeparted(seat.client, { clock: seat.clock, person: idOf(member) });
		if (seat.state) this.#show({ ...seat, state: undefined });
	}

	#noteDeparted(client: number, departed: Departed): void {
		this.#departed.set(client, departed);
		for (const each of this.#departed.keys()) {
			if (this.#departed.size <= DEPARTED_LIMIT) break;
			this.#departed.delete(each);
		}
	}

	#isSeenLeaving(client: number, clock: number): boolean {
		const departed = this.#departed.get(client);
		if (!departed || clock > departed.clock) return false;
		this.#parts.tell(encodeSeats([{ client, clock: departed.clock, state: undefined }]));
		return true;
	}

	#show(seat: Shown): void {
		const update = encodeSeats([seat]);
		this.#parts.publish(encodeAwareness(update));
		this.#parts.tell(update);
	}

	/** True unless somebody else holds the id here. A socket that died unnoticed gives it up to its successor elsewhere. */
	#yields({ client, clock, user }: { client: number; clock: number; user: PresenceUser }): boolean {
		const holder = this.#memberByClient.get(client);
		if (!holder) return true;
		if (idOf(holder) !== user.id || clock <= (this.#seats.get(holder)?.clock ?? -1)) return false;
		this.#seats.delete(holder);
		this.#memberByClient.delete(client);
		return true;
	}

	/** Gives a member its client id, unless this is only news that it heard of another and sends back. */
	#claim(member: Member, entry: Entry): Seat | undefined {
		const { client, clock } = entry;
		if (entry.json === 'null') return undefined;
		if (this.#parts.isOthers(member, client)) return undefined;
		const departed = this.#departed.get(client);
		if (departed && departed.person !== idOf(member)) return undefined;
		if (departed && clock <= departed.clock) {
			member.send(encodeRemoval(client, departed.clock));
			return undefined;
		}
		const elsewhere = this.#elsewhere.find(client);
		if (elsewhere && (elsewhere.user.id !== idOf(member) || clock <= elsewhere.clock)) return undefined;
		const holder = this.#memberByClient.get(client);
		if (holder && !this.#succeeds(member, { holder, clock })) return undefined;
		if (holder) this.#giveUpSeat(holder);
		this.#departed.delete(client);
		this.#elsewhere.drop(client);
		const user = this.#users.get(member) ?? this.join(member);
		const seat: Seat = { client, user, clock: -1, state: undefined };
		this.#seats.set(member, seat);
		this.#memberByClient.set(client, member);
		return seat;
	}

	/** The same person with the same id and news of it: a socket that died unnoticed, and its successor. */
	#succeeds(member: Member, { holder, clock }: { holder: Member; clock: number }): boolean {
		return idOf(holder) === idOf(member) && clock > (this.#seats.get(holder)?.clock ?? -1);
	}

	/** A person keeps one colour over all tabs: their own, or the next that nobody else in the room has. */
	#colourFor(member: Member): number {
		const used = new Set<number>();
		for (const user of [...this.#users.values(), ...this.#elsewhere.users()]) {
			if (user.id === idOf(member)) return user.colour;
			used.add(user.colour);
		}
		for (let step = 0; step < PERSON_COLOURS; step++) {
			const colour = (member.user.colour + step) % PERSON_COLOURS;
			if (!used.has(colour)) return colour;
		}
		return member.user.colour;
	}

	#update(seat: Seat, entry: Entry): void {
		if (entry.clock < seat.clock || (entry.clock === seat.clock && entry.json !== 'null')) return;
		const state = parseState(entry.json, seat.user);
		seat.clock = entry.clock;
		seat.state = state;
		this.#show(seat);
	}
}

/** A person has one identity over all tabs, and each turn of an agent one of its own. */
function idOf({ agent, user }: Member): string {
	return agent?.turnId ?? user.id;
}
