import { similarityOf, simplify } from './similar.ts';

/** How alike the lines had to be, from the strictest on. */
export const TIERS = ['exact', 'line-ends', 'indentation', 'punctuation', 'edges', 'similar'] as const;
export type Tier = (typeof TIERS)[number];

export type Location =
	| {
			readonly found: 'located';
			readonly tier: Tier;
			/** UTF-16 offsets; `end` is behind the last line's end, where it has one. */
			readonly start: number;
			readonly end: number;
			/** Counted from 1. */
			readonly line: number;
			/** What the lines of the answer lack, or have too much, in front. */
			readonly indent: Indent;
	  }
	/** Lines counted from 1. */
	| { readonly found: 'ambiguous'; readonly lines: readonly number[] }
	| { readonly found: 'missing'; readonly nearest: { readonly line: number; readonly text: string } | undefined };

export type Indent = { readonly kind: 'add' | 'remove'; readonly space: string };

const NO_INDENT: Indent = { kind: 'add', space: '' };

type Pair = readonly [searched: number, found: number];
type Hit = { readonly line: number; readonly count: number; readonly pairs: readonly Pair[] };

const EQUALITIES: readonly (readonly [Tier, (line: string) => string])[] = [
	['exact', (line) => line],
	['line-ends', (line) => line.trimEnd()],
	['indentation', (line) => line.trim()],
	['punctuation', simplify],
];

/**
 * Finds the lines of a SEARCH in a text. One place, or none: several are told apart only by the hint of a line number,
 * never by guessing. [AI2]
 */
export function locate(text: string, search: readonly string[], hint?: number): Location {
	const lines = text.split('\n');
	const exact = locateEqual(lines, search, hint);
	if (exact) return withOffsets(exact, { lines, search, textLength: text.length });
	for (const part of withoutBlankEdges(search)) {
		const found = locateEqual(lines, part, hint);
		if (found && 'hit' in found)
			return withOffsets({ ...found, tier: 'edges' }, { lines, search: part, textLength: text.length });
	}
	const similar = locateSimilar(lines, search);
	if (similar.length === 1 && similar[0])
		return withOffsets({ tier: 'similar', hit: similar[0] }, { lines, search, textLength: text.length });
	if (similar.length > 1) return { found: 'ambiguous', lines: similar.map(({ line }) => line + 1) };
	return { found: 'missing', nearest: nearestLine(lines, search) };
}

type Found = { readonly tier: Tier; readonly hit: Hit } | { readonly lines: readonly number[] };

function locateEqual(lines: readonly string[], search: readonly string[], hint: number | undefined): Found | undefined {
	for (const [tier, read] of EQUALITIES) {
		const wanted = search.map(read);
		const hits = findRuns(tier === 'exact' ? lines : lines.map(read), wanted);
		const chosen = hits.length > 1 && hint !== undefined ? [nearestTo(hits, hint - 1)] : hits;
		const [line] = chosen;
		if (chosen.length > 1) return { lines: chosen.map((each) => each + 1) };
		if (line === undefined) continue;
		return { tier, hit: { line, count: search.length, pairs: search.map((_, index): Pair => [index, line + index]) } };
	}
	return undefined;
}

function findRuns(lines: readonly string[], wanted: readonly string[]): number[] {
	const hits: number[] = [];
	for (let line = 0; line + wanted.length <= lines.length; line++)
		if (wanted.every((each, index) => lines[line + index] === each)) hits.push(line);
	return hits;
}

const nearestTo = (hits: readonly number[], line: number): number =>
	hits.reduce((best, hit) => (Math.abs(hit - line) < Math.abs(best - line) ? hit : best));

/** Models like to add a blank line before or after. */
function withoutBlankEdges(search: readonly string[]): (readonly string[])[] {
	if (search.length < 2) return [];
	const parts: (readonly string[])[] = [];
	if (search[0]?.trim() === '') parts.push(search.slice(1));
	if (search.at(-1)?.trim() === '') parts.push(search.slice(0, -1));
	return parts;
}

/** A line of the SEARCH that the text lacks, one that the text has besides, and one that is only alike. */
const COST = { lacking: 10, besides: 3, similar: 1, different: 13 } as const;
const LEAST_SIMILARITY = 0.8;
/** Of the lines, so many must have a partner. */
const LEAST_PAIRED = 0.8;
const MOST_COST_PER_LINE = 4;
/** The alignment takes time and memory by lines times lines of the SEARCH. */
const MOST_CELLS = 20_000_000;

