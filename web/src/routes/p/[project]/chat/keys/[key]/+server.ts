import { removeProviderKey } from '@covibe/db';
import { can, CovibeError } from '@covibe/shared';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Removes a key of one's own, or, for the owner, of the room. */
export const DELETE: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId, user, role } = await requireGrant(locals, params.project, 'chat-read');
		const { sql } = services();
		const { key: id } = params;
		const isRemoved =
			(await removeProviderKey(sql, { owner: { kind: 'user', userId: user.id }, id })) ||
			(can(role, 'ai-settings') && (await removeProviderKey(sql, { owner: { kind: 'project', projectId }, id })));
		if (!isRemoved) throw new CovibeError('key-invalid', { detail: 'This key is not there any more.' });
		return { id };
	});
