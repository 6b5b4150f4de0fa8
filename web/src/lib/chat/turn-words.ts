import type { MonthUsage, TurnOutcome, TurnUsage } from '@covibe/shared';

/** What an answer used: shortly, and in full. */
export function usageWords(usage: TurnUsage): { readonly short: string; readonly detail: string } | undefined {
	const { inputTokens, cachedTokens, outputTokens, microUsd, isEstimated } = usage;
	const tokens = inputTokens + cachedTokens + outputTokens;
	if (tokens === 0) return undefined;
	const about = isEstimated ? 'about ' : '';
	const price = microUsd === undefined || microUsd === 0 ? undefined : moneyWords(microUsd);
	const cached = cachedTokens > 0 ? `, ${numberWords(cachedTokens)} from the provider’s cache` : '';
	return {
		short: [`${about}${compact(tokens)} tokens`, price].filter((part) => part !== undefined).join(' · '),
		detail:
			`${about}${numberWords(inputTokens)} tokens read${cached}, ${numberWords(outputTokens)} written. ` +
			(microUsd === undefined ? 'This model has no price here.' : `${moneyWords(microUsd)}.`),
	};
}

/** What a room used this month, for the bar on top; undefined when that is nothing. */
export function monthWords(usage: MonthUsage): { readonly short: string; readonly detail: string } | undefined {
	const tokens = usage.inputTokens + usage.outputTokens;
	if (usage.calls === 0) return undefined;
	const price = usage.microUsd > 0 ? moneyWords(usage.microUsd) : undefined;
	const unpriced = usage.unpricedCalls > 0 ? ` ${numberWords(usage.unpricedCalls)} of them have no price here.` : '';
	return {
		short: price ?? `${compact(tokens)} tokens`,
		detail:
			`The AI this month: ${numberWords(usage.calls)} ${usage.calls === 1 ? 'call' : 'calls'}, ` +
			`${numberWords(tokens)} tokens, ${moneyWords(usage.microUsd)}.${unpriced}`,
	};
}

const CENT = 10_000;

/** Millionths of a dollar as people read money: two digits from a cent on, and no false zero below. */
export function moneyWords(microUsd: number): string {
	if (microUsd === 0) return '$0';
	if (microUsd < CENT / 100) return 'under $0.0001';
	if (microUsd < CENT) return `$${(microUsd / 1_000_000).toFixed(4)}`;
	return `$${(microUsd / 1_000_000).toFixed(2)}`;
}

export function numberWords(value: number): string {
	return value.toLocaleString('en');
}

export function compact(value: number): string {
	if (value < 1_000) return String(value);
	if (value < 1_000_000) return `${(value / 1_000).toFixed(value < 10_000 ? 1 : 0)}k`;
	return `${(value / 1_000_000).toFixed(1)}M`;
}

const OUTCOME_WORDS: Readonly<Record<TurnOutcome['kind'], string>> = {
	edited: 'Edited',
	created: 'Created',
	deleted: 'Deleted',
	renamed: 'Renamed',
	contested: 'Edited beside you',
	refused: 'Not applied',
	checked: 'Checked',
	withheld: 'Not shown to the AI',
};

export function outcomeWord(kind: TurnOutcome['kind']): string {
	return OUTCOME_WORDS[kind];
}
