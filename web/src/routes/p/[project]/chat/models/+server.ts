import { listModels, readAiSettings } from '@covibe/db';
import { ownProviders } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** The models that one may choose from in this room. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'chat-read');
		const { sql } = services();
		const { isLocalOnly, defaultModel } = await readAiSettings(sql, grant.projectId);
		return { models: await listModels(sql, { providers: await ownProviders(grant), isLocalOnly }), defaultModel };
	});
