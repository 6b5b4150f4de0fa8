import { parseRole, type ProjectId, type Role, type UserId } from '@covibe/shared';
import type { Sql } from './sql.ts';
import { parseUserRow, type User, type UserRow } from './users.ts';

/** What one person may do in one project now. */
export type Grant = {
	readonly projectId: ProjectId;
	readonly projectName: string;
	readonly role: Role;
	readonly user: User;
};

/** Undefined alike for a project that does not exist and for one that this person is no member of. */
export async function findGrant(sql: Sql, projectId: ProjectId, userId: UserId): Promise<Grant | undefined> {
	const [row] = await sql<(UserRow & { role: string; project_name: string })[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour, membership.role, project.name AS project_name
		FROM membership
		JOIN project ON project.id = membership.project_id
		JOIN app_user ON app_user.id = membership.user_id
		WHERE membership.project_id = ${projectId} AND membership.user_id = ${userId}`;
	const role = parseRole(row?.role);
	if (!row || !role) return undefined;
	return { projectId, projectName: row.project_name, role, user: parseUserRow(row) };
}

/** Gives a person a role; one that they have already is raised, never lowered. */
export async function addMember(sql: Sql, member: { projectId: ProjectId; userId: UserId; role: Role }): Promise<void> {
	await sql`
		INSERT INTO membership (project_id, user_id, role)
		VALUES (${member.projectId}, ${member.userId}, ${member.role})
		ON CONFLICT (project_id, user_id) DO UPDATE SET role = EXCLUDED.role
		WHERE membership.role = 'viewer'`;
}

/** Notes that a person opened a room, for the order of their recent rooms. */
export async function noteOpened(sql: Sql, projectId: ProjectId, userId: UserId): Promise<void> {
	await sql`UPDATE membership SET opened_at = now() WHERE project_id = ${projectId} AND user_id = ${userId}`;
}
