import type { ProjectId, TurnId, UserId } from '@covibe/shared';
import type { Queries } from './sql.ts';

/** One call of a provider. */
export type Attempt = {
	readonly turnId: TurnId | undefined;
	readonly projectId: ProjectId;
	readonly userId: UserId | undefined;
	/** Undefined for the installation's own key. */
	readonly keyId: string | undefined;
	readonly provider: string;
	readonly model: string;
	/** At the full price: without what was read from or written to the provider's cache. */
	readonly inputTokens: number;
	readonly cachedTokens: number;
	readonly cacheWriteTokens: number;
	readonly outputTokens: number;
	/** Millionths of a US dollar; undefined for a model without a price. */
	readonly microUsd: number | undefined;
	readonly isEstimated: boolean;
	readonly priceVersion: string | undefined;
	/** From the request to the first piece of text; undefined when none came. */
	readonly firstTokenMs: number | undefined;
	/** `done`, or the kind of failure. */
	readonly outcome: string;
};

/** Writes down what a call cost, whatever came of it. */
export async function recordAttempt(sql: Queries, attempt: Attempt): Promise<void> {
	await sql`
		INSERT INTO turn_attempt (turn_id, project_id, user_id, key_id, provider, model, input_tokens, cached_tokens,
			cache_write_tokens, output_tokens, micro_usd, is_estimated, price_version, first_token_ms, outcome)
		VALUES (${attempt.turnId ?? null}, ${attempt.projectId}, ${attempt.userId ?? null}, ${attempt.keyId ?? null},
			${attempt.provider}, ${attempt.model}, ${attempt.inputTokens}, ${attempt.cachedTokens},
			${attempt.cacheWriteTokens}, ${attempt.outputTokens}, ${attempt.microUsd ?? null}, ${attempt.isEstimated},
			${attempt.priceVersion ?? null}, ${attempt.firstTokenMs ?? null}, ${attempt.outcome})`;
}

export type UsageSum = {
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** Of the calls that have a price. */
	readonly microUsd: number;
	readonly unpricedCalls: number;
};

/** What a room used in the calendar month (UTC) so far. */
export async function readMonthUsage(sql: Queries, projectId: ProjectId): Promise<UsageSum> {
	const [row] = await sql<{ calls: number; input: number; output: number; micro_usd: number; unpriced: number }[]>`
		SELECT count(*) AS calls, coalesce(sum(input_tokens + cached_tokens + cache_write_tokens), 0) AS input,
			coalesce(sum(output_tokens), 0) AS output, coalesce(sum(micro_usd), 0)::bigint AS micro_usd,
			count(*) FILTER (WHERE micro_usd IS NULL) AS unpriced
		FROM turn_attempt
		WHERE project_id = ${projectId} AND at >= date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;
	return {
		calls: row?.calls ?? 0,
		inputTokens: row?.input ?? 0,
		outputTokens: row?.output ?? 0,
		microUsd: row?.micro_usd ?? 0,
		unpricedCalls: row?.unpriced ?? 0,
	};
}
