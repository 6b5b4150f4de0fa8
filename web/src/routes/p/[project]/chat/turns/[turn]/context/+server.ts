import { readTurnContext } from '@covibe/db';
import { requireTurn } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** What a turn sent to its model: `{ parts }`, kinds, paths and sizes alone. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'chat-read');
		const { id } = await requireTurn(grant, params.turn);
		return { parts: await readTurnContext(services().sql, id) };
	});
