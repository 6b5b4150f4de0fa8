import {
	encodeAwareness,
	LIMITS,
	parsePresence,
	PERSON_COLOURS,
	type Presence,
	type PresenceUser,
	CovibeError,
} from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Member } from './member.ts';
import { CLIENT_LIMIT } from './updates/rules.ts';

/** Higher than any client counts to, and low enough that one more is still a number to everybody. */
const CLOCK_LIMIT = 2 ** 32;
/** Clients that a frame may speak of: stock clients send back the whole room when they hear of it. */
const ENTRY_LIMIT = 4_096;
/** Bytes of an awareness frame, with some hundred people's states in it. */
const FRAME_BYTES_LIMIT = 1024 * 1024;
/** Ids of members who left, kept to recognise them when they come back. */
const DEPARTED_LIMIT = 512;

type Entry = { readonly client: number; readonly clock: number; readonly json: string };
type Seat = { readonly client: number; readonly user: PresenceUser; clock: number; state: Presence | undefined };

/** A member who left: where its clock was, and who it was. */
type Departed = { readonly clock: number; readonly person: string };

export type PresenceParts = {
	readonly publish: (frame: Uint8Array) => void;
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

	constructor(parts: PresenceParts) {
		this.#parts = parts;
	}

	/**
	 * Whoever is seen under a client id will type under it: nobody else may be the first to.
	 * @throws CovibeError 'client-taken'
	 */
	assertNotOthers(member: Member, client: number): void {
		const holder = this.#memberByClient.get(client);
		const person = holder ? idOf(holder) : this.#departed.get(client)?.person;
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
		const shown = [...this.#seats.values()].filter((seat) => seat.state !== undefined);
		return shown.length === 0 ? undefined : encodeSeats(shown);
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
		this.#departed.set(seat.client, { clock: seat.clock, person: idOf(member) });
		for (const client of this.#departed.keys()) {
			if (this.#departed.size <= DEPARTED_LIMIT) break;
			this.#departed.delete(client);
		}
		if (seat.state) this.#parts.publish(encodeSeats([{ ...seat, state: undefined }]));
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
		const holder = this.#memberByClient.get(client);
		if (holder && !this.#succeeds(member, { holder, clock })) return undefined;
		if (holder) this.#giveUpSeat(holder);
		this.#departed.delete(client);
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
		for (const user of this.#users.values()) {
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
		this.#parts.publish(encodeSeats([seat]));
	}
}

/** A person has one identity over all tabs, and each turn of an agent one of its own. */
function idOf({ agent, user }: Member): string {
	return agent?.turnId ?? user.id;
}

function readEntries(update: Uint8Array): Entry[] {
	if (update.length > FRAME_BYTES_LIMIT)
		throw new CovibeError('malformed-frame', { cause: 'awareness frame too large' });
	const entries: Entry[] = [];
	try {
		const decoder = decoding.createDecoder(update);
		const count = decoding.readVarUint(decoder);
		if (count > ENTRY_LIMIT) throw new RangeError('too many entries');
		for (let index = 0; index < count; index++) {
			const client = decoding.readVarUint(decoder);
			const clock = decoding.readVarUint(decoder);
			const json = decoding.readVarString(decoder);
			if (client < CLIENT_LIMIT && clock < CLOCK_LIMIT) entries.push({ client, clock, json });
		}
	} catch (cause) {
		throw new CovibeError('malformed-frame', { cause });
	}
	return entries;
}

/** @throws CovibeError 'malformed-frame' for what is no state, or too large to be one. */
function parseState(json: string, user: PresenceUser): Presence | undefined {
	if (json === 'null') return undefined;
	if (json.length > LIMITS.awarenessBytes)
		throw new CovibeError('malformed-frame', { cause: 'awareness state too large' });
	let state: unknown;
	try {
		state = JSON.parse(json);
	} catch (cause) {
		throw new CovibeError('malformed-frame', { cause });
	}
	const presence = parsePresence(state);
	if (!presence) throw new CovibeError('malformed-frame', { cause: 'awareness state is no object' });
	return { ...presence, user };
}

function encodeSeats(seats: readonly Pick<Seat, 'client' | 'clock' | 'state'>[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, seats.length);
	for (const { client, clock, state } of seats) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, JSON.stringify(state ?? null));
	}
	return encodeAwareness(encoding.toUint8Array(encoder));
}

/** Tells a client that others saw it leave at this clock; it answers with a higher one, and is seen again at once. */
function encodeRemoval(client: number, clock: number): Uint8Array {
	return encodeSeats([{ client, clock, state: undefined }]);
}
