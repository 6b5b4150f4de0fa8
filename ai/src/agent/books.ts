import { type ClaimedTurn, recordAttempt, type Sql } from '@covibe/db';
import type { CatalogLink } from '../models/catalog.ts';
import type { Attempt } from '../models/chain.ts';
import { costOf, inputTokensOf } from '../turns/cost.ts';
import type { Limits } from '../turns/limits.ts';
import { ownKeyId } from './choose.ts';

export type BooksOptions = {
	readonly sql: Sql;
	readonly limits: Limits;
	readonly claimed: ClaimedTurn;
	readonly links: readonly CatalogLink[];
	/** Of the table of prices. */
	readonly priceVersion: string;
};

/** Writes down what each request of a turn cost, and takes it from what may be used. */
export class Books {
	readonly #options: BooksOptions;
	readonly #writing: Promise<void>[] = [];

	constructor(options: BooksOptions) {
		this.#options = options;
	}

	note(attempt: Attempt, promptCharacters: number): void {
		const written = this.#write(attempt, promptCharacters);
		// Safe: whoever ends the turn waits for it, and gets what it threw.
		written.catch(() => undefined);
		this.#writing.push(written);
	}

	/** Resolves when all of it is written; rows come before the turn's end, which adds them up. @throws what a database throws */
	async settled(): Promise<void> {
		await Promise.all(this.#writing.splice(0));
	}

	async #write(attempt: Attempt, promptCharacters: number): Promise<void> {
		const { sql, limits, claimed, links, priceVersion } = this.#options;
		const link = links.find(({ keyId, model }) => keyId === attempt.keyId && model.name === attempt.model);
		const prices = link?.entry.prices ?? [];
		const { usage, microUsd, isEstimated } = costOf(attempt, { promptCharacters, prices });
		const isDone = attempt.outcome === 'stop' || attempt.outcome === 'tool-use';
		await recordAttempt(sql, {
			turnId: claimed.turn.id,
			projectId: claimed.projectId,
			userId: claimed.askerId,
			keyId: ownKeyId(attempt.keyId),
			provider: link?.entry.endpoint ?? attempt.provider,
			model: link?.ref ?? attempt.model,
			inputTokens: usage.uncachedInputTokens,
			cachedTokens: usage.cachedInputTokens,
			cacheWriteTokens: usage.cacheWriteTokens,
			outputTokens: usage.outputTokens,
			microUsd,
			isEstimated,
			priceVersion: prices.length > 0 ? priceVersion : undefined,
			firstTokenMs: attempt.firstTokenMs === undefined ? undefined : Math.round(attempt.firstTokenMs),
			outcome: isDone ? 'done' : attempt.outcome,
		});
		if (claimed.askerId)
			await limits.charge(
				{ userId: claimed.askerId, projectId: claimed.projectId, keyId: attempt.keyId },
				{ tokens: inputTokensOf(usage) + usage.outputTokens, microUsd },
			);
	}
}
