import { listReadMarks, listThreads, listTurns, postToChat, readMessages } from '@covibe/db';
import { CovibeError, parseMentions, parseMessageText, parseModelId, parseTurnMode } from '@covibe/shared';
import { announce, messageOf, threadOf, turnsOf, wholeNumber } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** As much as two screens show. */
const PAGE_MESSAGES = 50;
const MAX_PAGE_MESSAGES = 200;

/**
 * The newest messages of a thread (`?thread=`), or those before a position (`?before=`), oldest first, with the turns
 * that they are about and all that run or wait in the room; `?limit=` at most 200.
 */
export const GET: RequestHandler = ({ locals, params, url }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-read');
		const { sql } = services();
		const threadId = threadOf(projectId, url.searchParams.get('thread') ?? undefined);
		const before = wholeNumber(url.searchParams.get('before'), { max: Number.MAX_SAFE_INTEGER });
		const limit = wholeNumber(url.searchParams.get('limit'), { max: MAX_PAGE_MESSAGES }) ?? PAGE_MESSAGES;
		const { messages, hasMore } = await readMessages(sql, { projectId, threadId, before, limit });
		const [turns, threads, readMarks] = await Promise.all([
			listTurns(sql, { projectId, ids: turnsOf(messages) }),
			listThreads(sql, projectId),
			listReadMarks(sql, projectId),
		]);
		return { messages, hasMore, turns, threads, readMarks };
	});

/**
 * Says something: `{ key, text, thread?, mentions?, replyTo?, model?, mode? }`. `key` is the sender's own; the same one
 * again is the same message. Answers `{ message, turn? }`: a turn when it is for the AI.
 */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'chat-post');
		const body = await readJsonFields(request);
		const { message, turn, isNew } = await postToChat(services().sql, grant, {
			threadId: threadOf(grant.projectId, body['thread']),
			text: parseMessageText(body['text']),
			mentions: parseMentions(body['mentions']),
			replyTo: body['replyTo'] === undefined ? undefined : messageOf(body['replyTo']),
			idempotencyKey: parseKey(body['key']),
			model: parseModelId(body['model']),
			mode: parseTurnMode(body['mode']),
		});
		if (isNew) await announce.message(grant.projectId, message);
		if (isNew && turn) await announce.turn(grant.projectId, turn);
		return { message, turn };
	});

function parseKey(value: unknown): string {
	if (typeof value === 'string' && value.length >= 1 && value.length <= 64) return value;
	throw new CovibeError('message-invalid', { detail: 'A message needs a key, so that it is never stored twice.' });
}
