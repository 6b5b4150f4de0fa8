import { searchMessages } from '@covibe/db';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** As many as anybody reads through; more words find fewer. */
const FOUND_MESSAGES = 50;
const QUERY_LENGTH = 200;

/** Messages of the room with the words of `?q=`, newest first. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-read');
		const query = (url.searchParams.get('q') ?? '').slice(0, QUERY_LENGTH);
		return { messages: await searchMessages(services().sql, { projectId, query, limit: FOUND_MESSAGES }) };
	});
