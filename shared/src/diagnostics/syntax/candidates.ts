import type { Node } from 'web-tree-sitter';
import type { TextEdit } from '../finding.ts';
import type { LanguageId } from '../languages.ts';
import { CLOSING, type Suspect, suspectBrackets } from './brackets.ts';
import { likelyKeyword } from './keyword-typos.ts';
import { lexisOf } from './lexis.ts';
import type { Scan } from './scan.ts';

/** An edit to be tried; of two that mend alike, the lighter wins. */
export type Candidate = TextEdit & { readonly weight: number; readonly opener?: number };

/** More is slower than people wait for. */
const MAX_CANDIDATES = 140;
const MAX_SUSPECTS = 4;
const MAX_BOUNDARIES = 14;
/** Errors looked at together: one mistake often shows as two. */
export const ERRORS_TOGETHER = 2;

export type Broken = {
	readonly text: string;
	readonly language: LanguageId;
	readonly scan: Scan;
	readonly errors: readonly Node[];
};

/** What may mend the first errors, the likeliest first. */
export function proposeEdits(broken: Broken): Candidate[] {
	const errors = broken.errors.slice(0, ERRORS_TOGETHER);
	const all = [
		...errors.flatMap((error) => doubledNear(broken, error)),
		...errors.flatMap((error) => keywordsNear(broken, error)),
		...bracketEdits(broken),
		...quoteEdits(broken),
		...errors.flatMap((error, rank) => tokensNear(broken, error, rank)),
	];
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

function bracketEdits(broken: Broken): Candidate[] {
	const suspects = suspectBrackets(broken.text, broken.scan);
	return suspects.slice(0, MAX_SUSPECTS * 2).flatMap((suspect, rank) => {
		const weight = 0.2 + rank * 0.06;
		return suspect.kind === 'extra' ? mendExtra(broken, suspect, weight) : mendUnclosed(broken, suspect, weight);
	});
}

function mendUnclosed({ text, scan }: Broken, { bracket, before }: Suspect, weight: number): Candidate[] {
	const closing = CLOSING[bracket.mark] ?? '';
	const opener = bracket.index;
	const edits: Candidate[] = [];
	if (text[opener + 1] === bracket.mark)
		edits.push({ start: opener + 1, end: opener + 2, text: '', weight: weight - 0.02 });
	if (before !== undefined) edits.push({ ...closeBefore(text, scan, before, opener, closing), weight, opener });
	const end = lineEnd(text, opener);
	for (const at of boundaries(text, opener + 1, end).reverse())
		edits.push({ start: at, end: at, text: closing, weight: weight + 0.2, opener });
	return [...edits, { start: opener, end: opener + 1, text: '', weight: weight + 0.3 }];
}

/** On a line of its own where the opening one ended its line, in a line that was left empty if there is one. */
function closeBefore(text: string, { lines }: Scan, before: number, opener: number, closing: string): TextEdit {
	const last = lines.findLast(({ start, codeEnd }) => start < before && codeEnd <= before)?.codeEnd ?? before;
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
	const at = scan.lines.findIndex(({ row }) => row >= bracket.row);
	const indent = scan.lines[at]?.indent ?? 0;
	const header = scan.lines.slice(0, at).findLast((line) => !line.isInside && line.indent <= indent);
	if (!header) return [remove];
	const isHeader = header.codeEnd <= bracket.index && header.indent === indent && text[header.codeEnd - 1] !== '}';
	return isHeader ? [insert(header.codeEnd, -0.01), remove] : [remove];
}

/** Where a quote stands alone in its line: ended at each word, or taken away. */
function quoteEdits({ text, scan, errors }: Broken): Candidate[] {
	const first = errors[0]?.startIndex ?? 0;
	const near = scan.open.filter(({ isSure, index }) => isSure || index <= first + 1).slice(0, MAX_SUSPECTS);
	return near.flatMap(({ mark, index, isSure }, rank) => {
		const weight = (isSure ? 0.1 : 0.4) + rank * 0.1;
		if (/[*/>-]/.test(mark)) return [{ start: text.length, end: text.length, text: mark, weight, opener: index }];
		const end = lineEnd(text, index);
		const after = boundaries(text, index + mark.length, end).reverse();
		const before = boundaries(text, lineStart(text, index), index).reverse();
		const put = (at: number, extra: number) => ({ start: at, end: at, text: mark, weight: weight + extra });
		return [
			...after.map((at, place) => ({ ...put(at, place * 0.01), opener: index })),
			...before.map((at, place) => put(at, 0.05 + place * 0.01)),
			{ start: index, end: index + mark.length, text: '', weight: weight + 0.15 },
		];
	});
}

function tokensNear({ text, language }: Broken, error: Node, rank: number): Candidate[] {
	const places = new Map<number, number>();
	const add = (at: number, weight: number) => {
		if (at >= 0 && at <= text.length && !places.has(at)) places.set(at, weight);
	};
	const start = error.startIndex;
	add(codeEndBefore(text, start), 0);
	add(start, 0.5);
	add(codeEndBefore(text, lineEnd(text, start)), 0.5);
	add(codeEndBefore(text, Math.max(0, lineStart(text, start) - 1)), 1);
	add(error.endIndex, 1);
	for (const child of error.children.slice(0, 8)) add(child.endIndex, 1);
	const { tokens } = lexisOf(language);
	const inserted = [...places].flatMap(([at, weight]) =>
		tokens.map((token, order) => ({
			start: at,
			end: at,
			text: token,
			weight: 0.25 + rank * 0.1 + weight * 0.5 + order * 0.01,
		})),
	);
	return [...inserted, ...shortTokens(text, error).map(([from, end]) => ({ start: from, end, text: '', weight: 0.6 }))];
}

/** Punctuation at the edge of the error, each of which may be too much. */
function shortTokens(text: string, error: Node): (readonly [number, number])[] {
	const before = codeEndBefore(text, error.startIndex);
	const inside = error.children.slice(0, 8).map(({ startIndex, endIndex }) => [startIndex, endIndex] as const);
	return [...inside, [error.startIndex, error.endIndex] as const, [before - 1, before] as const].filter(
		([start, end]) => start >= 0 && end > start && end - start <= 3,
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
