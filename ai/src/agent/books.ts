import { recordAttempt, type Sql } from '@covibe/db';
import type { ProjectId, TurnId, UserId } from '@covibe/shared';
import type { CatalogLink } from '../models/catalog.ts';
import type { Attempt } from '../models/chain.ts';
import { costOf, inputTokensOf } from '../turns/cost.ts';
import type { Limits } from '../turns/limits.ts';
import { ownKeyId } from './choose.ts';

/** Who asked, and where; a piece of code that is asked for while somebody types belongs to no turn. */
export type Payer = {
	readonly turnId: TurnId | undefined;
	readonly projectId: ProjectId;
	readonly askerId: UserId | undefined;
};

export type BooksOptions = {
	readonly sql: Sql;
	readonly limits: Limits;
	readonly payer: Payer;
	readonly links: readonly CatalogLink[];
	/** Of the table of prices. */
	readonly priceVersion: string;
};

/** Writes down what each request cost, and takes it from what may be used. */
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

	/** An answer that was given before: it costs nothing, and its row says so. */
	noteKnown({ entry, ref, keyId }: CatalogLink): void {
		const { sql, payer } = this.#options;
		const written = recordAttempt(sql, {
			turnId: payer.turnId,
			projectId: payer.projectId,
			userId: payer.askerId,
			keyId: ownKeyId(keyId),
			provider: entry.endpoint,
			model: ref,
			inputTokens: 0,
			cachedTokens: 0,
			cacheWriteTokens: 0,
			outputTokens: 0,
			microUsd: 0,
			isEstimated: false,
			priceVersion: undefined,
			firstTokenMs: undefined,
			outcome: 'cached',
		});
		// Safe: as in `note`.
		written.catch(() => undefined);
		this.#writing.push(written);
	}

	/** Resolves when all of it is written; rows come before the turn's end, which adds them up. @throws what a database throws */
	async settled(): Promise<void> {
		await Promise.all(this.#writing.splice(0));
	}

	async #write(attempt: Attempt, promptCharacters: number): Promise<void> {
		const { sql, limits, payer, links, priceVersion } = this.#options;
		const link = links.find(({ keyId, model }) => keyId === attempt.keyId && model.name === attempt.model);
		const prices = link?.entry.prices ?? [];
		const { usage, microUsd, isEstimated } = costOf(attempt, { promptCharacters, prices });
		const isDone = attempt.outcome === 'stop' || attempt.outcome === 'tool-use';
		await recordAttempt(sql, {
			turnId: payer.turnId,
			projectId: payer.projectId,
			userId: payer.askerId,
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
		if (payer.askerId)
			await limits.charge(
				{ userId: payer.askerId, projectId: payer.projectId, keyId: attempt.keyId },
				{ tokens: inputTokensOf(usage) + usage.outputTokens, microUsd },
			);
	}
}
