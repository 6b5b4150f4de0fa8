import { createThread, listThreads, renameThread } from '@covibe/db';
import { CovibeError, parseThreadTitle } from '@covibe/shared';
import { announce, threadOf } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonField, readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-read');
		return { threads: await listThreads(services().sql, projectId) };
	});

/** Renames a thread: `{ thread, title }`. */
export const PATCH: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-post');
		const body = await readJsonFields(request);
		const id = threadOf(projectId, body['thread']);
		const thread = await renameThread(services().sql, { projectId, id, title: parseThreadTitle(body['title']) });
		if (!thread) throw new CovibeError('message-unknown', { detail: 'There is no such thread in this room.' });
		await announce.room(projectId, { kind: 'thread', id });
		return { thread };
	});

/** Opens a thread: `{ title }`. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId, user } = await requireGrant(locals, params.project, 'chat-post');
		const title = parseThreadTitle(await readJsonField(request, 'title'));
		const thread = await createThread(services().sql, { projectId, title, createdBy: user.id });
		await announce.room(projectId, { kind: 'thread', id: thread.id });
		return { thread };
	});
