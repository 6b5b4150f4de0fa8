import type { Node } from 'web-tree-sitter';
import type { TextEdit } from '../finding.ts';
import type { LanguageId } from '../languages.ts';
import { CLOSING, doubledBrackets, type Suspect, suspectBrackets } from './brackets.ts';
import { firstChildren, focusOf } from './errors.ts';
import { likelyKeyword } from './keyword-typos.ts';
import { headersWithoutColon } from './indents.ts';
import { lexisOf } from './lexis.ts';
import { type Line, type OpenText, type Scan, scanGently } from './scan.ts';

/** An edit to be tried; of two that mend alike, the lighter wins. */
export type Candidate = TextEdit & { readonly weight: number; readonly opener?: number };

/** More is slower than people wait for. */
const MAX_CANDIDATES = 140;
const MAX_SUSPECTS = 4;
const MAX_BOUNDARIES = 14;
const MAX_CHILDREN = 8;
/** Errors looked at together: one mistake often shows as two. */
export const ERRORS_TOGETHER = 2;

export type Broken = {
	readonly text: string;
	readonly language: LanguageId;
	readonly scan: Scan;
	readonly errors: readonly Node[];
};

/** What may mend the first errors, the likeliest first. */
export function* proposeEdits(broken: Broken): Generator<undefined, Candidate[]> {
	const errors = broken.errors.slice(0, ERRORS_TOGETHER).map(focusOf);
	// Each of these may read a long text from end to end; a rest in between keeps a worker answering.
	const all = errors.flatMap((error) => doubledNear(broken, error));
	all.push(...errors.flatMap((error) => keywordsNear(broken, error)));
	yield;
	all.push(...(yield* bracketEdits(broken)));
	yield;
	all.push(...(yield* quoteEdits(broken)));
	all.push(...(yield* headerEdits(broken)));
	yield;
	for (const [rank, error] of errors.entries()) {
		all.push(...tokensNear(broken, error, rank));
		yield;
	}
	const seen = new Set<string>();
	return all
		.toSorted((one, other) => one.weight - other.weight)
		.filter(({ start, end, text }) => {
			const key = `${start} ${end} ${text}`;
			return !seen.has(key) && seen.add(key);
		})
		.slice(0, MAX_CANDIDATES);
}

/** `,,`, `))`, `the the`: the second is too much. */
function doubledNear({ text }: Broken, error: Node): Candidate[] {
	const start = lineStart(text, lineStart(text, error.startIndex) - 1);
	const end = lineEnd(text, Math.min(error.endIndex, error.startIndex + 200));
	return doubledIn(text, start, end);
}

