import type { UserId } from '@covibe/shared';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { hashToken } from './ids.ts';
import type { Sql } from './sql.ts';
import { parseUserRow, type User, type UserRow } from './users.ts';

/** Sessions carry nothing besides their user. */
type NoAttributes = { readonly none?: never };

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<NoAttributes, { row: UserRow }>;
		DatabaseUserAttributes: UserRow;
		UserId: string;
	}
}

export type SessionToken = { readonly token: string; readonly expiresAt: Date };

/** Starts a session of 30 days, prolonged while it is used. The token goes into a cookie and nowhere else. */
export async function createSession(sql: Sql, userId: UserId): Promise<SessionToken> {
	const session = await luciaOf(sql).createSession(userId, {});
	return { token: session.id, expiresAt: session.expiresAt };
}

/** Who a token belongs to; `renewed` when its expiry moved and the cookie should be sent again. */
export async function readSession(
	sql: Sql,
	token: string,
): Promise<{ user: User; expiresAt: Date; renewed: boolean } | undefined> {
	// Anything else was never a token of ours: no need to ask the database.
	if (!/^[a-z2-7]{40}$/.test(token)) return undefined;
	const { session, user } = await luciaOf(sql).validateSession(token);
	if (!session) return undefined;
	return { user: parseUserRow(user.row), expiresAt: session.expiresAt, renewed: session.fresh };
}

/** Safe to call with a token that is no longer valid. */
export async function endSession(sql: Sql, token: string): Promise<void> {
	await luciaOf(sql).invalidateSession(token);
}

function luciaOf(sql: Sql) {
	return new Lucia<NoAttributes, { row: UserRow }>(hashingAdapter(sql), {
		sessionExpiresIn: new TimeSpan(30, 'd'),
		getUserAttributes: (row) => ({ row }),
	});
}

/** Lucia's own adapters keep session ids in clear; this one keeps their SHA-256, so that a stolen table opens nothing. */
function hashingAdapter(sql: Sql): Adapter {
	return {
		getSessionAndUser: (id) => findSessionAndUser(sql, id),
		getUserSessions: () => Promise.reject(new Error('session ids are not kept, so they cannot be listed')),
		setSession: async ({ id, userId, expiresAt }) => {
			await sql`INSERT INTO session (id_hash, user_id, expires_at) VALUES (${hashToken(id)}, ${userId}, ${expiresAt})`;
		},
		updateSessionExpiration: async (id, expiresAt) => {
			await sql`UPDATE session SET expires_at = ${expiresAt} WHERE id_hash = ${hashToken(id)}`;
		},
		deleteSession: async (id) => {
			await sql`DELETE FROM session WHERE id_hash = ${hashToken(id)}`;
		},
		deleteUserSessions: async (userId) => {
			await sql`DELETE FROM session WHERE user_id = ${userId}`;
		},
		deleteExpiredSessions: async () => {
			await sql`DELETE FROM session WHERE expires_at <= now()`;
		},
	};
}

async function findSessionAndUser(sql: Sql, id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
	const [row] = await sql<(UserRow & { expires_at: Date })[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour, session.expires_at
		FROM session JOIN app_user ON app_user.id = session.user_id
		WHERE session.id_hash = ${hashToken(id)}`;
	if (!row) return [null, null];
	const { expires_at: expiresAt, ...user } = row;
	return [
		{ id, userId: user.id, expiresAt, attributes: {} },
		{ id: user.id, attributes: user },
	];
}
