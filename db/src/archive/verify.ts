import { parseProjectId, type ProjectId } from '@covibe/shared';
import type { Sql, Transaction } from '../sql.ts';
import { Replay } from './replay.ts';

/** What was found in one project. */
export type ProjectReport = {
	readonly projectId: ProjectId;
	readonly name: string;
	readonly rows: number;
	readonly bytes: number;
	/** Undefined: the log and its snapshot say the same, and can be replayed. */
	readonly fault: string | undefined;
};

/** Rows that are in memory at once. */
const ROWS_AT_ONCE = 200;

/** All projects, the oldest first. */
export async function listAllProjects(sql: Sql): Promise<{ readonly id: ProjectId; readonly name: string }[]> {
	const rows = await sql<{ id: string; name: string }[]>`SELECT id, name FROM project ORDER BY created_at, id`;
	return rows.flatMap(({ id, name }) => {
		const projectId = parseProjectId(id);
		return projectId ? [{ id: projectId, name }] : [];
	});
}

/** Replays a project's log from the first row, and compares it with its snapshot. People may type meanwhile. */
export async function verifyProject(
	sql: Sql,
	{ id, name }: { readonly id: ProjectId; readonly name: string },
): Promise<ProjectReport> {
	return await sql.begin('isolation level repeatable read read only', async (tx) => {
		const [snapshot] = await tx<{ seq: number; state: Buffer }[]>`
			SELECT seq, state FROM doc_snapshot WHERE project_id = ${id}`;
		const [log] = await tx<
			{ first: number | null }[]
		>`SELECT min(seq) AS first FROM doc_update WHERE project_id = ${id}`;
		const isTrimmed = snapshot !== undefined && (log?.first ?? snapshot.seq + 1) > 1;
		const replay = new Replay(isTrimmed ? snapshot : undefined);
		let [rows, bytes, fault] = [0, 0, undefined as string | undefined];
		for await (const row of rowsOf(tx, id, isTrimmed ? snapshot.seq : 0)) {
			replay.take(row);
			rows++;
			bytes += row.bytes.length;
			const isAtSnapshot = snapshot?.seq === row.seq && !isTrimmed;
			if (isAtSnapshot && replay.fault === undefined && !replay.equals(snapshot.state))
				fault ??= `the snapshot of row ${row.seq} is not what the log says`;
		}
		if (snapshot && snapshot.seq > replay.seq) fault ??= `the snapshot is of row ${snapshot.seq}, the log ends before`;
		return { projectId: id, name, rows, bytes, fault: replay.fault ?? fault };
	});
}

/** The rows of a log after `seq`, in order, some at a time. */
export async function* rowsOf(
	tx: Transaction,
	projectId: ProjectId,
	seq: number,
): AsyncGenerator<{ readonly seq: number; readonly bytes: Buffer; readonly at: Date }> {
	const cursor = tx<{ seq: number; bytes: Buffer; at: Date }[]>`
		SELECT seq, bytes, at FROM doc_update WHERE project_id = ${projectId} AND seq > ${seq} ORDER BY seq`;
	for await (const rows of cursor.cursor(ROWS_AT_ONCE)) yield* rows;
}
