import type { ProjectId } from '@covibe/shared';
import type { Sql } from './sql.ts';

/** Beyond it the code and the model are other ones. */
const LIFETIME_MS = 86_400_000;
/** Of one room: the oldest answers go. */
const MOST_ANSWERS = 2_000;
const MOST_UNITS = 8_000_000;

/** SHA-256 of the whole request. */
export type RequestHash = Uint8Array;

/** The answer of a request of the last day, as it was kept; undefined when there is none. */
export async function findAnswer(sql: Sql, { projectId, request }: { projectId: ProjectId; request: RequestHash }) {
	const [row] = await sql<{ answer: string }[]>`
		SELECT answer FROM ai_answer WHERE project_id = ${projectId} AND request = ${request}
			AND at > now() - ${LIFETIME_MS} * interval '1 millisecond'`;
	return row && (JSON.parse(row.answer) as unknown);
}

/** Keeps an answer, and lets go of what is too old or too much. */
export async function keepAnswer(
	sql: Sql,
	kept: { projectId: ProjectId; request: RequestHash; answer: readonly object[] },
): Promise<void> {
	const { projectId, request } = kept;
	const answer = JSON.stringify(kept.answer);
	await sql`
		INSERT INTO ai_answer (project_id, request, answer, units)
		VALUES (${projectId}, ${request}, ${answer}, ${answer.length})
		ON CONFLICT (project_id, request) DO UPDATE SET answer = EXCLUDED.answer, units = EXCLUDED.units, at = now()`;
	await sql`
		WITH sized AS (
			SELECT request, row_number() OVER newest AS rank, sum(units) OVER newest AS total
			FROM ai_answer WHERE project_id = ${projectId} WINDOW newest AS (ORDER BY at DESC, request)
		)
		DELETE FROM ai_answer USING sized
		WHERE project_id = ${projectId} AND ai_answer.request = sized.request
			AND (rank > ${MOST_ANSWERS} OR total > ${MOST_UNITS})`;
	await sql`DELETE FROM ai_answer WHERE at < now() - ${LIFETIME_MS} * interval '1 millisecond'`;
}
