import {
	type CompletionAnswer,
	type CompletionRequest,
	parseCompletionAnswer,
	parseCompletionRequest,
	type ProjectId,
	type UserId,
} from '@covibe/shared';
import { createCompletionId } from './ids.ts';
import type { Sql } from './sql.ts';

/** Whoever asked has typed on by then. */
const FORGOTTEN_AFTER_MS = 60_000;

export type CompletionId = string;

/** A request that this process works on. */
export type ClaimedCompletion = {
	readonly id: CompletionId;
	readonly projectId: ProjectId;
	readonly userId: UserId;
	readonly request: CompletionRequest;
};

export async function askCompletion(sql: Sql, asked: Omit<ClaimedCompletion, 'id'>): Promise<CompletionId> {
	const id = createCompletionId();
	await sql`DELETE FROM completion WHERE asked_at < now() - ${FORGOTTEN_AFTER_MS} * interval '1 millisecond'`;
	await sql`
		INSERT INTO completion (id, project_id, user_id, request)
		VALUES (${id}, ${asked.projectId}, ${asked.userId}, ${JSON.stringify(asked.request)})`;
	return id;
}

/** For one of those who ask; undefined when somebody else has it, or nobody wants it any more. */
export async function claimCompletion(sql: Sql, id: CompletionId): Promise<ClaimedCompletion | undefined> {
	const [row] = await sql<{ project_id: ProjectId; user_id: UserId; request: string }[]>`
		UPDATE completion SET claimed_at = now() WHERE id = ${id} AND claimed_at IS NULL
		RETURNING project_id, user_id, request`;
	return (
		row && {
			id,
			projectId: row.project_id,
			userId: row.user_id,
			request: parseCompletionRequest(JSON.parse(row.request)),
		}
	);
}

export async function answerCompletion(sql: Sql, id: CompletionId, answer: CompletionAnswer): Promise<void> {
	await sql`UPDATE completion SET answer = ${JSON.stringify(answer)} WHERE id = ${id}`;
}

/** Takes a request off the table, with its answer when there is one. */
export async function takeCompletion(sql: Sql, id: CompletionId): Promise<CompletionAnswer | undefined> {
	const [row] = await sql<{ answer: string | null }[]>`DELETE FROM completion WHERE id = ${id} RETURNING answer`;
	return typeof row?.answer === 'string' ? parseCompletionAnswer(JSON.parse(row.answer)) : undefined;
}
