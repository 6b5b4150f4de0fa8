import { CovibeError, can, parseCompletionRequest } from '@covibe/shared';
import { completeCode } from '$lib/server/completions.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import type { RequestHandler } from './$types';

/** What may come next in code: `{ path, before, after }`. For those who may edit and ask. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'ask-ai');
		if (!can(grant.role, 'edit')) throw new CovibeError('forbidden');
		return completeCode(grant, parseCompletionRequest(await readJsonFields(request)), request.signal);
	});
