import type { ProjectId, RoomRules } from '@covibe/shared';
import type { Queries, Sql } from './sql.ts';

export type RulesRow = { is_frozen: boolean; max_people: number | null; rules_version: number };

export function parseRulesRow(row: RulesRow): RoomRules {
	return { isFrozen: row.is_frozen, maxPeople: row.max_people ?? undefined, version: row.rules_version };
}

/** Undefined for a room that is gone. */
export async function readRoomRules(sql: Queries, projectId: ProjectId): Promise<RoomRules | undefined> {
	const [row] = await sql<RulesRow[]>`
		SELECT is_frozen, max_people, rules_version FROM project WHERE id = ${projectId}`;
	return row && parseRulesRow(row);
}

/** Changes what is named, and returns the rules as they are then. */
export async function changeRoomRules(
	sql: Sql,
	projectId: ProjectId,
	change: { readonly isFrozen?: boolean; readonly maxPeople?: number | undefined },
): Promise<RoomRules | undefined> {
	const [row] = await sql<RulesRow[]>`
		UPDATE project SET rules_version = rules_version + 1,
			is_frozen = coalesce(${change.isFrozen ?? null}::boolean, is_frozen),
			max_people = ${'maxPeople' in change ? (change.maxPeople ?? null) : sql`max_people`}
		WHERE id = ${projectId}
		RETURNING is_frozen, max_people, rules_version`;
	return row && parseRulesRow(row);
}
