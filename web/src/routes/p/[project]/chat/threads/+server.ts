import { createThread, listThreads } from '@covibe/db';
import { parseThreadTitle } from '@covibe/shared';
import { announce } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonField } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-read');
		return { threads: await listThreads(services().sql, projectId) };
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
