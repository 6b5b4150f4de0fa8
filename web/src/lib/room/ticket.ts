import { CovibeError, isErrorCode, type ProjectId } from '@covibe/shared';
import * as v from 'valibot';

const granted = v.object({ ticket: v.string() });
const refused = v.object({ code: v.string(), message: v.string() });

/** A wait beyond this is a lost connection. */
const TICKET_TIMEOUT_MS = 10_000;

/**
 * Fetches the right to open one socket.
 * @throws CovibeError when the server refused for good (signed out, removed, gone); any other error may be tried again.
 */
export async function fetchTicket(projectId: ProjectId, signal: AbortSignal): Promise<string> {
	const response = await fetch(`/p/${projectId}/ticket`, {
		method: 'POST',
		signal: AbortSignal.any([signal, AbortSignal.timeout(TICKET_TIMEOUT_MS)]),
	});
	const body: unknown = await response.json();
	if (response.ok) return v.parse(granted, body).ticket;
	const refusal = v.safeParse(refused, body);
	if (response.status < 500 && refusal.success && isErrorCode(refusal.output.code))
		throw new CovibeError(refusal.output.code, { detail: refusal.output.message });
	throw new Error(`the server answered ${response.status} to a request for a ticket`);
}
