import {
	can,
	CovibeError,
	parseProjectId,
	parseRole,
	type ProjectId,
	type Role,
	type Shelf,
	type ShelfQuery,
	type UserId,
} from '@covibe/shared';
import type { Queries, Sql } from './sql.ts';

export type ShelvedRoom = {
	readonly id: ProjectId;
	readonly name: string;
	readonly role: Role;
	readonly openedAt: Date;
	readonly people: number;
	readonly owner: string | undefined;
	readonly isArchived: boolean;
	/** When a deleted room is gone for good. */
	readonly goneAt: Date | undefined;
};

/** Long enough to come back from a holiday. */
export const DELETED_KEPT_DAYS = 30;
/** As many as a page shows; the search is for the rest. */
const LISTED_ROOMS = 200;

type ShelfRow = {
	id: string;
	name: string;
	role: string;
	opened_at: Date;
	archived_at: Date | null;
	gone_at: Date | null;
	people: number;
	owner: string | null;
};

/** The rooms of one person that a query finds, and whether there are more than are listed. */
export async function readShelf(
	sql: Queries,
	userId: UserId,
	{ shelf, search, order }: ShelfQuery,
): Promise<{ readonly rooms: readonly ShelvedRoom[]; readonly hasMore: boolean }> {
	const rows = await sql<ShelfRow[]>`
		SELECT project.id, project.name, own.role, own.opened_at, own.archived_at,
			project.deleted_at + make_interval(days => ${DELETED_KEPT_DAYS}) AS gone_at,
			(SELECT count(*)::int FROM membership WHERE project_id = project.id) AS people,
			(SELECT app_user.name FROM membership JOIN app_user ON app_user.id = membership.user_id
				WHERE membership.project_id = project.id AND membership.role = 'owner' LIMIT 1) AS owner
		FROM membership AS own JOIN project ON project.id = own.project_id
		WHERE own.user_id = ${userId} AND ${isOnShelf(sql, shelf)}
			AND (${search} = '' OR position(lower(${search}) IN lower(project.name)) > 0)
		ORDER BY ${order === 'name' ? sql`lower(project.name), project.id` : sql`own.opened_at DESC, project.id`}
		LIMIT ${LISTED_ROOMS + 1}`;
	const rooms = rows.slice(0, LISTED_ROOMS).flatMap(parseShelfRow);
	return { rooms, hasMore: rows.length > LISTED_ROOMS };
}

function isOnShelf(sql: Queries, shelf: Shelf) {
	if (shelf === 'deleted') return sql`project.deleted_at IS NOT NULL AND own.role = 'owner'`;
	const isThere = sql`project.deleted_at IS NULL`;
	if (shelf === 'archived') return sql`${isThere} AND own.archived_at IS NOT NULL`;
	const isOut = sql`${isThere} AND own.archived_at IS NULL`;
	if (shelf === 'mine') return sql`${isOut} AND own.role = 'owner'`;
	return shelf === 'shared' ? sql`${isOut} AND own.role <> 'owner'` : isOut;
}

function parseShelfRow(row: ShelfRow): ShelvedRoom[] {
	const id = parseProjectId(row.id);
	const role = parseRole(row.role);
	if (!id || !role) return [];
	const { name, opened_at: openedAt, people } = row;
	const [owner, goneAt] = [row.owner ?? undefined, row.gone_at ?? undefined];
	return [{ id, name, role, openedAt, people, owner, isArchived: row.archived_at !== null, goneAt }];
}

type Place = { readonly projectId: ProjectId; readonly userId: UserId };

/** Puts a room away for one person, or takes it out again. @throws CovibeError 'not-found' */
export async function setArchived(sql: Sql, { projectId, userId }: Place, isArchived: boolean): Promise<void> {
	const rows = await sql`
		UPDATE membership SET archived_at = ${isArchived ? sql`coalesce(archived_at, now())` : sql`NULL`}
		WHERE project_id = ${projectId} AND user_id = ${userId} RETURNING project_id`;
	if (rows.length === 0) throw new CovibeError('not-found');
}

/** Takes a person out of a room, of their own will: a link lets them in again. @throws CovibeError 'not-found' | 'forbidden' for its owner */
export async function leaveProject(sql: Sql, { projectId, userId }: Place): Promise<void> {
	const [row] = await sql<{ role: string }[]>`
		SELECT role FROM membership WHERE project_id = ${projectId} AND user_id = ${userId}`;
	if (!row) throw new CovibeError('not-found');
	// In the same statement as the look: a room may be handed over meanwhile.
	const gone = await sql`
		DELETE FROM membership WHERE project_id = ${projectId} AND user_id = ${userId} AND role <> 'owner'
		RETURNING project_id`;
	if (gone.length === 0) throw new CovibeError('forbidden', { detail: 'Hand this room over before you leave it.' });
}

/** Deletes a room for everybody, or brings it back while it is kept. @throws CovibeError 'not-found' | 'forbidden' */
export async function setDeleted(sql: Sql, { projectId, userId }: Place, isDeleted: boolean): Promise<void> {
	const [row] = await sql<{ role: string }[]>`
		SELECT role FROM membership WHERE project_id = ${projectId} AND user_id = ${userId}`;
	const role = parseRole(row?.role);
	if (!role) throw new CovibeError('not-found');
	if (!can(role, 'delete-project')) throw new CovibeError('forbidden');
	await sql`
		UPDATE project SET deleted_at = ${isDeleted ? sql`coalesce(deleted_at, now())` : sql`NULL`}
		WHERE id = ${projectId} AND EXISTS (
			SELECT FROM membership WHERE project_id = ${projectId} AND user_id = ${userId} AND role = ${role})`;
}

/** Sweeps away rooms whose time to come back is over, with all that hangs on them. */
export async function sweepDeletedProjects(sql: Sql): Promise<void> {
	await sql`DELETE FROM project WHERE deleted_at < now() - make_interval(days => ${DELETED_KEPT_DAYS})`;
}
