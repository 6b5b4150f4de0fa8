import { CovibeError, type EmailAddress, parseUserId, type UserId } from '@covibe/shared';
import { createSession, type Origin, type SessionToken } from './auth.ts';
import { moveGuest } from './guest-move.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { endSessions, type SessionId } from './sessions.ts';
import { type Queries, type Sql, transaction, type Transaction } from './sql.ts';
import { createGuest, type User } from './users.ts';

/** What an account is besides a person. */
export type Account = {
	readonly email: EmailAddress;
	/** Looks after this installation. */
	readonly isAdmin: boolean;
	readonly createdAt: Date;
	readonly passwordAt: Date;
};

export async function findAccount(sql: Queries, userId: UserId): Promise<Account | undefined> {
	const [row] = await sql<Account[]>`
		SELECT email, is_admin AS "isAdmin", created_at AS "createdAt", password_at AS "passwordAt"
		FROM account WHERE user_id = ${userId}`;
	return row;
}

export type NewAccount = {
	readonly email: EmailAddress;
	/** Has been through parseNewPassword. */
	readonly password: string;
	/** Has been through parseDisplayName. */
	readonly name: string;
	/** Who signs up while they are a guest: the account will be theirs. */
	readonly guest: User | undefined;
};

/**
 * Makes an account, unless the address has one: whoever asks cannot tell which, by what it does or by how long it takes.
 * Nobody is signed in. @throws CovibeError 'slow-down'
 */
export async function signUp(sql: Sql, { email, password, name, guest }: NewAccount): Promise<void> {
	const passwordHash = await hashPassword(password);
	await transaction(sql, async (tx) => {
		// One after the other: there is one first account.
		await tx`LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE`;
		const guestId = await findFreeGuest(tx, guest);
		const userId = guestId ?? (await createGuest(tx, { name })).id;
		const [made] = await tx`
			INSERT INTO account (user_id, email, password_hash, is_admin)
			VALUES (${userId}, ${email}, ${passwordHash}, NOT EXISTS (SELECT FROM account))
			ON CONFLICT (email) DO NOTHING RETURNING user_id`;
		// Written and taken back, and not left out: what an address costs must not tell whether it has an account.
		if (!made && !guestId) await tx`DELETE FROM app_user WHERE id = ${userId}`;
	});
}

/** The guest, when they have no account yet. */
async function findFreeGuest(tx: Transaction, guest: User | undefined): Promise<UserId | undefined> {
	if (guest?.kind !== 'guest') return undefined;
	const [row] = await tx`
		SELECT FROM app_user WHERE id = ${guest.id} AND NOT EXISTS (SELECT FROM account WHERE user_id = ${guest.id})
		FOR UPDATE`;
	return row && guest.id;
}

export type Credentials = { readonly email: EmailAddress; readonly password: string };

/** Where somebody signs in, and as whom they were there until now. */
export type Browser = {
	readonly origin: Origin;
	readonly present: { readonly user: User; readonly sessionId: SessionId } | undefined;
};

/**
 * Signs somebody in, in place of whoever was in this browser: a guest's rooms become theirs. The session is a new one,
 * so that nobody knows its token who knew the one before. An unknown address takes as long as a wrong password.
 * @throws CovibeError 'credentials-wrong' | 'slow-down'
 */
export async function signIn(sql: Sql, { email, password }: Credentials, browser: Browser): Promise<SessionToken> {
	const found = await findPassword(sql, email);
	if (!(await isPassword(password, found?.hash)) || !found) throw new CovibeError('credentials-wrong');
	return transaction(sql, async (tx) => {
		await requireSame(tx, found);
		await welcome(tx, found.userId);
		const { present, origin } = browser;
		if (present) await leave(tx, present, found.userId);
		return createSession(tx, found.userId, origin);
	});
}

type StoredPassword = { readonly userId: UserId; readonly hash: string };

async function findPassword(sql: Queries, email: EmailAddress): Promise<StoredPassword | undefined> {
	const [row] = await sql<{ user_id: string; password_hash: string }[]>`
		SELECT user_id, password_hash FROM account WHERE email = ${email}`;
	const userId = parseUserId(row?.user_id);
	return row && userId && { userId, hash: row.password_hash };
}

/** The password is still the one that was compared: it may have been changed meanwhile, and all sessions ended for it. */
async function requireSame(tx: Transaction, { userId, hash }: StoredPassword): Promise<void> {
	const [row] = await tx`SELECT FROM account WHERE user_id = ${userId} AND password_hash = ${hash} FOR UPDATE`;
	if (!row) throw new CovibeError('credentials-wrong');
}

/** With the first sign-in a guest becomes an account; sessions from before it knew no password, and end. */
async function welcome(tx: Transaction, userId: UserId): Promise<void> {
	const [isFirst] = await tx`
		UPDATE account SET first_used_at = now() WHERE user_id = ${userId} AND first_used_at IS NULL RETURNING user_id`;
	if (!isFirst) return;
	await tx`UPDATE app_user SET kind = 'account' WHERE id = ${userId}`;
	await endSessions(tx, userId);
}

async function leave(tx: Transaction, present: NonNullable<Browser['present']>, userId: UserId): Promise<void> {
	await tx`DELETE FROM session WHERE id = ${present.sessionId}`;
	if (present.user.kind === 'guest' && present.user.id !== userId)
		await moveGuest(tx, { from: present.user.id, to: userId });
}

/**
 * Gives somebody who knows their password a new one. All their other sessions end, and this one gets a new token.
 * @throws CovibeError 'credentials-wrong' | 'slow-down'
 */
export async function changePassword(
	sql: Sql,
	change: { userId: UserId; present: string; next: string; origin: Origin },
): Promise<SessionToken> {
	const { userId, present, next, origin } = change;
	const stored = await requirePassword(sql, userId, present);
	const hash = await hashPassword(next);
	return transaction(sql, async (tx) => {
		await requireSame(tx, stored);
		await setPassword(tx, userId, hash);
		return createSession(tx, userId, origin);
	});
}

/** @throws CovibeError 'credentials-wrong' | 'slow-down' */
export async function requirePassword(sql: Sql, userId: UserId, password: string): Promise<StoredPassword> {
	const [row] = await sql<{ password_hash: string }[]>`SELECT password_hash FROM account WHERE user_id = ${userId}`;
	if (!(await isPassword(password, row?.password_hash)) || !row) throw new CovibeError('credentials-wrong');
	return { userId, hash: row.password_hash };
}

/** Sets a password and ends all sessions; links to reset it open nothing any more. */
export async function setPassword(tx: Transaction, userId: UserId, hash: string): Promise<void> {
	await tx`UPDATE account SET password_hash = ${hash}, password_at = now() WHERE user_id = ${userId}`;
	await tx`DELETE FROM password_reset WHERE user_id = ${userId}`;
	await endSessions(tx, userId);
}
