import { parseProjectId, type ProjectId, type UserId } from '@covibe/shared';
import { requirePassword } from './accounts.ts';
import { type Queries, type Sql, transaction, type Transaction } from './sql.ts';

/** What becomes of a room when its owner's account is deleted. */
export type RoomFate = {
	readonly projectId: ProjectId;
	readonly name: string;
	/** Who becomes its owner; undefined: nobody else may write in it, so it is deleted. */
	readonly heir: { readonly userId: UserId; readonly name: string } | undefined;
};

type FateRow = { id: string; name: string; heir_id: UserId | null; heir_name: string | null };

/**
 * What becomes of the rooms of which somebody is the owner: each goes to its admin who is longest in it, else to its
 * editor, people with an account before guests. Who may only look or comment does not become an owner by it.
 */
export async function foreseeDeletion(sql: Queries, userId: UserId): Promise<RoomFate[]> {
	const rows = await sql<FateRow[]>`
		SELECT project.id, project.name, heir.id AS heir_id, heir.name AS heir_name
		FROM membership JOIN project ON project.id = membership.project_id
		LEFT JOIN LATERAL (
			SELECT app_user.id, app_user.name
			FROM membership AS other JOIN app_user ON app_user.id = other.user_id
			WHERE other.project_id = project.id AND other.role IN ('admin', 'editor')
			ORDER BY other.role, app_user.kind, other.joined_at, app_user.id LIMIT 1
		) AS heir ON true
		WHERE membership.user_id = ${userId} AND membership.role = 'owner'
		ORDER BY project.name, project.id`;
	return rows.flatMap(({ id, name, heir_id: heirId, heir_name: heirName }) => {
		const projectId = parseProjectId(id);
		const heir = heirId && heirName !== null ? { userId: heirId, name: heirName } : undefined;
		return projectId ? [{ projectId, name, heir }] : [];
	});
}

/**
 * Deletes an account with its sessions, keys and links. Rooms go as `foreseeDeletion` says; what the person wrote in
 * other rooms stays, without their name. @throws CovibeError 'credentials-wrong' | 'slow-down'
 */
export async function deleteAccount(
	sql: Sql,
	{ userId, password }: { userId: UserId; password: string },
): Promise<void> {
	await requirePassword(sql, userId, password);
	await transaction(sql, async (tx) => {
		await holdRooms(tx, userId);
		for (const { projectId, heir } of await foreseeDeletion(tx, userId))
			if (heir)
				await tx`
					UPDATE membership SET role = 'owner', is_role_set = true
					WHERE project_id = ${projectId} AND user_id = ${heir.userId}`;
			else await tx`DELETE FROM project WHERE id = ${projectId}`;
		await tx`DELETE FROM app_user WHERE id = ${userId}`;
	});
}

/** Nobody comes into these rooms, or leaves, between seeing who inherits them and giving them away. */
async function holdRooms(tx: Transaction, userId: UserId): Promise<void> {
	const owned = tx`SELECT project_id FROM membership WHERE user_id = ${userId} AND role = 'owner'`;
	await tx`SELECT FROM project WHERE id IN (${owned}) ORDER BY id FOR UPDATE`;
	await tx`SELECT FROM membership WHERE project_id IN (${owned}) ORDER BY project_id, user_id FOR UPDATE`;
}
