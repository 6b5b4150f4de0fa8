import { appendUpdates, loadLog, readUpdates, retractUpdate, saveSnapshot, type Sql } from '@covibe/db';
import type { UpdateLog } from './log.ts';

/** The log in PostgreSQL; the connections stay the caller's. */
export function createPostgresLog(sql: Sql): UpdateLog {
	return {
		load: (projectId) => loadLog(sql, projectId),
		read: (projectId, seq) => readUpdates(sql, projectId, seq),
		append: (rows) => appendUpdates(sql, rows),
		retract: (row) => retractUpdate(sql, row),
		saveSnapshot: (projectId, { seq, state }) => saveSnapshot(sql, { projectId, seq, state }),
	};
}
