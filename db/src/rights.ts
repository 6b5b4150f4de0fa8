import { parseProjectId, parseUserId, type ProjectId, type UserId } from '@covibe/shared';
import { parseSessionId, type SessionId } from './sessions.ts';
import type { Queries, Sql } from './sql.ts';

/** Somebody whose role in a room changed, or ended; a room whose rules changed; or a session that ended. */
export type RightChange =
	| { readonly kind: 'role'; readonly projectId: ProjectId; readonly userId: UserId }
	| { readonly kind: 'rules'; readonly projectId: ProjectId }
	| { readonly kind: 'session'; readonly sessionId: SessionId };

/** Where the next look begins: the oldest transaction that was open during this one may still write something. */
export type RightsCursor = string & { readonly brand: 'RightsCursor' };

/** Longer than any process can be behind and still hold its sockets. */
const KEPT_HOURS = 24;

/** A place to begin from: what is committed later is seen by the looks that follow. */
export async function openRightsCursor(sql: Queries): Promise<RightsCursor> {
	const [row] = await sql<{ oldest: string }[]>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest`;
	return row?.oldest as RightsCursor;
}

type ChangeRow = { oldest: string; project_id: string | null; user_id: string | null; session_id: string | null };

/** What changed since; some of it may come twice. */
export async function readRightChanges(
	sql: Queries,
	cursor: RightsCursor,
): Promise<{ readonly changes: readonly RightChange[]; readonly next: RightsCursor }> {
	// One statement has one snapshot: nothing is committed between the rows and the place to go on from.
	const rows = await sql<ChangeRow[]>`
		SELECT DISTINCT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest, project_id, user_id, session_id
		FROM (SELECT) AS always
		LEFT JOIN right_change ON transaction >= ${cursor}::text::xid8`;
	return { changes: rows.flatMap(parseChange), next: (rows[0]?.oldest ?? cursor) as RightsCursor };
}

function parseChange(row: ChangeRow): RightChange[] {
	const sessionId = parseSessionId(row.session_id);
	if (sessionId) return [{ kind: 'session', sessionId }];
	const projectId = parseProjectId(row.project_id);
	const userId = parseUserId(row.user_id);
	if (!projectId) return [];
	return [userId ? { kind: 'role', projectId, userId } : { kind: 'rules', projectId }];
}

export async function forgetRightChanges(sql: Sql): Promise<void> {
	await sql`DELETE FROM right_change WHERE at < now() - make_interval(hours => ${KEPT_HOURS})`;
}