/** Aligns the SEARCH with any stretch of the text, line by line, at the least cost. */
function locateSimilar(lines: readonly string[], search: readonly string[]): readonly Hit[] {
	if (lines.length * search.length > MOST_CELLS || search.every((line) => line.trim() === '')) return [];
	const wanted = search.map(simplify);
	const given = lines.map(simplify);
	const steps: Uint8Array[] = [];
	let costs = new Float64Array(given.length + 1);
	for (const line of wanted) {
		const row = alignRow(line, given, costs);
		steps.push(row.steps);
		costs = row.costs;
	}
	const best = costs.reduce((least, cost, end) => (end > 0 && cost < least ? cost : least), Infinity);
	if (best > search.length * MOST_COST_PER_LINE) return [];
	const ends = [...costs.keys()].filter((end) => end > 0 && costs[end] === best);
	return ends
		.map((end) => traceBack(steps, end))
		.filter((hit) => hit.pairs.length >= LEAST_PAIRED * Math.max(search.length, hit.count));
}

const STEP = { pair: 1, lacking: 2, besides: 3 } as const;

function alignRow(
	line: string,
	given: readonly string[],
	above: Float64Array,
): { costs: Float64Array<ArrayBuffer>; steps: Uint8Array } {
	const costs = new Float64Array(given.length + 1);
	const steps = new Uint8Array(given.length + 1);
	costs[0] = (above[0] ?? 0) + COST.lacking;
	steps[0] = STEP.lacking;
	for (let at = 1; at <= given.length; at++) {
		const pair = (above[at - 1] ?? 0) + pairCost(line, given[at - 1] ?? '');
		const lacking = (above[at] ?? 0) + COST.lacking;
		const besides = (costs[at - 1] ?? 0) + COST.besides;
		const least = Math.min(pair, lacking, besides);
		costs[at] = least;
		steps[at] = least === pair ? STEP.pair : least === lacking ? STEP.lacking : STEP.besides;
	}
	return { costs, steps };
}

function pairCost(one: string, other: string): number {
	if (one === other) return 0;
	return similarityOf(one, other) >= LEAST_SIMILARITY ? COST.similar : COST.different;
}

function traceBack(steps: readonly Uint8Array[], end: number): Hit {
	const pairs: Pair[] = [];
	let searched = steps.length;
	let found = end;
	while (searched > 0 && found > 0) {
		const step = steps[searched - 1]?.[found];
		if (step !== STEP.besides) searched -= 1;
		if (step !== STEP.lacking) found -= 1;
		if (step === STEP.pair) pairs.unshift([searched, found]);
	}
	return { line: found, count: end - found, pairs };
}

function withOffsets(
	found: Found,
	of: { lines: readonly string[]; search: readonly string[]; textLength: number },
): Location {
	if (!('hit' in found)) return { found: 'ambiguous', lines: found.lines };
	const { line, count } = found.hit;
	const lengthOf = (some: readonly string[]) => some.reduce((sum, each) => sum + each.length + 1, 0);
	const start = lengthOf(of.lines.slice(0, line));
	const end = Math.min(of.textLength, start + lengthOf(of.lines.slice(line, line + count)));
	return { found: 'located', tier: found.tier, start, end, line: line + 1, indent: indentOf(found.hit, of) };
}

/** The commonest difference in indentation over the lines that are alike otherwise. */
function indentOf(hit: Hit, { lines, search }: { lines: readonly string[]; search: readonly string[] }): Indent {
	const votes = new Map<string, { indent: Indent; count: number }>();
	for (const [searched, found] of hit.pairs) {
		const [wanted = '', given = ''] = [search[searched], lines[found]];
		if (wanted.trim() === '' || wanted.trim() !== given.trim()) continue;
		const indent = differenceOf(leading(wanted), leading(given));
		const key = `${indent.kind} ${indent.space}`;
		votes.set(key, { indent, count: (votes.get(key)?.count ?? 0) + 1 });
	}
	const [top] = [...votes.values()].sort((one, other) => other.count - one.count);
	return top?.indent ?? NO_INDENT;
}

const leading = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? '';

function differenceOf(wanted: string, given: string): Indent {
	if (given.endsWith(wanted)) return { kind: 'add', space: given.slice(0, given.length - wanted.length) };
	if (wanted.endsWith(given)) return { kind: 'remove', space: wanted.slice(0, wanted.length - given.length) };
	return NO_INDENT;
}

/** The line that is most like the longest line of the SEARCH: it is quoted to the model, so that it can try again. */
function nearestLine(lines: readonly string[], search: readonly string[]): { line: number; text: string } | undefined {
	const wanted = search.reduce((longest, line) => (line.trim().length > longest.trim().length ? line : longest), '');
	let best: { line: number; text: string; similarity: number } | undefined;
	for (const [index, text] of lines.entries()) {
		const similarity = similarityOf(simplify(text), simplify(wanted), 0.3);
		if (similarity > (best?.similarity ?? 0.3)) best = { line: index + 1, text, similarity };
	}
	return best && { line: best.line, text: best.text };
}
