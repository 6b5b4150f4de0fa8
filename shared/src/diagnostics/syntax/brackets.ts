import type { Bracket, Line, Scan } from './scan.ts';

const MAX_DOUBLED = 3;
/** Brackets or lines between two rests. */
const AT_ONCE = 2_000;
export const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A bracket without a partner; `before` is where the line starts that shows it, for one that is not closed. */
export type Suspect = { readonly bracket: Bracket; readonly kind: 'unclosed' | 'extra'; readonly before?: number };

/** Labels and directives stand further left than what they belong to. */
const OUTDENTED = /^(?:case\b|\w+\s*:(?!:)|[#)\]}>|&.?+*/-])/;

/**
 * The brackets without a partner, by plain counting and by indentation; the latter knows better where. Gives way about
 * every millisecond.
 */
export function* suspectBrackets(text: string, scan: Scan): Generator<undefined, Suspect[]> {
	const plain = yield* byCounting(scan.brackets);
	return plain.length === 0 ? [] : [...(yield* byIndent(text, scan)), ...plain];
}

function* byCounting(brackets: readonly Bracket[]): Generator<undefined, Suspect[]> {
	const suspects: Suspect[] = [];
	const open: Bracket[] = [];
	for (const [at, bracket] of brackets.entries()) {
		if (at % AT_ONCE === AT_ONCE - 1) yield;
		if (CLOSING[bracket.mark]) {
			open.push(bracket);
			continue;
		}
		const partner = open.findLastIndex(({ mark }) => mark === OPENING[bracket.mark]);
		if (partner === -1) suspects.push({ bracket, kind: 'extra' });
		else {
			for (const unclosed of open.splice(partner).slice(1))
				suspects.push({ bracket: unclosed, kind: 'unclosed', before: bracket.index });
		}
	}
	return [...suspects, ...open.map((bracket): Suspect => ({ bracket, kind: 'unclosed' }))];
}

type Opened = Bracket & { readonly indent: number; readonly endsLine: boolean };

function* byIndent(text: string, { brackets, lines }: Scan): Generator<undefined, Suspect[]> {
	const suspects: Suspect[] = [];
	const open: Opened[] = [];
	let next = 0;
	for (const [at, line] of lines.entries()) {
		if (at % AT_ONCE === AT_ONCE - 1) yield;
		const first = line.start + line.indent;
		if (!line.isInside && !OUTDENTED.test(text.slice(first, first + 20)))
			suspects.push(...closeBefore(open, line, (top) => top.indent >= line.indent));
		else if (!line.isInside && text[first] === '}')
			suspects.push(...closeBefore(open, line, (top) => top.indent > line.indent));
		for (; brackets[next] && (brackets[next]?.row ?? 0) <= line.row; next++) {
			const bracket = brackets[next];
			if (bracket) suspects.push(...take(open, bracket, line, first));
		}
	}
	return suspects;
}

function closeBefore(open: Opened[], line: Line, isOver: (top: Opened) => boolean): Suspect[] {
	const suspects: Suspect[] = [];
	for (let top = open.at(-1); top?.endsLine && top.row < line.row && isOver(top); top = open.at(-1)) {
		suspects.push({ bracket: top, kind: 'unclosed', before: line.start });
		open.pop();
	}
	return suspects;
}

function take(open: Opened[], bracket: Bracket, line: Line, first: number): Suspect[] {
	if (CLOSING[bracket.mark]) {
		open.push({ ...bracket, indent: line.indent, endsLine: bracket.index + 1 === line.codeEnd });
		return [];
	}
	const top = open.at(-1);
	const isFirst = bracket.index === first && bracket.mark === '}';
	if (top && top.mark === OPENING[bracket.mark] && !(isFirst && top.endsLine && top.indent < line.indent)) {
		open.pop();
		return [];
	}
	const partner = open.findLastIndex(({ mark }) => mark === OPENING[bracket.mark]);
	if (partner === -1 || isFirst) return [{ bracket, kind: 'extra' }];
	// Those in between are told by counting.
	open.splice(partner);
	return [];
}

/** Where a bracket stands right before its like, the last ones before a place: typed twice, it shows far below. */
export function doubledBrackets({ brackets }: Scan, mark: string, before: number): Bracket[] {
	const found = brackets.filter((bracket, index) => {
		const next = brackets[index + 1];
		return bracket.index < before && bracket.mark === mark && next?.mark === mark && next.index === bracket.index + 1;
	});
	return found.slice(-MAX_DOUBLED);
}

/** The bracket that a closing one put at `index` would close. */
export function partnerOf(scan: Scan, closing: string, index: number): Bracket | undefined {
	const open: Bracket[] = [];
	for (const bracket of scan.brackets) {
		if (bracket.index >= index) break;
		if (CLOSING[bracket.mark]) open.push(bracket);
		else {
			const at = open.findLastIndex(({ mark }) => mark === OPENING[bracket.mark]);
			if (at !== -1) open.splice(at);
		}
	}
	return open.findLast(({ mark }) => mark === OPENING[closing]);
}
