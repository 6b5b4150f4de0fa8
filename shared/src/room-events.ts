import * as v from 'valibot';
import {
	type AiSettings,
	aiSettings,
	type ChatMessage,
	chatMessage,
	type ChatPerson,
	chatPerson,
	count,
	type MessageId,
	messageId,
	type ReadMark,
	type Thread,
	type ThreadId,
	threadId,
	threadSummary,
	type Turn,
	turn,
	type TurnId,
	turnId,
	userId,
} from './chat.ts';
import type { DocumentDigest } from './digest.ts';
import { CovibeError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { RoomRules } from './room-rules.ts';

/** A piece of an answer while it is written. `index`: where it begins, in UTF-16 units of the whole answer. [PR17] */
export type TurnDelta = {
	readonly type: 'turn-delta';
	readonly turn: TurnId;
	readonly epoch: number;
	readonly index: number;
	readonly text: string;
};

/** What a room tells those who asked for our messages. [PR15] */
export type RoomEvent =
	| { readonly type: 'message-posted'; readonly message: ChatMessage }
	| { readonly type: 'message-edited'; readonly message: ChatMessage }
	| {
			readonly type: 'message-deleted';
			readonly message: MessageId;
			readonly thread: ThreadId;
			readonly version: number;
	  }
	| { readonly type: 'turn-changed'; readonly turn: Turn }
	| TurnDelta
	| { readonly type: 'thread-created'; readonly thread: Thread }
	| { readonly type: 'typing'; readonly thread: ThreadId; readonly person: ChatPerson }
	| ({ readonly type: 'read-up-to' } & ReadMark)
	| { readonly type: 'ai-settings-changed'; readonly settings: AiSettings }
	/** What the server holds, at this place in the order of edits. [PR20] */
	| ({ readonly type: 'check' } & DocumentDigest)
	/** How full the room is, from 90 % on, and when it falls below again. [PR21] */
	| { readonly type: 'room-filling'; readonly percent: number }
	/** Somebody waits to be let in, or does not any more; who may share reads whom. [PR22] */
	| { readonly type: 'knocks-changed' }
	/** What holds for everybody in the room; the higher version is true. [PR24] */
	| { readonly type: 'room-rules'; readonly rules: RoomRules }
	/** Events may have been missed: whatever was read by HTTP is to be read again. */
	| { readonly type: 'refresh' };

/** What a client may say besides edits and presence. A delta is the turn's own agent's to send. [PR16] */
export type ClientEvent =
	| { readonly type: 'typing'; readonly thread: ThreadId }
	| { readonly type: 'turn-delta'; readonly index: number; readonly text: string }
	/** What this client holds is not what a check says. [PR20] */
	| { readonly type: 'diverged'; readonly what: keyof DocumentDigest };

const index = v.pipe(count, v.maxValue(LIMITS.answerUnits));

const roomEvent = v.variant('type', [
	v.object({ type: v.literal('message-posted'), message: chatMessage }),
	v.object({ type: v.literal('message-edited'), message: chatMessage }),
	v.object({ type: v.literal('message-deleted'), message: messageId, thread: threadId, version: count }),
	v.object({ type: v.literal('turn-changed'), turn }),
	v.object({
		type: v.literal('turn-delta'),
		turn: turnId,
		epoch: count,
		index,
		// Who comes in the middle is sent all that there is at once.
		text: v.pipe(v.string(), v.maxLength(LIMITS.answerUnits)),
	}),
	v.object({ type: v.literal('thread-created'), thread: threadSummary }),
	v.object({ type: v.literal('typing'), thread: threadId, person: chatPerson }),
	v.object({ type: v.literal('read-up-to'), user: userId, thread: threadId, position: count }),
	v.object({ type: v.literal('ai-settings-changed'), settings: aiSettings }),
	v.object({ type: v.literal('check'), structs: v.string(), text: v.string() }),
	v.object({ type: v.literal('room-filling'), percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)) }),
	v.object({ type: v.literal('knocks-changed') }),
	v.object({
		type: v.literal('room-rules'),
		rules: v.object({ isFrozen: v.boolean(), maxPeople: v.optional(count), version: count }),
	}),
	v.object({ type: v.literal('refresh') }),
]);

const clientEvent = v.variant('type', [
	v.object({ type: v.literal('typing'), thread: threadId }),
	v.object({
		type: v.literal('turn-delta'),
		index,
		text: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.deltaUnits)),
	}),
	v.object({ type: v.literal('diverged'), what: v.picklist(['structs', 'text']) }),
]);

/**
 * Undefined for an event that this version does not know. [PR3]
 * @throws Error when a known one is malformed.
 */
export function parseRoomEvent(value: unknown): RoomEvent | undefined {
	return isKnown(value, roomEvent) ? (v.parse(roomEvent, value) as RoomEvent) : undefined;
}

/** Undefined for an event that this version does not know. [PR3] @throws CovibeError 'malformed-frame' */
export function parseClientEvent(value: unknown): ClientEvent | undefined {
	if (!isKnown(value, clientEvent)) return undefined;
	const parsed = v.safeParse(clientEvent, value);
	if (!parsed.success) throw new CovibeError('malformed-frame', { cause: parsed.issues[0].message });
	return parsed.output;
}

type Variant = { readonly options: readonly { readonly entries: { readonly type: { readonly literal: string } } }[] };

/** @throws CovibeError 'malformed-frame' for what is no event at all. */
function isKnown(value: unknown, variant: Variant): boolean {
	if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
		throw new CovibeError('malformed-frame', { cause: 'an event without a type' });
	return variant.options.some((option) => option.entries.type.literal === value.type);
}
