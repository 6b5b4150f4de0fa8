/** Code runs at about three characters a token, over the tokenizers of all providers. */
const CHARACTERS_PER_TOKEN = 3;
/** What figures of a provider move the ratio by: one odd prompt shall not. */
const LEARNING = 0.3;
const LOWEST = 1.5;
const HIGHEST = 6;
/** Too short to learn from: what the provider adds by itself weighs too much. */
const LEAST_TOKENS = 500;

/** How many characters a token has, for each model, corrected by what providers count. */
export class TokenRatios {
	readonly #ratios = new Map<string, number>();

	of(model: string): number {
		return this.#ratios.get(model) ?? CHARACTERS_PER_TOKEN;
	}

	learn(model: string, told: { characters: number; tokens: number }): void {
		if (told.tokens < LEAST_TOKENS) return;
		const seen = Math.min(HIGHEST, Math.max(LOWEST, told.characters / told.tokens));
		this.#ratios.set(model, this.of(model) * (1 - LEARNING) + seen * LEARNING);
	}
}

/** UTF-16 units for each part of a prompt. */
export type Budget = {
	readonly total: number;
	readonly current: number;
	readonly files: number;
	readonly history: number;
	readonly map: number;
	readonly problems: number;
};

/** Beyond it a request costs more than it helps; models read far more, and tools show what is missing. */
const MOST_PROMPT_TOKENS = 150_000;
/** Of what is estimated. */
const SAFETY = 0.9;

/** Of a window, for all that is read. */
export const promptTokensOf = ({ contextTokens, outputTokens }: { contextTokens: number; outputTokens: number }) =>
	Math.min(MOST_PROMPT_TOKENS, Math.max(0, contextTokens - outputTokens));

/** UTF-16 units that surely fit. */
export const promptUnitsOf = (window: { contextTokens: number; outputTokens: number; charactersPerToken: number }) =>
	Math.floor(promptTokensOf(window) * window.charactersPerToken * SAFETY);

/** Shares out the window of a model, less what it answers and the rules take. */
export function shareOut(options: {
	contextTokens: number;
	outputTokens: number;
	charactersPerToken: number;
	/** The request and the rules, which always go whole. */
	fixedCharacters: number;
}): Budget {
	const total = Math.max(0, promptUnitsOf(options) - options.fixedCharacters);
	const share = (part: number) => Math.floor(total * part);
	return {
		total,
		current: share(0.35),
		files: share(0.25),
		history: share(0.25),
		map: Math.min(share(0.1), 24_000),
		problems: share(0.05),
	};
}
