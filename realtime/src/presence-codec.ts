import { CovibeError, encodeAwareness, LIMITS, parsePresence, type Presence, type PresenceUser } from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { CLIENT_LIMIT } from './updates/rules.ts';

/** Higher than any client counts to, and low enough that one more is still a number to everybody. */
const CLOCK_LIMIT = 2 ** 32;
/** Clients that a frame may speak of: stock clients send back the whole room when they hear of it. */
const ENTRY_LIMIT = 4_096;
/** Bytes of an awareness frame, with some hundred people's states in it. */
const FRAME_BYTES_LIMIT = 1024 * 1024;

/** What an awareness update says of one client id. */
export type Entry = { readonly client: number; readonly clock: number; readonly json: string };

/** What others are shown of one client id; without a state it is gone. */
export type Shown = { readonly client: number; readonly clock: number; readonly state: Presence | undefined };

/** @throws CovibeError 'malformed-frame' */
export function readEntries(update: Uint8Array): Entry[] {
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

/** What a member says of itself. @throws CovibeError 'malformed-frame' for what is no state, or too large to be one. */
export function parseState(json: string, user: PresenceUser): Presence | undefined {
	if (json.length > LIMITS.awarenessBytes)
		throw new CovibeError('malformed-frame', { cause: 'awareness state too large' });
	const presence = readState(json);
	return presence && { ...presence, user };
}

/** Undefined when somebody is gone. @throws CovibeError 'malformed-frame' */
export function readState(json: string): Presence | undefined {
	if (json === 'null') return undefined;
	let state: unknown;
	try {
		state = JSON.parse(json);
	} catch (cause) {
		throw new CovibeError('malformed-frame', { cause });
	}
	const presence = parsePresence(state);
	if (!presence) throw new CovibeError('malformed-frame', { cause: 'awareness state is no object' });
	return presence;
}

/** An awareness update of y-protocols. */
export function encodeSeats(seats: readonly Shown[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, seats.length);
	for (const { client, clock, state } of seats) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, JSON.stringify(state ?? null));
	}
	return encoding.toUint8Array(encoder);
}

/** Tells a client that others saw it leave at this clock; it answers with a higher one, and is seen again at once. */
export function encodeRemoval(client: number, clock: number): Uint8Array {
	return encodeAwareness(encodeSeats([{ client, clock, state: undefined }]));
}
