import type { ProjectId, UserId } from '@covibe/shared';
import type { Queries, Sql } from './sql.ts';
import { transaction } from './sql.ts';

export type Attendance = { readonly projectId: ProjectId; readonly userId: UserId };

/** A process that has not told for so long is gone, and its people with it or elsewhere. Twice what it may be late. */
const STALE_MS = 40_000;

/** Tells who is in which room on one realtime process: all of them, each time. */
export async function recordAttendance(
	sql: Sql,
	{ node, people }: { node: string; people: readonly Attendance[] },
): Promise<void> {
	const projects = people.map(({ projectId }) => projectId);
	const users = people.map(({ userId }) => userId);
	await transaction(sql, async (tx) => {
		await tx`
			DELETE FROM attendance
			WHERE (node = ${node} AND (project_id, user_id) NOT IN (
					SELECT * FROM unnest(${projects}::text[], ${users}::text[])))
				OR seen_at < now() - make_interval(secs => ${(2 * STALE_MS) / 1_000})`;
		await tx`
			INSERT INTO attendance (node, project_id, user_id)
			SELECT ${node}, project, person FROM unnest(${projects}::text[], ${users}::text[]) AS here (project, person)
			ON CONFLICT (project_id, user_id, node) DO UPDATE SET seen_at = now()`;
	});
}

/** How many people besides this one are in a room now. */
export async function countOthers(sql: Queries, { projectId, userId }: Attendance): Promise<number> {
	const [row] = await sql<{ count: number }[]>`
		SELECT count(DISTINCT user_id) AS count FROM attendance
		WHERE project_id = ${projectId} AND user_id <> ${userId}
			AND seen_at > now() - make_interval(secs => ${STALE_MS / 1_000})`;
	return row?.count ?? 0;
}
