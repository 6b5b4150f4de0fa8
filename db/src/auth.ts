import type { UserId } from '@covibe/shared';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { hashToken } from './ids.ts';
import { type SessionId, sessionIdOf } from './sessions.ts';
import type { Queries } from './sql.ts';
import { parseUserRow, type User, type UserRow } from './users.ts';

/** What a session is called in the list of its person's sessions. */
export type Origin = {
	/** Browser and system; empty: unknown. */
	readonly device: string;
	readonly address: string;
};

type SessionAttributes = Origin & { readonly seenAt: Date };

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<{ seenAt: Date }, { row: UserRow }>;
		DatabaseUserAttributes: UserRow;
		DatabaseSessionAttributes: SessionAttributes;
		UserId: string;
	}
}

export type SessionToken = { readonly token: string; readonly expiresAt: Date };

/** A visit: who, by which session; `renewed` when its expiry moved and the cookie should be sent again. */
export type Visit = {
	readonly user: User;
	readonly sessionId: SessionId;
	readonly expiresAt: Date;
	readonly renewed: boolean;
};

/** Fine enough for "last seen", and far from a write at every request. */
const SEEN_AGAIN_MS = 5 * 60_000;
const UNKNOWN: Origin = { device: '', address: '' };

/** Starts a session of 30 days, prolonged while it is used. The token goes into a cookie and nowhere else. */
export async function createSession(sql: Queries, userId: UserId, origin = UNKNOWN): Promise<SessionToken> {
	const session = await luciaOf(sql).createSession(userId, { ...origin, seenAt: new Date() });
	return { token: session.id, expiresAt: session.expiresAt };
}

/** Who a token belongs to. */
export async function readSession(sql: Queries, token: string): Promise<Visit | undefined> {
	// Anything else was never a token of ours: no need to ask the database.
	if (!/^[a-z2-7]{40}$/.test(token)) return undefined;
	const { session, user } = await luciaOf(sql).validateSession(token);
	if (!session) return undefined;
	if (Date.now() - session.seenAt.getTime() > SEEN_AGAIN_MS)
		await sql`UPDATE session SET seen_at = now() WHERE id_hash = ${hashToken(token)}`;
	const { expiresAt, fresh: renewed } = session;
	return { user: parseUserRow(user.row), sessionId: sessionIdOf(token), expiresAt, renewed };
}

/** Safe to call with a token that is no longer valid. */
export async function endSession(sql: Queries, token: string): Promise<void> {
	await luciaOf(sql).invalidateSession(token);
}

function luciaOf(sql: Queries) {
	return new Lucia(hashingAdapter(sql), {
		sessionExpiresIn: new TimeSpan(30, 'd'),
		getUserAttributes: (row) => ({ row }),
		getSessionAttributes: ({ seenAt }) => ({ seenAt }),
	});
}

/** Lucia's own adapters keep session ids in clear; this one keeps their SHA-256, so that a stolen table opens nothing. */
function hashingAdapter(sql: Queries): Adapter {
	return {
		getSessionAndUser: (id) => findSessionAndUser(sql, id),
		getUserSessions: () => Promise.reject(new Error('session ids are not kept, so they cannot be listed')),
		setSession: async ({ id, userId, expiresAt, attributes: { device, address } }) => {
			await sql`
				INSERT INTO session (id_hash, user_id, expires_at, device, address)
				VALUES (${hashToken(id)}, ${userId}, ${expiresAt}, ${device}, ${address})`;
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

type SessionRow = UserRow & { expires_at: Date; device: string; address: string; seen_at: Date };

async function findSessionAndUser(sql: Queries, id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
	const [row] = await sql<SessionRow[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour,
			session.expires_at, session.device, session.address, session.seen_at
		FROM session JOIN app_user ON app_user.id = session.user_id
		WHERE session.id_hash = ${hashToken(id)}`;
	if (!row) return [null, null];
	const { expires_at: expiresAt, device, address, seen_at: seenAt, ...user } = row;
	return [
		{ id, userId: user.id, expiresAt, attributes: { device, address, seenAt } },
		{ id: user.id, attributes: user },
	];
}
