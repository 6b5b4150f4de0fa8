import { describe, expect, it } from 'vitest';
import * as decoding from 'lib0/decoding';
import { CovibeError, ERRORS } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { ThreadId, TurnId } from '../chat.ts';
import { ROLES } from '../roles.ts';
import type { RoomEvent } from '../room-events.ts';
import {
	decodeClientFrame,
	encodeAck,
	encodeAwareness,
	encodeClientEvent,
	encodeNack,
	encodeRoomEvent,
	encodeSync,
	encodeWelcome,
	FRAME,
	readNack,
	readRoomEvent,
	readWelcome,
	SYNC,
	type Welcome,
} from './frames.ts';
import { PROTOCOL_VERSION } from './version.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

function refusal(frame: Uint8Array): string {
	try {
		decodeClientFrame(frame);
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

function body(frame: Uint8Array): decoding.Decoder {
	const decoder = decoding.createDecoder(frame);
	decoding.readVarUint(decoder);
	return decoder;
}

describe('frames of a client', () => {
	it('[PR2] reads the messages of y-websocket', () => {
		expect(decodeClientFrame(bytes(0, 0, 1, 0))).toEqual({ type: 'sync-step1', stateVector: bytes(0) });
		expect(decodeClientFrame(encodeSync(SYNC.step2, bytes(0, 0)))).toEqual({ type: 'sync-step2', update: bytes(0, 0) });
		expect(decodeClientFrame(encodeSync(SYNC.update, bytes(7)))).toEqual({ type: 'update', update: bytes(7) });
		expect(decodeClientFrame(encodeAwareness(bytes(9)))).toEqual({ type: 'awareness', update: bytes(9) });
		expect(decodeClientFrame(bytes(3))).toEqual({ type: 'query-awareness' });
	});

	it('[PR3] leaves types that it does not know to be ignored', () => {
		expect(decodeClientFrame(bytes(0x7f, 1, 2, 3))).toEqual({ type: 'unknown' });
		expect(decodeClientFrame(bytes(2, 0))).toEqual({ type: 'unknown' });
	});

	it.each([
		['nothing', bytes()],
		['a sync message without a kind', bytes(0)],
		['an unknown kind of sync message', bytes(0, 9, 0)],
		['a length beyond the frame', bytes(0, 2, 200, 1, 0)],
		['bytes after the message', bytes(0, 2, 1, 0, 0)],
		['a number without an end', bytes(0x80, 0x80)],
		['a number beyond 2^53', bytes(0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)],
	])('[PR2] refuses %s', (_what, frame) => expect(refusal(frame)).toBe('malformed-frame'));

	it('[PR7] refuses what is larger than its limit', () => {
		expect(refusal(encodeSync(SYNC.update, new Uint8Array(LIMITS.updateBytes)))).toBe('accepted');
		expect(refusal(encodeSync(SYNC.update, new Uint8Array(LIMITS.updateBytes + 1)))).toBe('update-too-large');
		expect(refusal(encodeSync(SYNC.step2, new Uint8Array(LIMITS.syncBytes + 1)))).toBe('update-too-large');
		expect(refusal(encodeSync(SYNC.step1, new Uint8Array(LIMITS.stateVectorBytes + 1)))).toBe('malformed-frame');
	});
});

describe('events of a client', () => {
	const thread = 'A'.repeat(22) as ThreadId;

	it('[PR16] are read as they were sent', () => {
		for (const event of [
			{ type: 'typing', thread },
			{ type: 'turn-delta', index: 3, text: 'x'.repeat(LIMITS.deltaUnits) },
		] as const)
			expect(decodeClientFrame(encodeClientEvent(event))).toEqual({ type: 'client-event', event });
	});

	it('[PR3] of a later version are ignored', () => {
		const later = { type: 'wave' } as unknown as Parameters<typeof encodeClientEvent>[0];
		expect(decodeClientFrame(encodeClientEvent(later))).toEqual({ type: 'unknown' });
	});

	it.each([
		['no object', 'hello'],
		['nothing', null],
		['a type that is no name', { type: 7 }],
		['a thread that is none', { type: 'typing', thread: '../x' }],
		['an empty piece', { type: 'turn-delta', index: 0, text: '' }],
		['a piece beyond the longest answer', { type: 'turn-delta', index: LIMITS.answerUnits + 1, text: 'x' }],
		['a piece that is too long', { type: 'turn-delta', index: 0, text: 'x'.repeat(LIMITS.deltaUnits + 1) }],
		['megabytes', { type: 'wave', text: 'x'.repeat(LIMITS.clientEventBytes) }],
	])('[PR16] with %s are refused', (_what, event) => {
		expect(refusal(encodeClientEvent(event as Parameters<typeof encodeClientEvent>[0]))).toBe('malformed-frame');
	});
});

describe('frames of the server', () => {
	const welcome: Welcome = {
		protocol: PROTOCOL_VERSION,
		role: 'editor',
		user: { id: 'u', name: 'Ana', colour: 3, kind: 'person' },
	};

	it('[PR4] a welcome comes back as it was sent, and nonsense is refused', () => {
		expect(readWelcome(body(encodeWelcome(welcome)))).toEqual(welcome);
		const forged = encodeWelcome({ ...welcome, role: 'emperor' as Welcome['role'] });
		expect(() => readWelcome(body(forged))).toThrow();
	});

	it('[PR5] an ack is its type and one number', () => {
		expect(encodeAck(300)).toEqual(bytes(FRAME.ack, 0xac, 2));
	});

	it('[PR15] a room event comes back as it was sent; one of a later version is ignored, a malformed one is not', () => {
		const id = 'A'.repeat(22);
		const delta: RoomEvent = { type: 'turn-delta', turn: id as TurnId, epoch: 2, index: 7, text: 'né' };
		expect(readRoomEvent(body(encodeRoomEvent(delta)))).toEqual(delta);
		const later = { type: 'confetti' } as unknown as RoomEvent;
		expect(readRoomEvent(body(encodeRoomEvent(later)))).toBeUndefined();
		expect(() => readRoomEvent(body(encodeRoomEvent({ ...delta, index: -1 })))).toThrow();
	});

	it('[PR6] a nack carries a code of the table and a sentence', () => {
		const nack = { code: 'project-full', message: ERRORS['project-full'].message } as const;
		expect(readNack(body(encodeNack(nack)))).toEqual(nack);
		expect(() => readNack(body(encodeNack({ ...nack, code: 'nonsense' as 'project-full' })))).toThrow('unknown nack');
	});
});

describe('the protocol as a whole', () => {
	it('[PR1] a changed wire needs a new version: bump PROTOCOL_VERSION, tell its history, then update this picture', () => {
		expect({ PROTOCOL_VERSION, FRAME, SYNC, ROLES }).toMatchInlineSnapshot(`
			{
			  "FRAME": {
			    "ack": 100,
			    "awareness": 1,
			    "clientEvent": 105,
			    "nack": 102,
			    "queryAwareness": 3,
			    "roomEvent": 104,
			    "sync": 0,
			    "welcome": 103,
			  },
			  "PROTOCOL_VERSION": 10,
			  "ROLES": [
			    "owner",
			    "admin",
			    "editor",
			    "commenter",
			    "viewer",
			  ],
			  "SYNC": {
			    "step1": 0,
			    "step2": 1,
			    "update": 2,
			  },
			}
		`);
		const closes = Object.entries(ERRORS).map(([code, spec]) => `${code} ${spec.close}`);
		expect(closes.join(', ')).toMatchInlineSnapshot(
			`"malformed-frame 4400, update-invalid 4400, foreign-origin 4403, not-signed-in 4401, session-ended 4510, account-needed 4403, credentials-wrong 4401, email-invalid 4400, password-unfit 4400, reset-link-invalid 4404, ticket-invalid 4401, forbidden 4403, read-only 4403, client-taken 4409, removed 4403, member-unknown 4404, not-found 4404, link-invalid 4404, link-password 4403, room-frozen 4403, room-full 4403, not-let-in 4403, knock-unknown 4404, lobby-full 4529, update-too-large 4413, update-too-tangled 4413, project-full 4413, too-many-files 4413, file-too-large 4413, path-taken 4400, path-invalid 4400, name-invalid 4400, message-invalid 4400, message-unknown 4404, turn-unknown 4404, turn-over 4403, ai-off 4403, model-unknown 4400, settings-invalid 4400, key-invalid 4400, queue-full 4529, too-many-connections 4529, rights-changed 4509, room-stale 4508, slow-down 4529, log-unavailable 4507, room-unavailable 4503, server-stopping 1012"`,
		);
	});

	it('[PR8] final refusals close in 4400-4499, the others outside of it', () => {
		for (const [code, { close, retry }] of Object.entries(ERRORS)) {
			const isFinalBand = close >= 4400 && close <= 4499;
			expect({ code, isFinalBand }).toEqual({ code, isFinalBand: !retry });
		}
	});
});
