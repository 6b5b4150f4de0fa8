import { findWriters } from '@covibe/db';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** One line has hardly more. */
const MOST_CLIENTS = 50;
const MAX_CLIENT_ID = 0xffff_ffff;

/** Who wrote under these client ids of the document: `?client=1&client=2`, at most 50. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-read');
		const clients = url.searchParams
			.getAll('client')
			.map(Number)
			.filter((client) => Number.isInteger(client) && client >= 0 && client <= MAX_CLIENT_ID);
		return { writers: await findWriters(services().sql, { projectId, clients: clients.slice(0, MOST_CLIENTS) }) };
	});
