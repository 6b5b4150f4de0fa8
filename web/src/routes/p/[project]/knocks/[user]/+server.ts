import { admitKnock, refuseKnock } from '@covibe/db';
import { CovibeError, parseUserId, type UserId } from '@covibe/shared';
import { announce } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Lets somebody in who waits. */
export const POST: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const actor = await requireGrant(locals, params.project, 'share');
		await admitKnock(services().sql, actor, requireUserId(params.user));
		await announce.room(actor.projectId, { kind: 'knocks' });
		return {};
	});

/** Refuses somebody who waits. */
export const DELETE: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'share');
		await refuseKnock(services().sql, projectId, requireUserId(params.user));
		await announce.room(projectId, { kind: 'knocks' });
		return {};
	});

/** @throws CovibeError 'knock-unknown' */
function requireUserId(value: string): UserId {
	const userId = parseUserId(value);
	if (!userId) throw new CovibeError('knock-unknown');
	return userId;
}
