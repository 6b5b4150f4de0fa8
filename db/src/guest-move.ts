import type { UserId } from '@covibe/shared';
import { endSessions } from './sessions.ts';
import type { Transaction } from './sql.ts';

type Move = { readonly from: UserId; readonly to: UserId };

/**
 * Makes all that a guest has an account's own: rooms, what they wrote, what they asked for. Then the guest is gone, with
 * their sessions, and their provider keys, which are sealed for them alone. One who signed up and has not come back yet
 * stays, for their account.
 */
export async function moveGuest(tx: Transaction, move: Move): Promise<void> {
	await moveRemovals(tx, move);
	await moveMemberships(tx, move);
	await moveWork(tx, move);
	await moveReadMarks(tx, move);
	await endSessions(tx, move.from);
	await tx`
		DELETE FROM app_user WHERE id = ${move.from} AND NOT EXISTS (SELECT FROM account WHERE user_id = ${move.from})`;
}

/** Who was removed as a guest does not come back as an account, unless the account is in the room already. */
async function moveRemovals(tx: Transaction, { from, to }: Move): Promise<void> {
	await tx`
		INSERT INTO removal (project_id, user_id, removed_by, at)
		SELECT project_id, ${to}, removed_by, at FROM removal
		WHERE user_id = ${from} AND NOT EXISTS (
			SELECT FROM membership WHERE membership.project_id = removal.project_id AND membership.user_id = ${to})
		ON CONFLICT (project_id, user_id) DO NOTHING`;
}

/**
 * Deleted and inserted, and not updated, so that the guest's open sockets hear of it. Of two roles the higher one stays,
 * unless somebody chose the account's; a room keeps its owner in any case. Who was removed as an account stays out.
 */
async function moveMemberships(tx: Transaction, { from, to }: Move): Promise<void> {
	await tx`
		WITH gone AS (DELETE FROM membership WHERE user_id = ${from} RETURNING *)
		INSERT INTO membership (project_id, user_id, role, joined_at, opened_at, link_id, is_role_set)
		SELECT project_id, ${to}, role, joined_at, opened_at, link_id, is_role_set FROM gone
		WHERE role = 'owner' OR NOT EXISTS (
			SELECT FROM removal WHERE removal.project_id = gone.project_id AND removal.user_id = ${to})
		ON CONFLICT (project_id, user_id) DO UPDATE
		SET role = EXCLUDED.role, opened_at = greatest(membership.opened_at, EXCLUDED.opened_at)
		WHERE EXCLUDED.role = 'owner' OR (NOT membership.is_role_set AND ${rank(tx, 'EXCLUDED')} > ${rank(tx, 'membership')})`;
}

function rank(tx: Transaction, table: 'EXCLUDED' | 'membership') {
	const role = table === 'EXCLUDED' ? tx`EXCLUDED.role` : tx`membership.role`;
	return tx`array_position(ARRAY['viewer', 'commenter', 'editor', 'admin', 'owner'], ${role})`;
}

async function moveWork(tx: Transaction, { from, to }: Move): Promise<void> {
	await tx`UPDATE share_link SET created_by = ${to} WHERE created_by = ${from}`;
	await tx`UPDATE removal SET removed_by = ${to} WHERE removed_by = ${from}`;
	await tx`UPDATE doc_client SET user_id = ${to} WHERE user_id = ${from}`;
	await tx`UPDATE chat_thread SET created_by = ${to} WHERE created_by = ${from}`;
	// Keys keep a page from sending twice what it has just sent; those of two people may be the same.
	await tx`UPDATE chat_message SET author_id = ${to}, idempotency_key = NULL WHERE author_id = ${from}`;
	await tx`UPDATE turn SET asker_id = ${to} WHERE asker_id = ${from}`;
	await tx`UPDATE turn_attempt SET user_id = ${to} WHERE user_id = ${from}`;
}

async function moveReadMarks(tx: Transaction, { from, to }: Move): Promise<void> {
	await tx`
		INSERT INTO read_mark (user_id, thread_id, position)
		SELECT ${to}, thread_id, position FROM read_mark WHERE user_id = ${from}
		ON CONFLICT (thread_id, user_id) DO UPDATE SET position = greatest(read_mark.position, EXCLUDED.position)`;
}
