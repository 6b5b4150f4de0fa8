import { CovibeError, type EmailAddress, parseUserId, type UserId } from '@covibe/shared';
import { setPassword } from './accounts.ts';
import { createToken, hashToken } from './ids.ts';
import { hashPassword } from './passwords.ts';
import { type Queries, type Sql, transaction } from './sql.ts';

/** Long enough for a person who hands a link on by hand. */
export const RESET_LIFETIME_HOURS = 24;

/** A token with which the account's owner chooses a new password, once; undefined when the address has no account. */
export async function createReset(sql: Sql, email: EmailAddress): Promise<string | undefined> {
	const token = createToken();
	const rows = await sql`
		INSERT INTO password_reset (token_hash, user_id, expires_at)
		SELECT ${hashToken(token)}, user_id, now() + make_interval(hours => ${RESET_LIFETIME_HOURS})
		FROM account WHERE email = ${email} RETURNING user_id`;
	return rows.length === 1 ? token : undefined;
}

/** Whose password a token resets. Undefined for one that was used, is too old, or was never one. */
export async function findReset(
	sql: Queries,
	token: string,
): Promise<{ userId: UserId; email: EmailAddress } | undefined> {
	if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
	const [row] = await sql<{ user_id: string; email: EmailAddress }[]>`
		SELECT account.user_id, account.email
		FROM password_reset JOIN account ON account.user_id = password_reset.user_id
		WHERE password_reset.token_hash = ${hashToken(token)} AND password_reset.expires_at > now()`;
	const userId = parseUserId(row?.user_id);
	return row && userId && { userId, email: row.email };
}

/**
 * Sets the password that a link was made for, and ends all sessions of its person. The link is used up.
 * @throws CovibeError 'reset-link-invalid' | 'slow-down'
 */
export async function resetPassword(sql: Sql, token: string, password: string): Promise<void> {
	// Before the hash: a link that is none must cost nothing.
	if (!(await findReset(sql, token))) throw new CovibeError('reset-link-invalid');
	const hash = await hashPassword(password);
	await transaction(sql, async (tx) => {
		// Whoever deletes it has used it.
		const [used] = await tx<{ user_id: string }[]>`
			DELETE FROM password_reset WHERE token_hash = ${hashToken(token)} AND expires_at > now() RETURNING user_id`;
		const userId = parseUserId(used?.user_id);
		if (!userId) throw new CovibeError('reset-link-invalid');
		await setPassword(tx, userId, hash);
	});
}
