import { parseProjectId, parseRole, type ProjectId, type Role, type UserId } from '@covibe/shared';
import { createProjectId } from './ids.ts';
import { type Sql, transaction } from './sql.ts';

export type ProjectSummary = {
	readonly id: ProjectId;
	readonly name: string;
	readonly role: Role;
	readonly openedAt: Date;
};

/** How many recent rooms are listed; the dashboard's search is for the rest. */
const RECENT_LIMIT = 50;

/**
 * Makes a project with its owner and, in the same transaction, the first row of its log.
 * `seed` is a Yjs update (V1); it is written here once, so that no client ever has to fill an empty room.
 */
export async function createProject(
	sql: Sql,
	project: { name: string; ownerId: UserId; seed: Uint8Array | undefined },
): Promise<ProjectId> {
	const id = createProjectId();
	await transaction(sql, async (tx) => {
		await tx`INSERT INTO project (id, name) VALUES (${id}, ${project.name})`;
		await tx`INSERT INTO membership (project_id, user_id, role) VALUES (${id}, ${project.ownerId}, 'owner')`;
		await tx`INSERT INTO chat_thread (id, project_id, title) VALUES (${id}, ${id}, 'Chat')`;
		if (project.seed)
			await tx`INSERT INTO doc_update (project_id, seq, bytes) VALUES (${id}, 1, ${Buffer.from(project.seed)})`;
	});
	return id;
}

/** The rooms of one person, most recently opened first. */
export async function listProjects(sql: Sql, userId: UserId): Promise<ProjectSummary[]> {
	const rows = await sql<{ id: string; name: string; role: string; opened_at: Date }[]>`
		SELECT project.id, project.name, membership.role, membership.opened_at
		FROM membership JOIN project ON project.id = membership.project_id
		WHERE membership.user_id = ${userId} AND membership.archived_at IS NULL AND project.deleted_at IS NULL
		ORDER BY membership.opened_at DESC
		LIMIT ${RECENT_LIMIT}`;
	return rows.flatMap((row) => {
		const id = parseProjectId(row.id);
		const role = parseRole(row.role);
		return id && role ? [{ id, name: row.name, role, openedAt: row.opened_at }] : [];
	});
}

/** `name` has been through parseProjectName. */
export async function renameProject(sql: Sql, projectId: ProjectId, name: string): Promise<void> {
	await sql`UPDATE project SET name = ${name} WHERE id = ${projectId}`;
}
