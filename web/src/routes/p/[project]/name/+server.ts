import { renameProject } from '@covibe/db';
import { parseProjectName } from '@covibe/shared';
import { asJson } from '$lib/server/failures.ts';
import { readJsonField } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Gives the room another name, and tells the name as it is kept. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'rename-project');
		const name = parseProjectName(await readJsonField(request, 'name'));
		await renameProject(services().sql, projectId, name);
		return { name };
	});
