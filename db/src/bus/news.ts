import {
	type MessageId,
	parseMessageId,
	parseThreadId,
	parseTurnId,
	parseUserId,
	type ProjectId,
	type ThreadId,
	type TurnId,
	type UserId,
} from '@covibe/shared';
import * as v from 'valibot';

/** All names that anything is published under. */
export const TURNS_TOPIC = 'turns';
export const COMPLETIONS_TOPIC = 'completions';
export const SESSIONS_TOPIC = 'sessions';
export type RoomTopic = `room:${ProjectId}`;
export type Topic = RoomTopic | typeof TURNS_TOPIC | typeof COMPLETIONS_TOPIC | typeof SESSIONS_TOPIC;

export function roomTopic(projectId: ProjectId): RoomTopic {
	return `room:${projectId}`;
}

/**
 * That something changed, never what: whoever wants to know reads the row. So news may be lost, come twice or out of
 * order, and are short enough for any bus.
 */
export type RoomNews =
	| { readonly kind: 'message'; readonly id: MessageId; readonly version: number }
	| { readonly kind: 'turn'; readonly id: TurnId; readonly version: number }
	| { readonly kind: 'thread'; readonly id: ThreadId }
	| { readonly kind: 'read-up-to'; readonly user: UserId; readonly thread: ThreadId; readonly position: number }
	| { readonly kind: 'ai-settings' }
	/** Who waits to be let in changed. */
	| { readonly kind: 'knocks' }
	/** A person's rights in the room changed. */
	| { readonly kind: 'rights'; readonly user: UserId };

export type TurnNews =
	/** There may be something to claim. */
	{ readonly kind: 'queued' } | { readonly kind: 'ended'; readonly id: TurnId };

/** `dropped`: whoever asked has typed on. */
export type CompletionNews = { readonly kind: 'asked' | 'answered' | 'dropped'; readonly id: string };

/** Some sessions ended; which ones is in the changes of rights. */
export type SessionNews = { readonly kind: 'ended' };

export type NewsOf<T extends Topic> = T extends typeof TURNS_TOPIC
	? TurnNews
	: T extends typeof COMPLETIONS_TOPIC
		? CompletionNews
		: T extends typeof SESSIONS_TOPIC
			? SessionNews
			: RoomNews;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const messageId = v.custom<MessageId>((value) => parseMessageId(value) !== undefined);
const threadId = v.custom<ThreadId>((value) => parseThreadId(value) !== undefined);
const turnId = v.custom<TurnId>((value) => parseTurnId(value) !== undefined);
const userId = v.custom<UserId>((value) => parseUserId(value) !== undefined);

const roomNews = v.variant('kind', [
	v.object({ kind: v.literal('message'), id: messageId, version: count }),
	v.object({ kind: v.literal('turn'), id: turnId, version: count }),
	v.object({ kind: v.literal('thread'), id: threadId }),
	v.object({ kind: v.literal('read-up-to'), user: userId, thread: threadId, position: count }),
	v.object({ kind: v.literal('ai-settings') }),
	v.object({ kind: v.literal('knocks') }),
	v.object({ kind: v.literal('rights'), user: userId }),
]);
const turnNews = v.variant('kind', [
	v.object({ kind: v.literal('queued') }),
	v.object({ kind: v.literal('ended'), id: turnId }),
]);
const completionNews = v.object({
	kind: v.picklist(['asked', 'answered', 'dropped']),
	id: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
});
const sessionNews = v.object({ kind: v.literal('ended') });

const envelope = v.object({ topic: v.string(), news: v.unknown() });

/** One message as it travels. */
export type Envelope = { readonly topic: string; readonly news: RoomNews | TurnNews | CompletionNews | SessionNews };

export function writeEnvelope({ topic, news }: Envelope): string {
	return JSON.stringify({ topic, news });
}

/** Undefined for what this version does not know: another version of ours may run beside it during an upgrade. */
export function readEnvelope(payload: string): Envelope | undefined {
	let json: unknown;
	try {
		json = JSON.parse(payload);
	} catch {
		// Safe: whoever may write here can also delete rows; a payload that is none is only not for us.
		return undefined;
	}
	const outer = v.safeParse(envelope, json);
	if (!outer.success) return undefined;
	const { topic } = outer.output;
	const schemas = new Map<string, typeof turnNews | typeof completionNews | typeof sessionNews>([
		[TURNS_TOPIC, turnNews],
		[COMPLETIONS_TOPIC, completionNews],
		[SESSIONS_TOPIC, sessionNews],
	]);
	const inner = v.safeParse(schemas.get(topic) ?? roomNews, outer.output.news);
	return inner.success ? { topic, news: inner.output } : undefined;
}
