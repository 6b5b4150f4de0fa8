import { signTicket } from '@covibe/db';
import { asJson } from '$lib/server/failures.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** A ticket for one socket to this room, and the role that it will have now. */
export const POST: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId, role, user } = await requireGrant(locals, params.project, 'read');
		const { sessionId } = locals;
		return { ticket: signTicket(services().ticketSecret, { userId: user.id, projectId, sessionId }), role };
	});
