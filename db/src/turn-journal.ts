import {
	type MessageId,
	parseProjectId,
	type ProjectId,
	type Turn,
	type TurnId,
	type TurnOutcome,
	type TurnUsage,
	type UserId,
} from '@covibe/shared';
import { postAnswer } from './chat.ts';
import { isUniqueViolation, type Queries, type Sql, type Transaction, transaction } from './sql.ts';
import { findTurn, mustFind, type StoredTurn } from './turns.ts';

/** Which life of a turn a worker works for; whatever it writes is checked against it. */
export type Lease = { readonly id: TurnId; readonly epoch: number };

/** A turn that this worker holds. */
export type ClaimedTurn = StoredTurn & { readonly askerId: UserId | undefined; readonly deliveries: number };

/**
 * How long a worker may be silent before another takes its turn. Three beats may be lost, and with a look at the queue
 * each half second a turn is taken within 3.5 s of its worker's death.
 */
export const LEASE_MS = 3_000;
/** A turn that took three workers down with it is not given to a fourth. */
const MAX_DELIVERIES = 3;
const DIED_TOO_OFTEN = 'This request was tried three times, and each time the program that worked on it broke down.';

/**
 * Takes the next turn that waits in a room where none runs, or one whose worker died. Of two workers that ask at once
 * each gets another turn, or none. `held` are turns that this worker works on: when it was too busy to renew a lease,
 * it goes on, and does not begin anew beside itself.
 */
export async function claimTurn(
	sql: Sql,
	{ worker, held = [] }: { worker: string; held?: readonly TurnId[] },
): Promise<ClaimedTurn | undefined> {
	try {
		const [row] = await sql<{ id: string; asker_id: string | null; deliveries: number; epoch: number }[]>`
			UPDATE turn SET state = 'running', epoch = epoch + 1, deliveries = deliveries + 1, worker = ${worker},
				lease_until = ${leaseEnd(sql)}, started_at = coalesce(started_at, now()), version = version + 1
			WHERE id = (
				SELECT id FROM turn candidate
				WHERE (state = 'running' AND lease_until < clock_timestamp() AND deliveries < ${MAX_DELIVERIES}
						AND id <> ALL(${[...held]}))
					OR (state = 'queued' AND NOT EXISTS (
						SELECT 1 FROM turn other
						WHERE other.project_id = candidate.project_id AND (other.state = 'running'
							OR (other.state = 'queued' AND (other.queued_at, other.id) < (candidate.queued_at, candidate.id)))))
				ORDER BY queued_at
				LIMIT 1
				FOR UPDATE SKIP LOCKED)
			RETURNING id, asker_id, deliveries, epoch`;
		const found = row && (await findTurn(sql, row.id as TurnId));
		if (!found) return undefined;
		// The epoch is that of this claim, also when another worker has made one since: it is what tells them apart.
		const turn = { ...found.turn, epoch: row.epoch };
		return { ...found, turn, askerId: (row.asker_id ?? undefined) as UserId | undefined, deliveries: row.deliveries };
	} catch (error) {
		// Another worker was faster in this room; the index lets one in.
		if (isUniqueViolation(error)) return undefined;
		throw error;
	}
}

function leaseEnd(sql: Queries) {
	return sql`clock_timestamp() + make_interval(secs => ${LEASE_MS / 1_000})`;
}

/** Proves that the worker lives; stores how far the answer is. False when the turn is no longer its own: stop at once. */
export async function renewLease(sql: Queries, { id, epoch }: Lease, answerText?: string): Promise<boolean> {
	const rows = await sql`
		UPDATE turn SET lease_until = ${leaseEnd(sql)}, answer_text = coalesce(${answerText ?? null}, answer_text)
		WHERE id = ${id} AND epoch = ${epoch} AND state = 'running'
		RETURNING id`;
	return rows.length === 1;
}

/** How a turn came out. */
export type TurnEnd = {
	/** `waiting`: a plan is written, and a person is to approve it. */
	readonly state: 'done' | 'failed' | 'cancelled' | 'waiting';
	/** What the chat shows, Markdown. */
	readonly text: string;
	readonly agentName: string;
	/** The model that answered, which a fallback may have changed. */
	readonly model: string;
	readonly outcomes: readonly TurnOutcome[];
	/** Why it failed, as a sentence. */
	readonly failure?: string | undefined;
};

/** A turn that has ended, and the message that it left. */
export type EndedTurn = StoredTurn & { readonly answer: MessageId | undefined };

/** Ends a turn and posts its answer, in one transaction. Undefined when it is no longer the worker's: nothing was written. */
export async function finishTurn(sql: Sql, lease: Lease, end: TurnEnd): Promise<EndedTurn | undefined> {
	return transaction(sql, async (tx) => {
		const [row] = await tx<{ project_id: string; thread_id: string }[]>`
			UPDATE turn SET state = ${end.state}, lease_until = NULL, worker = NULL, model = ${end.model},
				agent_name = ${end.agentName}, outcomes = ${tx.json(end.outcomes)}, failure = ${end.failure ?? null},
				ended_at = CASE WHEN ${end.state} = 'waiting' THEN NULL ELSE now() END
			WHERE id = ${lease.id} AND epoch = ${lease.epoch} AND state = 'running'
			RETURNING project_id, thread_id`;
		return row && close(tx, lease.id, end.text === '' ? (end.failure ?? '') : end.text);
	});
}

/** Stops a turn for a person; what was written so far becomes its answer. Undefined when it was over already. */
export async function cancelTurn(
	sql: Sql,
	{ id, projectId }: { id: TurnId; projectId: ProjectId },
): Promise<EndedTurn | undefined> {
	return transaction(sql, async (tx) => {
		const [row] = await tx<{ answer_text: string }[]>`
			UPDATE turn SET state = 'cancelled', lease_until = NULL, worker = NULL, ended_at = now()
			WHERE id = ${id} AND project_id = ${projectId} AND state IN ('queued', 'running', 'waiting')
			RETURNING answer_text`;
		return row && close(tx, id, row.answer_text);
	});
}