function doubledIn(text: string, start: number, end: number): Candidate[] {
	const found = text
		.slice(start, end)
		.matchAll(/("""|'''|=>|->|::|:=|&&|\|\||[^\w\s])(?=\s*(\1))|\b(\w+)(?=(\s+)\3\b)/g);
	return [...found].map(({ index, 0: first, 4: space = '' }) => {
		const at = start + index + first.length;
		const second = text.indexOf(first, at);
		return { start: space ? at : second, end: second + first.length, text: '', weight: 0.3 };
	});
}

function keywordsNear({ text, language }: Broken, error: Node): Candidate[] {
	const start = lineStart(text, lineStart(text, error.startIndex) - 1);
	const end = lineEnd(text, error.startIndex);
	return [...text.slice(start, end).matchAll(/[A-Za-z]{2,}/g)].flatMap(({ index, 0: word }) => {
		const keyword = likelyKeyword(word, lexisOf(language).keywords);
		return keyword ? [{ start: start + index, end: start + index + word.length, text: keyword, weight: 0.1 }] : [];
	});
}

function* bracketEdits(broken: Broken): Generator<undefined, Candidate[]> {
	const suspects = yield* suspectBrackets(broken.text, broken.scan);
	const edits: Candidate[] = [];
	for (const [rank, suspect] of suspects.slice(0, MAX_SUSPECTS * 2).entries()) {
		yield;
		const mend = suspect.kind === 'extra' ? mendExtra : mendUnclosed;
		edits.push(...mend(broken, suspect, 0.2 + rank * 0.06));
	}
	return edits;
}

function mendUnclosed({ text, scan }: Broken, { bracket, before }: Suspect, weight: number): Candidate[] {
	const closing = CLOSING[bracket.mark] ?? '';
	const opener = bracket.index;
	const edits: Candidate[] = [];
	const doubled = doubledBrackets(scan, bracket.mark, before ?? text.length);
	for (const { index } of doubled.filter((one) => bracket.mark === '{' || one.index === opener))
		edits.push({ start: index + 1, end: index + 2, text: '', weight: weight - 0.02 });
	if (before !== undefined) edits.push({ ...closeBefore(text, scan, before, opener, closing), weight, opener });
	const end = lineEnd(text, opener);
	for (const at of boundaries(text, opener + 1, end).reverse())
		edits.push({ start: at, end: at, text: closing, weight: weight + 0.2, opener });
	return [...edits, { start: opener, end: opener + 1, text: '', weight: weight + 0.3 }];
}

/** On a line of its own where the opening one ended its line, in a line that was left empty if there is one. */
function closeBefore(text: string, { lines }: Scan, before: number, opener: number, closing: string): TextEdit {
	const last = lastWhere(lines, ({ start, codeEnd }) => start < before && codeEnd <= before)?.codeEnd ?? before;
	const header = lineStart(text, opener);
	const isBlock = text.slice(opener + 1, lineEnd(text, opener)).trim() === '' && last > lineEnd(text, opener);
	if (!isBlock) return { start: last, end: last, text: closing };
	const indent = /^[ \t]*/.exec(text.slice(header, opener))?.[0] ?? '';
	const empty = /^[^\n]*\n([ \t]*)(?=\n)/.exec(text.slice(last, before));
	if (!empty) return { start: last, end: last, text: `\n${indent}${closing}` };
	const end = last + empty[0].length;
	return { start: end - (empty[1]?.length ?? 0), end, text: indent + closing };
}

function mendExtra({ text, scan }: Broken, { bracket }: Suspect, weight: number): Candidate[] {
	// A closing one right after its like was often typed twice; else the opening one was forgotten as often.
	const isLikely = bracket.mark === '}' || text[bracket.index - 1] === bracket.mark;
	const start = bracket.index;
	const remove = { start, end: start + 1, text: '', weight: weight + (isLikely ? 0 : 0.1) };
	const opening = { ')': '(', ']': '[', '}': '{' }[bracket.mark] ?? '';
	const insert = (at: number, extra: number) => ({ start: at, end: at, text: opening, weight: weight + extra });
	if (bracket.mark !== '}')
		return [
			remove,
			...boundaries(text, lineStart(text, bracket.index), bracket.index)
				.reverse()
				.map((at) => insert(at, 0.05)),
		];
	const doubled = doubledBrackets(scan, bracket.mark, bracket.index + 1).map(({ index }) => ({
		...remove,
		start: index + 1,
		end: index + 2,
		weight: weight - 0.02,
	}));
	const at = scan.lines.findIndex(({ row }) => row >= bracket.row);
	const indent = scan.lines[at]?.indent ?? 0;
	const header = lastBefore(scan, at, (line) => !line.isInside && line.indent <= indent);
	if (!header) return [...doubled, remove];
	const isHeader = header.codeEnd <= bracket.index && header.indent === indent && text[header.codeEnd - 1] !== '}';
	return isHeader ? [...doubled, insert(header.codeEnd, -0.01), remove] : [...doubled, remove];
}

function lastBefore({ lines }: Scan, at: number, fits: (line: Line) => boolean): Line | undefined {
	for (let index = at - 1; index >= 0; index--) {
		const line = lines[index];
		if (line && fits(line)) return line;
	}
	return undefined;
}

/** Where a quote stands alone in its line: ended at each word, or taken away. */
function* quoteEdits(broken: Broken): Generator<undefined, Candidate[]> {
	const { text, scan, language, errors } = broken;
	const [sure] = scan.open;
	if (!sure) return [];
	const comment = scan.open.find(({ mark }) => /[*/>-]/.test(mark));
	if (comment)
		return [{ start: text.length, end: text.length, text: comment.mark, weight: 0.1, opener: comment.index }];
	// Read line by line, since one missing quote turns all that follows inside out where strings may run on.
	const error = errors[0]?.startIndex ?? 0;
	const byLine = yield* scanGently(text, language, { endsStringsAtLine: true });
	const lines = byLine.open.filter(({ index }) => index >= sure.index);
	const near = lines.toSorted((one, other) => Math.abs(one.index - error) - Math.abs(other.index - error));
	return [...new Set([...lines.slice(0, 2), ...near.slice(0, 3)])].flatMap((open, rank) =>
		mendQuote(text, open, 0.1 + rank * 0.03),
	);
}

function mendQuote(text: string, { mark, index }: OpenText, weight: number): Candidate[] {
	const [start, end] = [lineStart(text, index), lineEnd(text, index)];
	const after = boundaries(text, index + mark.length, end).reverse();
	const before = boundaries(text, start, index).reverse();
	const put = (at: number, extra: number) => ({ start: at, end: at, text: mark, weight: weight + extra });
	const doubled = [...text.slice(start, end).matchAll(/(["'`])\1(?=\w)|(?<=\w)(["'`])\2/g)];
	return [
		...doubled.map((found) => ({
			start: start + found.index,
			end: start + found.index + 1,
			text: '',
			weight: weight - 0.02,
		})),
		...after.map((at, place) => ({ ...put(at, place * 0.01), opener: index })),
		...before.map((at, place) => put(at, 0.05 + place * 0.01)),
		{ start: index, end: index + mark.length, text: '', weight: weight + 0.15 },
	];
}

/** Python's grammar gives up on the whole file where a header has no colon. */
function* headerEdits({ text, scan, language }: Broken): Generator<undefined, Candidate[]> {
	if (!lexisOf(language).blocksByIndent) return [];
	return (yield* headersWithoutColon(text, scan))
		.slice(0, MAX_SUSPECTS)
		.map((at) => ({ start: at, end: at, text: ':', weight: 0.15 }));
}

function tokensNear({ text, language, scan }: Broken, error: Node, rank: number): Candidate[] {
	const places = new Map<number, number>();
	const add = (at: number, weight: number) => {
		if (at >= 0 && at <= text.length && !places.has(at)) places.set(at, weight);
	};
	const start = error.startIndex;
	add(lastCode(scan, codeEndBefore(text, start)), 0);
	add(start, 0.5);
	add(lastCode(scan, lineEnd(text, start)), 0.5);
	add(lastCode(scan, lineStart(text, start) - 1), 1);
	add(error.endIndex, 1);
	for (const child of firstChildren(error, MAX_CHILDREN)) add(child.endIndex, 1);
	const { tokens } = lexisOf(language);
	const inserted = [...places].flatMap(([at, place]) =>
		tokens.map((token, order) => ({
			start: at,
			end: at,
			text: token,
			weight: 0.25 + rank * 0.1 + place * 0.5 + order * 0.01 + unlikeliness(text, at, token),
		})),
	);
	return [...inserted, ...shortTokens(text, error).map(([from, end]) => ({ start: from, end, text: '', weight: 0.6 }))];
}

/** Where code ends at or before a place, comments left out. */
function lastCode({ lines }: Scan, at: number): number {
	const line = lastWhere(lines, ({ start }) => start <= at);
	if (!line) return at;
	return line.start + line.indent < at
		? Math.min(line.codeEnd, at)
		: (lastWhere(lines, ({ codeEnd }) => codeEnd <= at)?.codeEnd ?? at);
}

/** The last of those for which something holds, where it holds for the first ones and then for no more. */
function lastWhere<T>(sorted: readonly T[], holds: (each: T) => boolean): T | undefined {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const each = sorted[middle];
		if (each !== undefined && holds(each)) low = middle + 1;
		else high = middle;
	}
	return sorted[low - 1];
}

const TYPE_OR_VALUE = /^\s*(?:[A-Z&*['"\d]|(?:[iuf]\d+|[iu]size|str|string|int|float|bool|boolean|number)\b)/;

/** What stands around a place tells a separator from a sign inside a statement. */
function unlikeliness(text: string, at: number, token: string): number {
	const after = text.slice(at, lineEnd(text, at));
	const before = text.slice(lineStart(text, at), at);
	const isLineEnd = after.trim() === '';
	const part = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf('('), before.lastIndexOf('{')) + 1);
	const isNamed = !part.includes(':') && TYPE_OR_VALUE.test(after);
	if (token === ';') return isLineEnd || before.includes('for') ? 0 : 0.12;
	if (token === ',') return isLineEnd || !isNamed ? 0 : 0.1;
	if (token === ':') return isLineEnd ? 0 : /^\s*[\w.]+$/.test(before) ? 0.2 : isNamed ? 0 : 0.1;
	if (token === '.') return /^\w/.test(after) && /[\w)\]]$/.test(before) ? -0.15 : 0.05;
	return 0;
}

/** Punctuation at the edge of the error, each of which may be too much. */
function shortTokens(text: string, error: Node): (readonly [number, number])[] {
	const before = codeEndBefore(text, error.startIndex);
	const inside = firstChildren(error, MAX_CHILDREN).map(({ startIndex, endIndex }) => [startIndex, endIndex] as const);
	return [...inside, [error.startIndex, error.endIndex] as const, [before - 1, before] as const].filter(
		([start, end]) => start >= 0 && /^\W{1,3}$/.test(text.slice(start, end)),
	);
}

/** Ends of words and marks between two places: where a token may have stood. */
function boundaries(text: string, start: number, end: number): number[] {
	const found = text.slice(start, end).matchAll(/[\w$]+|[^\w\s]/g);
	const ends = [...found].map(({ index, 0: token }) => [start + index, start + index + token.length]);
	return [...new Set(ends.flat())].slice(-MAX_BOUNDARIES);
}

export const lineStart = (text: string, at: number) => (at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

export function lineEnd(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end === -1 ? text.length : end;
}

/** Where the last word before a place ends. */
export function codeEndBefore(text: string, at: number): number {
	while (at > 0 && /\s/.test(text.charAt(at - 1))) at -= 1;
	return at;
}
