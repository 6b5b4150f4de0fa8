import { parseProjectId, parseRoomEvent, type ProjectId, type RoomEvent } from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What members of one node say to those of another, and what nobody keeps. */
export type PassingEvent = Extract<RoomEvent, { readonly type: 'typing' | 'turn-delta' }>;

/** What a node tells another of a room that both have. */
export type RoomMessage =
	/** This row is in the log. A long one comes without its bytes. */
	| { readonly kind: 'row'; readonly seq: number; readonly bytes: Uint8Array | undefined }
	/** What changed of who is where: an awareness update of y-protocols. */
	| { readonly kind: 'presence'; readonly update: Uint8Array }
	| { readonly kind: 'event'; readonly event: PassingEvent }
	/** All that the sender's members add to the room, and how far its document is. */
	| ({ readonly kind: 'state'; readonly isQuestion: boolean } & RoomState)
	/** The sender does not have the room, or not any more. */
	| { readonly kind: 'bye' };

export type RoomState = {
	readonly seq: number;
	readonly presence: Uint8Array | undefined;
	readonly answers: readonly PassingEvent[];
};

export type NodeId = string & { readonly __brand: 'NodeId' };

/** One entry of a node's inbox; `count` numbers what its sender has sent there, so that a loss is noticed. */
export type Letter = {
	readonly from: NodeId;
	readonly count: number;
	/** Undefined: the sender is still there. */
	readonly about: { readonly projectId: ProjectId; readonly message: RoomMessage } | undefined;
};

/** Raised when the bytes change; nodes of another version are not understood, and catch up from the log. */
const VERSION = 1;
const KINDS = ['beat', 'row', 'presence', 'event', 'state', 'bye'] as const;

export function encodeLetter({ from, count, about }: Letter): Buffer {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, VERSION);
	encoding.writeVarString(encoder, from);
	encoding.writeVarUint(encoder, count);
	encoding.writeVarUint(encoder, KINDS.indexOf(about?.message.kind ?? 'beat'));
	if (about) {
		encoding.writeVarString(encoder, about.projectId);
		writeBody(encoder, about.message);
	}
	const bytes = encoding.toUint8Array(encoder);
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function writeBody(encoder: encoding.Encoder, message: RoomMessage): void {
	switch (message.kind) {
		case 'row': {
			encoding.writeVarUint(encoder, message.seq);
			writeOptional(encoder, message.bytes);
			return;
		}
		case 'presence': {
			encoding.writeVarUint8Array(encoder, message.update);
			return;
		}
		case 'event': {
			encoding.writeVarString(encoder, JSON.stringify(message.event));
			return;
		}
		case 'state': {
			encoding.writeVarUint(encoder, message.isQuestion ? 1 : 0);
			encoding.writeVarUint(encoder, message.seq);
			writeOptional(encoder, message.presence);
			encoding.writeVarString(encoder, JSON.stringify(message.answers));
			return;
		}
		case 'bye':
			return;
	}
}

/** No bytes: none. An update is never empty. */
function writeOptional(encoder: encoding.Encoder, bytes: Uint8Array | undefined): void {
	encoding.writeVarUint8Array(encoder, bytes ?? new Uint8Array());
}

function readOptional(decoder: decoding.Decoder): Uint8Array | undefined {
	const bytes = decoding.readVarUint8Array(decoder);
	return bytes.length === 0 ? undefined : bytes;
}

/** Undefined for what this version does not understand. */
export function decodeLetter(bytes: Uint8Array): Letter | undefined {
	try {
		const decoder = decoding.createDecoder(bytes);
		if (decoding.readVarUint(decoder) !== VERSION) return undefined;
		const from = decoding.readVarString(decoder) as NodeId;
		const count = decoding.readVarUint(decoder);
		const kind = KINDS[decoding.readVarUint(decoder)];
		if (kind === undefined) return undefined;
		if (kind === 'beat') return { from, count, about: undefined };
		const projectId = parseProjectId(decoding.readVarString(decoder));
		const message = projectId && readBody(decoder, kind);
		return message && { from, count, about: { projectId, message } };
	} catch {
		// Safe: whatever it was, its receiver notices by the count that something is missing, and asks.
		return undefined;
	}
}

function readBody(decoder: decoding.Decoder, kind: RoomMessage['kind']): RoomMessage | undefined {
	switch (kind) {
		case 'row':
			return { kind, seq: decoding.readVarUint(decoder), bytes: readOptional(decoder) };
		case 'presence':
			return { kind, update: decoding.readVarUint8Array(decoder) };
		case 'event': {
			const event = parsePassing(JSON.parse(decoding.readVarString(decoder)));
			return event && { kind, event };
		}
		case 'state': {
			const isQuestion = decoding.readVarUint(decoder) === 1;
			const seq = decoding.readVarUint(decoder);
			const presence = readOptional(decoder);
			const answers: unknown = JSON.parse(decoding.readVarString(decoder));
			const list = Array.isArray(answers) ? answers : [];
			return { kind, isQuestion, seq, presence, answers: list.flatMap((each) => parsePassing(each) ?? []) };
		}
		case 'bye':
			return { kind };
	}
}

function parsePassing(value: unknown): PassingEvent | undefined {
	const event = parseRoomEvent(value);
	return event?.type === 'typing' || event?.type === 'turn-delta' ? event : undefined;
}
