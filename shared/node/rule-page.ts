/** An example of a rule's page. */
export type Example = {
	/** The fence's first word: `python`, `js`, `tsx`. */
	readonly language: string;
	readonly verdict: 'bad' | 'good';
	readonly code: string;
	/** What the fixes make of it, where the page says so. */
	readonly fixed?: string;
	/** Line in the page, counted from 1. */
	readonly line: number;
};

const FENCE = /^```(\w+) (bad|good|fixed)\n([\s\S]*?)^```$/gm;

/**
 * The examples of a page; a `fixed` block belongs to the `bad` one before it.
 * @throws Error for a fixed block that follows no bad one
 */
export function readExamples(page: string): Example[] {
	const examples: Example[] = [];
	for (const { 1: language = '', 2: verdict, 3: code = '', index } of page.matchAll(FENCE)) {
		const line = page.slice(0, index).split('\n').length;
		if (verdict !== 'fixed') {
			examples.push({ language, verdict: verdict === 'bad' ? 'bad' : 'good', code, line });
			continue;
		}
		const last = examples.pop();
		if (last?.verdict !== 'bad') throw new Error(`line ${line}: fixed without a bad example before it`);
		examples.push({ ...last, fixed: code });
	}
	return examples;
}
