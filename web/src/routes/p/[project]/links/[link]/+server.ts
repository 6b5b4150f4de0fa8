import { revokeLink, rotateLink } from '@covibe/db';
import { parseUserId } from '@covibe/shared';
import { announce } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Replaces the address of a link; the new one is told this once, and the old one opens nothing any more. */
export const POST: RequestHandler = ({ locals, params, url }) =>
	asJson(async () => {
		const actor = await requireGrant(locals, params.project, 'share');
		return { url: `${url.origin}/s/${await rotateLink(services().sql, actor, params.link)}` };
	});

/** Withdraws a link; with `?people=1` those who came by it leave the room. */
export const DELETE: RequestHandler = ({ locals, params, url }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'share');
		const andPeople = url.searchParams.get('people') === '1';
		if (andPeople) await requireGrant(locals, params.project, 'manage-members');
		const gone = await revokeLink(services().sql, { projectId, id: params.link, andPeople });
		for (const id of gone) {
			const user = parseUserId(id);
			if (user) await announce.room(projectId, { kind: 'rights', user });
		}
		return { removed: gone.length };
	});
