import { changeRole, forgiveRemoval, removeMember } from '@covibe/db';
import { CovibeError, parseRole, parseUserId, type UserId } from '@covibe/shared';
import { announce } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonField } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Gives a member another role. */
export const PUT: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const actor = await requireGrant(locals, params.project, 'manage-members');
		const userId = requireUserId(params.user);
		const role = parseRole(await readJsonField(request, 'role'));
		if (!role) throw new CovibeError('malformed-frame', { detail: 'There is no such role.' });
		await changeRole(services().sql, { actor, userId, role });
		await announce.room(actor.projectId, { kind: 'rights', user: userId });
		if (role === 'owner') await announce.room(actor.projectId, { kind: 'rights', user: actor.user.id });
		return { role };
	});

/** Takes a member out of the room. */
export const DELETE: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const actor = await requireGrant(locals, params.project, 'manage-members');
		const userId = requireUserId(params.user);
		await removeMember(services().sql, { actor, userId });
		await announce.room(actor.projectId, { kind: 'rights', user: userId });
		return {};
	});

/** Lets links work again for somebody who was removed. */
export const POST: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'manage-members');
		await forgiveRemoval(services().sql, projectId, requireUserId(params.user));
		return {};
	});

/** @throws CovibeError 'member-unknown' */
function requireUserId(value: string): UserId {
	const userId = parseUserId(value);
	if (!userId) throw new CovibeError('member-unknown');
	return userId;
}
