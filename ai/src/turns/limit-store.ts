import { changeAiUse, type Sql } from '@covibe/db';
import type { LimitStore } from './limits.ts';

/** Keeps it in PostgreSQL: for all ai processes together, and over restarts. */
export function createSqlLimitStore(sql: Sql): LimitStore {
	return { change: (names, change) => changeAiUse(sql, names, change) };
}
