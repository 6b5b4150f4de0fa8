import type { Attempt } from '../models/chain.ts';
import type { Usage } from '../models/model.ts';
import type { ModelPrice } from '../models/table.ts';

/** What one attempt cost, for its row. */
export type Cost = {
	readonly usage: Usage;
	/** Undefined: nobody told us a price. Shown as unpriced, never as nothing. */
	readonly microUsd: number | undefined;
	/** The provider told no figures, or not all; we counted characters. */
	readonly isEstimated: boolean;
};

/** Code runs at about three characters a token, over the tokenizers of all three. */
const CHARACTERS_PER_TOKEN = 3;

const NOTHING: Usage = { uncachedInputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** Refused at the door: nothing was read, nothing is charged. */
const FREE: ReadonlySet<Attempt['outcome']> = new Set(['auth', 'quota', 'rate-limited', 'bad-request']);
const COMPLETE: ReadonlySet<Attempt['outcome']> = new Set(['stop', 'length', 'refused', 'tool-use']);

/**
 * Works out what an attempt cost. An answer that broke off was charged all the same: OpenAI tells nothing about it,
 * Anthropic its input alone, so what is missing is estimated.
 */
export function costOf(
	attempt: Pick<Attempt, 'usage' | 'outcome' | 'outputCharacters' | 'startedAt' | 'provider'>,
	told: { promptCharacters: number; prices: readonly ModelPrice[] },
): Cost {
	const { usage, isEstimated } = usageOf(attempt, told.promptCharacters);
	const price = priceAt(told.prices, attempt.startedAt);
	return { usage, microUsd: price && microUsdOf(usage, price), isEstimated };
}

/** The price on a day; of several that hold, the one that began last. */
export function priceAt(prices: readonly ModelPrice[], at: Date): ModelPrice | undefined {
	const day = at.toISOString().slice(0, 10);
	return prices
		.filter(({ from, until }) => (from ?? '') <= day && (until === undefined || day < until))
		.sort((left, right) => (right.from ?? '').localeCompare(left.from ?? ''))[0];
}

export function inputTokensOf(usage: Usage): number {
	return usage.uncachedInputTokens + usage.cachedInputTokens + usage.cacheWriteTokens;
}

/** Dollars for a million tokens are micro-dollars for one. */
function microUsdOf(usage: Usage, price: ModelPrice): number {
	const isLong = price.longPrompt !== undefined && inputTokensOf(usage) > price.longPrompt.aboveTokens;
	const rates = isLong && price.longPrompt ? price.longPrompt : price;
	return Math.round(
		usage.uncachedInputTokens * rates.inputUsd +
			usage.cachedInputTokens * rates.cachedInputUsd +
			usage.cacheWriteTokens * rates.cacheWriteUsd +
			usage.outputTokens * rates.outputUsd,
	);
}

function usageOf(
	{ usage, outcome, outputCharacters, provider }: Parameters<typeof costOf>[0],
	promptCharacters: number,
): { usage: Usage; isEstimated: boolean } {
	if (usage && (COMPLETE.has(outcome) || provider === 'google')) return { usage, isEstimated: false };
	if (!usage && FREE.has(outcome)) return { usage: NOTHING, isEstimated: false };
	const output = Math.ceil(outputCharacters / CHARACTERS_PER_TOKEN);
	if (usage) return { usage: { ...usage, outputTokens: Math.max(usage.outputTokens, output) }, isEstimated: true };
	const input = Math.ceil(promptCharacters / CHARACTERS_PER_TOKEN);
	return { usage: { ...NOTHING, uncachedInputTokens: input, outputTokens: output }, isEstimated: true };
}
