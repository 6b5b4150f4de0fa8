import { deleteMessage, editMessage, findMessage, removeQueuedTurn } from '@covibe/db';
import { CovibeError, parseMentions, parseMessageText } from '@covibe/shared';
import { announce, messageOf, requireTurn } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Changes one's own message: `{ text, mentions? }`. */
export const PATCH: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId, user } = await requireGrant(locals, params.project, 'chat-post');
		const body = await readJsonFields(request);
		const message = await editMessage(services().sql, {
			projectId,
			id: messageOf(params.message),
			authorId: user.id,
			text: parseMessageText(body['text']),
			mentions: parseMentions(body['mentions']),
		});
		if (!message) throw new CovibeError('message-unknown');
		await announce.message(projectId, message);
		return { message };
	});

/** Empties one's own message. A request to the AI that still waits goes with it. */
export const DELETE: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'chat-post');
		const { sql } = services();
		const own = { projectId: grant.projectId, id: messageOf(params.message), authorId: grant.user.id };
		const found = await findMessage(sql, own.id);
		const turn =
			found?.message.turn && found.projectId === own.projectId && (await requireTurn(grant, found.message.turn));
		if (turn && turn.state === 'queued' && turn.asker?.id === grant.user.id && turn.message === own.id) {
			const removed = await removeQueuedTurn(sql, { ...own, id: turn.id, askerId: grant.user.id });
			await announce.turn(own.projectId, removed.turn);
		} else if (!(await deleteMessage(sql, own))) throw new CovibeError('message-unknown');
		const message = (await findMessage(sql, own.id))?.message;
		if (message) await announce.message(own.projectId, message);
		return { message };
	});