/**
 * Completes the answer of a turn that a person stopped: what its worker had written since it was last stored, and what
 * it did. Undefined when the turn is not one that this worker held.
 */
export async function completeCancelledTurn(
	sql: Sql,
	{ id, epoch }: Lease,
	end: Omit<TurnEnd, 'state' | 'failure'>,
): Promise<EndedTurn | undefined> {
	return transaction(sql, async (tx) => {
		const [row] = await tx<{ answer_id: string | null }[]>`
			UPDATE turn SET model = ${end.model}, agent_name = ${end.agentName}, outcomes = ${tx.json(end.outcomes)}
			WHERE id = ${id} AND epoch = ${epoch} AND state = 'cancelled'
			RETURNING answer_id`;
		if (!row) return undefined;
		if (row.answer_id === null) return close(tx, id, end.text);
		await tx`
			UPDATE chat_message SET text = ${end.text}, agent_name = ${end.agentName}, agent_model = ${end.model},
				version = version + 1
			WHERE id = ${row.answer_id} AND deleted_at IS NULL AND char_length(text) < ${end.text.length}`;
		const usage = await sumUsage(tx, id);
		await tx`UPDATE turn SET usage = ${usage ? tx.json(usage) : null}, version = version + 1 WHERE id = ${id}`;
		const found = await findTurn(tx, id);
		return found && { ...found, answer: row.answer_id as MessageId };
	});
}

/** Gives a turn back in order, so that another worker goes on with it at once; it does not count as a delivery. */
export async function handBackTurn(sql: Sql, { id, epoch }: Lease, answerText: string): Promise<boolean> {
	const rows = await sql`
		UPDATE turn SET state = 'queued', lease_until = NULL, worker = NULL, deliveries = deliveries - 1,
			epoch = epoch + 1, version = version + 1, answer_text = ${answerText}
		WHERE id = ${id} AND epoch = ${epoch} AND state = 'running'
		RETURNING id`;
	return rows.length === 1;
}

/** For a worker that was too busy to keep its lease: it did not die of the turn, so its delivery does not count. */
export async function forgiveDelivery(sql: Sql, { id, epoch }: Lease): Promise<void> {
	await sql`
		UPDATE turn SET deliveries = deliveries - 1
		WHERE id = ${id} AND epoch > ${epoch} AND state = 'running' AND deliveries > 1`;
}

/** Fails the turns whose last allowed worker died. Any worker calls it now and then. */
export async function failAbandonedTurns(sql: Sql): Promise<EndedTurn[]> {
	return transaction(sql, async (tx) => {
		const rows = await tx<{ id: string; answer_text: string }[]>`
			UPDATE turn SET state = 'failed', lease_until = NULL, worker = NULL, ended_at = now(), failure = ${DIED_TOO_OFTEN}
			WHERE id IN (
				SELECT id FROM turn
				WHERE state = 'running' AND lease_until < clock_timestamp() AND deliveries >= ${MAX_DELIVERIES}
				FOR UPDATE SKIP LOCKED)
			RETURNING id, answer_text`;
		const ended: EndedTurn[] = [];
		for (const row of rows)
			ended.push(await close(tx, row.id as TurnId, [row.answer_text, DIED_TOO_OFTEN].join('\n\n').trim()));
		return ended;
	});
}

/** Posts the answer of a turn whose state was just set, and sums up what it cost. */
async function close(tx: Transaction, id: TurnId, text: string): Promise<EndedTurn> {
	const [row] = await tx<{ project_id: string; agent_name: string; model: string }[]>`
		SELECT project_id, agent_name, model FROM turn WHERE id = ${id}`;
	const projectId = parseProjectId(row?.project_id);
	if (!row || !projectId) throw new Error('a turn that was just written is gone');
	const { thread } = await mustFind(tx, id);
	const answer =
		text === ''
			? undefined
			: await postAnswer(tx, { projectId, threadId: thread, turnId: id, name: row.agent_name, model: row.model, text });
	const usage = await sumUsage(tx, id);
	await tx`
		UPDATE turn SET answer_id = ${answer ?? null}, usage = ${usage ? tx.json(usage) : null}, answer_text = '',
			version = version + 1
		WHERE id = ${id}`;
	const turn: Turn = await mustFind(tx, id);
	return { projectId, turn, answer };
}

async function sumUsage(tx: Transaction, id: TurnId): Promise<TurnUsage | undefined> {
	const [row] = await tx<
		{
			attempts: number;
			input: number;
			cached: number;
			output: number;
			micro_usd: number | null;
			is_estimated: boolean;
		}[]
	>`
		SELECT count(*) AS attempts, coalesce(sum(input_tokens + cache_write_tokens), 0) AS input,
			coalesce(sum(cached_tokens), 0) AS cached, coalesce(sum(output_tokens), 0) AS output,
			-- A sum with an unpriced part in it would be a wrong price.
			CASE WHEN bool_or(micro_usd IS NULL) THEN NULL ELSE sum(micro_usd)::bigint END AS micro_usd,
			coalesce(bool_or(is_estimated), false) AS is_estimated
		FROM turn_attempt WHERE turn_id = ${id}`;
	if (!row || row.attempts === 0) return undefined;
	return {
		inputTokens: row.input,
		cachedTokens: row.cached,
		outputTokens: row.output,
		microUsd: row.micro_usd ?? undefined,
		isEstimated: row.is_estimated,
	};
}
