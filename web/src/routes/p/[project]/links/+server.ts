import { createLink } from '@covibe/db';
import { CovibeError, parseLinkRole } from '@covibe/shared';
import { asJson } from '$lib/server/failures.ts';
import { readJsonField } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Makes a share link of the asked role; its address is told this once. */
export const POST: RequestHandler = ({ locals, params, request, url }) =>
	asJson(async () => {
		const { projectId, user } = await requireGrant(locals, params.project, 'share');
		const role = parseLinkRole(await readJsonField(request, 'role'));
		if (!role) throw new CovibeError('malformed-frame', { detail: 'A link is for an editor or for a viewer.' });
		const token = await createLink(services().sql, { projectId, role, createdBy: user.id });
		return { url: `${url.origin}/s/${token}` };
	});
