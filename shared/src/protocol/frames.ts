import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { CovibeError, type ErrorCode, isErrorCode } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { PERSON_COLOURS, type PresenceUser } from '../presence.ts';
import { ROLES, type Role } from '../roles.ts';
import { type ClientEvent, parseClientEvent, parseRoomEvent, type RoomEvent } from '../room-events.ts';

/** First varint of a frame. Those below 100 are y-websocket's; 101 is left free, since load generators read it as an ack of a whole room. */
export const FRAME = {
	sync: 0,
	awareness: 1,
	queryAwareness: 3,
	ack: 100,
	nack: 102,
	welcome: 103,
	roomEvent: 104,
	clientEvent: 105,
} as const;
/** Second varint of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** What a client may send. */
export type ClientFrame =
	| { type: 'sync-step1'; stateVector: Uint8Array }
	| { type: 'sync-step2'; update: Uint8Array }
	| { type: 'update'; update: Uint8Array }
	| { type: 'awareness'; update: Uint8Array }
	| { type: 'query-awareness' }
	| { type: 'client-event'; event: ClientEvent }
	| { type: 'unknown' };

/** The server's first frame for a client that asked for ours. [PR4] */
export type Welcome = {
	readonly protocol: number;
	readonly role: Role;
	readonly user: PresenceUser;
};

/** Why an edit was refused; the socket closes after it. [PR6] */
export type Nack = { readonly code: ErrorCode; readonly message: string };

/**
 * Reads one binary frame of a client; the parts are views of `bytes`. [PR2]
 * @throws CovibeError 'malformed-frame' | 'update-too-large'
 */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame {
	const decoder = decoding.createDecoder(bytes);
	let frame: ClientFrame;
	try {
		frame = readClientFrame(decoder);
	} catch (cause) {
		throw cause instanceof CovibeError ? cause : new CovibeError('malformed-frame', { cause });
	}
	if (frame.type !== 'unknown' && decoding.hasContent(decoder)) throw new CovibeError('malformed-frame');
	return frame;
}

function readClientFrame(decoder: decoding.Decoder): ClientFrame {
	switch (decoding.readVarUint(decoder)) {
		case FRAME.sync:
			return readSync(decoder);
		case FRAME.awareness:
			return { type: 'awareness', update: decoding.readVarUint8Array(decoder) };
		case FRAME.queryAwareness:
			return { type: 'query-awareness' };
		case FRAME.clientEvent:
			return readClientEvent(decoder);
		default:
			return { type: 'unknown' };
	}
}

function readSync(decoder: decoding.Decoder): ClientFrame {
	const kind = decoding.readVarUint(decoder);
	const payload = decoding.readVarUint8Array(decoder);
	switch (kind) {
		case SYNC.step1:
			if (payload.length > LIMITS.stateVectorBytes) throw new CovibeError('malformed-frame');
			return { type: 'sync-step1', stateVector: payload };
		case SYNC.step2:
			if (payload.length > LIMITS.syncBytes) throw new CovibeError('update-too-large');
			return { type: 'sync-step2', update: payload };
		case SYNC.update:
			if (payload.length > LIMITS.updateBytes) throw new CovibeError('update-too-large');
			return { type: 'update', update: payload };
		default:
			throw new CovibeError('malformed-frame');
	}
}

/** An event of a later version is ignored like a frame of one. [PR3] */
function readClientEvent(decoder: decoding.Decoder): ClientFrame {
	if (decoder.arr.length > LIMITS.clientEventBytes)
		throw new CovibeError('malformed-frame', { cause: 'event too large' });
	const event = parseClientEvent(JSON.parse(decoding.readVarString(decoder)));
	return event ? { type: 'client-event', event } : { type: 'unknown' };
}

/** `00 kind length payload` */
export function encodeSync(kind: (typeof SYNC)[keyof typeof SYNC], payload: Uint8Array): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.sync);
		encoding.writeVarUint(encoder, kind);
		encoding.writeVarUint8Array(encoder, payload);
	});
}

/** `01 length payload`; the payload is an awareness update of y-protocols. */
export function encodeAwareness(payload: Uint8Array): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.awareness);
		encoding.writeVarUint8Array(encoder, payload);
	});
}

/** `64 count`: the first `count` update frames of this connection are durable. [PR5] */
export function encodeAck(count: number): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.ack);
		encoding.writeVarUint(encoder, count);
	});
}

export function encodeNack(nack: Nack): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.nack);
		encoding.writeVarString(encoder, nack.code);
		encoding.writeVarString(encoder, nack.message);
	});
}

export function encodeWelcome(welcome: Welcome): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.welcome);
		encoding.writeVarString(encoder, JSON.stringify(welcome));
	});
}

/** `68 length JSON` [PR15] */
export function encodeRoomEvent(event: RoomEvent): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.roomEvent);
		encoding.writeVarString(encoder, JSON.stringify(event));
	});
}

/** `69 length JSON` [PR16] */
export function encodeClientEvent(event: ClientEvent): Uint8Array {
	return encode((encoder) => {
		encoding.writeVarUint(encoder, FRAME.clientEvent);
		encoding.writeVarString(encoder, JSON.stringify(event));
	});
}

/** The body of a room event, after its type was read; undefined for one of a later version. @throws Error when it is malformed. */
export function readRoomEvent(decoder: decoding.Decoder): RoomEvent | undefined {
	return parseRoomEvent(JSON.parse(decoding.readVarString(decoder)));
}

/** The body of a nack, after its type was read. @throws Error when it is malformed. */
export function readNack(decoder: decoding.Decoder): Nack {
	const code = decoding.readVarString(decoder);
	const message = decoding.readVarString(decoder);
	if (!isErrorCode(code)) throw new Error(`unknown nack ${JSON.stringify(code)}`);
	return { code, message };
}

const welcomeSchema = v.object({
	protocol: v.pipe(v.number(), v.integer(), v.minValue(1)),
	role: v.picklist(ROLES),
	user: v.object({
		id: v.string(),
		name: v.string(),
		colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PERSON_COLOURS - 1)),
		kind: v.picklist(['person', 'agent']),
		askedBy: v.optional(v.string()),
	}),
});

/** The body of a welcome, after its type was read. @throws Error when it is malformed. */
export function readWelcome(decoder: decoding.Decoder): Welcome {
	return v.parse(welcomeSchema, JSON.parse(decoding.readVarString(decoder)));
}

function encode(write: (encoder: encoding.Encoder) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	write(encoder);
	return encoding.toUint8Array(encoder);
}
