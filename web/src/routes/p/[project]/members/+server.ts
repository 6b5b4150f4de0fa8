import { listMembers, listRemovals } from '@covibe/db';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Who may come into this room, and who may not any more. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'manage-members');
		const { sql } = services();
		const [members, removals] = await Promise.all([listMembers(sql, projectId), listRemovals(sql, projectId)]);
		return { members, removals };
	});
