import { expect, test } from 'vitest';
import { costOf, priceAt } from './cost.ts';

const price = { inputUsd: 2, cachedInputUsd: 0.2, cacheWriteUsd: 2.5, outputUsd: 10 };
const usage = { uncachedInputTokens: 1_000, cachedInputTokens: 5_000, cacheWriteTokens: 400, outputTokens: 100 };
const attempt = {
	usage,
	outcome: 'stop',
	outputCharacters: 300,
	startedAt: new Date('2026-11-26T12:00:00Z'),
	provider: 'openai',
} as const;
const told = { promptCharacters: 3_000, prices: [price] };

test('a whole answer costs what the provider counted', () => {
	expect(costOf(attempt, told)).toEqual({ usage, microUsd: 2_000 + 1_000 + 1_000 + 1_000, isEstimated: false });
});

test('a model without a price is unpriced, not free', () => {
	expect(costOf(attempt, { ...told, prices: [] }).microUsd).toBeUndefined();
});

test('an answer that OpenAI was stopped in is estimated from its characters', () => {
	expect(costOf({ ...attempt, usage: undefined, outcome: 'aborted' }, told)).toEqual({
		usage: { uncachedInputTokens: 1_000, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 100 },
		microUsd: 3_000,
		isEstimated: true,
	});
});

test('Anthropic has told the input of a stopped answer, and only its output is estimated', () => {
	const early = { ...usage, outputTokens: 1 };
	const cost = costOf({ ...attempt, provider: 'anthropic', usage: early, outcome: 'truncated' }, told);
	expect(cost).toMatchObject({ usage: { ...usage, outputTokens: 100 }, isEstimated: true });
});

test('a request that was refused at the door costs nothing', () => {
	expect(costOf({ ...attempt, usage: undefined, outcome: 'rate-limited', outputCharacters: 0 }, told)).toMatchObject({
		microUsd: 0,
		isEstimated: false,
	});
});

test('a long prompt makes the whole request dearer', () => {
	const longPrompt = { aboveTokens: 6_399, inputUsd: 4, cachedInputUsd: 0.4, cacheWriteUsd: 5, outputUsd: 15 };
	const cost = costOf(attempt, { ...told, prices: [{ ...price, longPrompt }] });
	expect(cost.microUsd).toBe(4_000 + 2_000 + 2_000 + 1_500);
});

test('a price holds from its first day until its last, and no longer', () => {
	const prices = [
		{ ...price, until: '2027-01-01' },
		{ ...price, from: '2027-01-01', until: '2027-02-01', inputUsd: 3 },
	];
	expect(priceAt(prices, new Date('2026-12-31T23:59:59Z'))?.inputUsd).toBe(2);
	expect(priceAt(prices, new Date('2027-01-01T00:00:00Z'))?.inputUsd).toBe(3);
	expect(priceAt(prices, new Date('2027-02-01T00:00:00Z'))).toBeUndefined();
});
