import {
	CovibeError,
	isAtLeast,
	mayChangeRole,
	parseRole,
	parseUserId,
	type ProjectId,
	type Role,
	type RoomRules,
	type UserId,
} from '@covibe/shared';
import { parseRulesRow, type RulesRow } from './room-rules.ts';
import { type Queries, type Sql, transaction } from './sql.ts';
import { parseUserRow, type User, type UserRow } from './users.ts';

/** What one person may do in one project now. */
export type Grant = {
	readonly projectId: ProjectId;
	readonly projectName: string;
	readonly role: Role;
	readonly user: User;
	/** As they were when this was looked up. */
	readonly rules: RoomRules;
};

/** Somebody who may come into a room, whether they are there or not. */
export type Member = {
	readonly user: User;
	readonly role: Role;
	readonly joinedAt: Date;
	/** The share link that they came by. */
	readonly linkId: string | undefined;
};

/** Somebody who was removed and may not come back by a link. */
export type Removal = { readonly user: User; readonly at: Date };

/** Undefined alike for a project that does not exist, or is deleted, and for one that this person is no member of. */
export async function findGrant(sql: Queries, projectId: ProjectId, userId: UserId): Promise<Grant | undefined> {
	const [row] = await sql<(UserRow & RulesRow & { role: string; project_name: string })[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour, membership.role, project.name AS project_name,
			project.is_frozen, project.max_people, project.rules_version
		FROM membership
		JOIN project ON project.id = membership.project_id
		JOIN app_user ON app_user.id = membership.user_id
		WHERE membership.project_id = ${projectId} AND membership.user_id = ${userId} AND project.deleted_at IS NULL`;
	const role = parseRole(row?.role);
	if (!row || !role) return undefined;
	return { projectId, projectName: row.project_name, role, user: parseUserRow(row), rules: parseRulesRow(row) };
}

/**
 * Gives a person a role. One that they have already is raised, never lowered, and not even raised when somebody chose
 * it for them. @returns whether anything changed. @throws CovibeError 'removed'
 */
export async function addMember(
	tx: Queries,
	member: { projectId: ProjectId; userId: UserId; role: Role; linkId?: string },
): Promise<boolean> {
	const { projectId, userId, role, linkId } = member;
	if (await isRemoved(tx, projectId, userId)) throw new CovibeError('removed');
	const [row] = await tx<{ role: string; is_role_set: boolean }[]>`
		SELECT role, is_role_set FROM membership
		WHERE project_id = ${projectId} AND user_id = ${userId} FOR UPDATE`;
	const present = parseRole(row?.role);
	if (present && (row?.is_role_set || isAtLeast(present, role))) return false;
	await tx`
		INSERT INTO membership (project_id, user_id, role, link_id)
		VALUES (${projectId}, ${userId}, ${role}, ${linkId ?? null})
		ON CONFLICT (project_id, user_id) DO UPDATE SET role = EXCLUDED.role, link_id = EXCLUDED.link_id`;
	return true;
}

/** The members of a room in the order in which they came. */
export async function listMembers(sql: Queries, projectId: ProjectId): Promise<Member[]> {
	const rows = await sql<(UserRow & { role: string; joined_at: Date; link_id: string | null })[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour,
			membership.role, membership.joined_at, membership.link_id
		FROM membership JOIN app_user ON app_user.id = membership.user_id
		WHERE membership.project_id = ${projectId}
		ORDER BY membership.joined_at, app_user.id`;
	return rows.flatMap((row) => {
		const role = parseRole(row.role);
		return role ? [{ user: parseUserRow(row), role, joinedAt: row.joined_at, linkId: row.link_id ?? undefined }] : [];
	});
}

type Change = { readonly actor: Grant; readonly userId: UserId };

/**
 * Gives a member another role; `owner` hands the room over, and makes an admin of who had it.
 * @throws CovibeError 'forbidden' | 'member-unknown'
 */
export async function changeRole(sql: Sql, { actor, userId, role }: Change & { role: Role }): Promise<void> {
	const { projectId } = actor;
	await transaction(sql, async (tx) => {
		await requireReach(tx, { actor, userId, to: role });
		if (role === 'owner')
			await tx`UPDATE membership SET role = 'admin' WHERE project_id = ${projectId} AND role = 'owner'`;
		await tx`
			UPDATE membership SET role = ${role}, is_role_set = true
			WHERE project_id = ${projectId} AND user_id = ${userId}`;
	});
}

/** Takes somebody out of a room; no link lets them in again. @throws CovibeError 'forbidden' | 'member-unknown' */
export async function removeMember(sql: Sql, { actor, userId }: Change): Promise<void> {
	const { projectId } = actor;
	await transaction(sql, async (tx) => {
		await requireReach(tx, { actor, userId, to: undefined });
		await tx`DELETE FROM membership WHERE project_id = ${projectId} AND user_id = ${userId}`;
		await tx`
			INSERT INTO removal (project_id, user_id, removed_by) VALUES (${projectId}, ${userId}, ${actor.user.id})
			ON CONFLICT (project_id, user_id) DO NOTHING`;
	});
}

/** Whoever was removed, last first. */
export async function listRemovals(sql: Queries, projectId: ProjectId): Promise<Removal[]> {
	const rows = await sql<(UserRow & { at: Date })[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour, removal.at
		FROM removal JOIN app_user ON app_user.id = removal.user_id
		WHERE removal.project_id = ${projectId}
		ORDER BY removal.at DESC`;
	return rows.map((row) => ({ user: parseUserRow(row), at: row.at }));
}

export async function isRemoved(sql: Queries, projectId: ProjectId, userId: UserId): Promise<boolean> {
	const rows = await sql`SELECT FROM removal WHERE project_id = ${projectId} AND user_id = ${userId}`;
	return rows.length > 0;
}

/** Lets links work again for somebody who was removed. */
export async function forgiveRemoval(sql: Sql, projectId: ProjectId, userId: UserId): Promise<void> {
	await sql`DELETE FROM removal WHERE project_id = ${projectId} AND user_id = ${userId}`;
}

/** Both roles as they are in this transaction, so that two changes at once cannot lend each other rights. */
async function requireReach(tx: Queries, { actor, userId, to }: Change & { to: Role | undefined }): Promise<void> {
	const rows = await tx<{ user_id: string; role: string }[]>`
		SELECT user_id, role FROM membership
		WHERE project_id = ${actor.projectId} AND user_id IN (${actor.user.id}, ${userId})
		ORDER BY user_id FOR UPDATE`;
	const roleOf = (id: UserId) => parseRole(rows.find((row) => parseUserId(row.user_id) === id)?.role);
	const [own, from] = [roleOf(actor.user.id), roleOf(userId)];
	if (!from) throw new CovibeError('member-unknown');
	if (!own || userId === actor.user.id || !mayChangeRole(own, { from, to })) throw new CovibeError('forbidden');
}

/** Notes that a person opened a room, for the order of their recent rooms. */
export async function noteOpened(sql: Sql, projectId: ProjectId, userId: UserId): Promise<void> {
	await sql`UPDATE membership SET opened_at = now() WHERE project_id = ${projectId} AND user_id = ${userId}`;
}
