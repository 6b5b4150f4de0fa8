/** How a stand-in behaves for one request. */
export type Scenario = {
	/** An HTTP status in place of an answer. */
	readonly status?: 400 | 401 | 402 | 404 | 429 | 500 | 529;
	readonly retryAfterSeconds?: number;
	/** Takes the request and never says a word. */
	readonly isMute?: true;
	/** Between the headers and the first token. */
	readonly firstTokenMs?: number;
	readonly paceMs?: number;
	/** A function works them out from what was asked. */
	readonly words?: readonly string[] | ((body: Readonly<Record<string, unknown>>) => readonly string[]);
	readonly tool?: { readonly name: string; readonly input: object };
	/** What happens in place of the word after the third. */
	readonly breaks?: 'cut' | 'silent-end' | 'error-frame' | 'stall';
	readonly finish?: 'stop' | 'length' | 'refused';
};

export const ANSWER = 'Hello from the stand-in model, streaming word by word.';
export const WORDS_BEFORE_BREAK = 3;
export const TOOL = { name: 'open_file', input: { path: 'src/a.ts', note: 'a "quoted" \\ line\n' } };

/** Longer than any limit that a test sets. */
const NEVER_MS = 3_600_000;

export const SCENARIOS = {
	text: {},
	tool: { tool: TOOL },
	length: { finish: 'length' },
	refusal: { words: ['I ', 'cannot ', 'help.'], finish: 'refused' },
	empty: { words: [] },
	/** Ten seconds of words, for whoever wants to stop it. */
	long: { words: Array.from({ length: 200 }, (_, index) => `w${index} `), paceMs: 50 },
	'slow-first-token': { firstTokenMs: NEVER_MS },
	hang: { isMute: true },
	cut: { breaks: 'cut' },
	'silent-end': { breaks: 'silent-end' },
	'error-frame': { breaks: 'error-frame' },
	stall: { breaks: 'stall' },
	'400': { status: 400 },
	'401': { status: 401 },
	'402': { status: 402 },
	'404': { status: 404 },
	/** Asks for less patience than anybody has, so that a test waits for it. */
	'429': { status: 429, retryAfterSeconds: 0.05 },
	'429-long': { status: 429, retryAfterSeconds: 60 },
	'500': { status: 500 },
	'529': { status: 529 },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** `sim-cut` and `anything-sim-cut` play the scenario `cut`; any other model answers `text`. */
export function scenarioOf(model: string): Scenario {
	const name = /sim-([a-z0-9-]+)$/.exec(model)?.[1] ?? 'text';
	return Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name as ScenarioName] : SCENARIOS.text;
}

export function wordsOf(text: string): string[] {
	return text.match(/\S+\s*|\s+/g) ?? [];
}
