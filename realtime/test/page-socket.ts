import { createSession, type SessionId, sessionIdOf, signTicket, type Sql } from '@covibe/db';
import type { ProjectId, UserId } from '@covibe/shared';
import WebSocket from 'ws';
import { TICKET_SECRET } from './process.ts';

/** The socket of somebody's page, who is signed in by a session of their own. */
export interface PageSocket {
	readonly sessionId: SessionId;
	readonly token: string;
	/** The code of its end, and when that was seen (as performance.now). */
	readonly closed: Promise<{ readonly code: number; readonly atMs: number }>;
	close(): void;
}

export type PageVisit = { readonly port: number; readonly projectId: ProjectId; readonly userId: UserId };

/** Comes in with a ticket, as pages do. */
export async function openPageSocket(sql: Sql, { port, projectId, userId }: PageVisit): Promise<PageSocket> {
	const { token } = await createSession(sql, userId);
	const sessionId = sessionIdOf(token);
	const ticket = signTicket(TICKET_SECRET, { userId, projectId, sessionId });
	const socket = knock({ port, projectId }, ticket);
	const closed = new Promise<{ code: number; atMs: number }>((resolve) =>
		socket.once('close', (code) => resolve({ code, atMs: performance.now() })),
	);
	// The server's first frame: by then the socket is on its list.
	await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
	return { sessionId, token, closed, close: () => socket.terminate() };
}

/** A socket that asks to be let in with this ticket. */
export function knock({ port, projectId }: Omit<PageVisit, 'userId'>, ticket: string): WebSocket {
	const headers = { origin: `http://127.0.0.1:${port}` };
	return new WebSocket(`ws://127.0.0.1:${port}/sync/${projectId}`, ['covibe', `ticket.${ticket}`], { headers });
}
