import type { UserId } from '@covibe/shared';
import { hashToken } from './ids.ts';
import type { Queries } from './sql.ts';

/** Names a session to its person, to logs and to open sockets; the cookie cannot be made from it. */
export type SessionId = string & { readonly brand: 'SessionId' };

export type SessionSummary = {
	readonly id: SessionId;
	/** Browser and system; empty: unknown. */
	readonly device: string;
	readonly address: string;
	readonly createdAt: Date;
	/** To within some minutes. */
	readonly seenAt: Date;
};

export function parseSessionId(value: unknown): SessionId | undefined {
	return typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/.test(value) ? (value as SessionId) : undefined;
}

/** The same as the column `session.id`. */
export function sessionIdOf(token: string): SessionId {
	return hashToken(token).subarray(0, 16).toString('base64url') as SessionId;
}

/** Where somebody is signed in, last seen first. */
export async function listSessions(sql: Queries, userId: UserId): Promise<SessionSummary[]> {
	return sql<SessionSummary[]>`
		SELECT id, device, address, created_at AS "createdAt", seen_at AS "seenAt"
		FROM session WHERE user_id = ${userId} AND expires_at > now()
		ORDER BY seen_at DESC, id`;
}

/** Ends one of somebody's sessions; its sockets close by a trigger of the table. Safe to call twice. */
export async function endOneSession(sql: Queries, session: { userId: UserId; id: SessionId }): Promise<void> {
	await sql`DELETE FROM session WHERE user_id = ${session.userId} AND id = ${session.id}`;
}

/** Ends all sessions of somebody, or all but one. */
export async function endSessions(sql: Queries, userId: UserId, but?: { except: SessionId }): Promise<void> {
	await sql`DELETE FROM session WHERE user_id = ${userId} AND id IS DISTINCT FROM ${but?.except ?? null}`;
}

export async function isSessionLive(sql: Queries, id: SessionId): Promise<boolean> {
	const rows = await sql`SELECT FROM session WHERE id = ${id} AND expires_at > now()`;
	return rows.length > 0;
}

/** Ends the sessions whose time is over, and with them their sockets. */
export async function forgetExpiredSessions(sql: Queries): Promise<void> {
	await sql`DELETE FROM session WHERE expires_at <= now()`;
}
