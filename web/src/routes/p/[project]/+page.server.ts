import { noteOpened } from '@covibe/db';
import { CovibeError } from '@covibe/shared';
import { orErrorPage } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	orErrorPage(async () => {
		if (!locals.user)
			throw new CovibeError('not-found', {
				detail: 'To enter a room, open a link to it. Ask somebody who is in the room to share one with you.',
			});
		const grant = await requireGrant(locals, params.project, 'read');
		await noteOpened(services().sql, grant.projectId, grant.user.id);
		const { id, name, colour } = grant.user;
		return { project: { id: grant.projectId, name: grant.projectName }, role: grant.role, user: { id, name, colour } };
	});
