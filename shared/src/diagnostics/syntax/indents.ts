import type { Line, Scan } from './scan.ts';
import type { Fix, TextEdit } from '../finding.ts';
import { CLOSING } from './brackets.ts';

/** Lines between two rests. */
const LINES_AT_ONCE = 2_000;
/** Sticky, so that no line has to be cut out of the text. */
const HEADER = /(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b/y;

export type Indent = { readonly start: number; readonly end: number; readonly message: string; readonly fix: Fix };

/** Python's grammar takes an empty body without an error, so a body that is not indented is told from the lines. */
export function missingIndents(text: string, scan: Scan): Generator<undefined, Indent[]> {
	return readHeaders(text, scan, ({ line, body, keyword }) => {
		if (text[line.codeEnd - 1] !== ':' || (body && body.indent > line.indent)) return undefined;
		const indent = text.slice(line.start, line.start + line.indent);
		return describe(text, { keyword, row: line.row, indent }, body ?? line, !body);
	});
}

/** Ends of lines that begin like the header of a block and are followed by a body, without the colon between them. */
export function headersWithoutColon(text: string, scan: Scan): Generator<undefined, number[]> {
	return readHeaders(text, scan, ({ line, body }) => {
		const isOver = /[:([{,\\]/.test(text.charAt(line.codeEnd - 1));
		return body && body.indent > line.indent && !isOver ? line.codeEnd : undefined;
	});
}

type HeaderLine = { readonly line: Line; readonly body: Line | undefined; readonly keyword: string };

/**
 * Lines outside brackets and strings that begin with the keyword of a block, each with the line that follows. Gives way
 * about every millisecond.
 */
function* readHeaders<T>(
	text: string,
	{ lines, brackets }: Scan,
	read: (header: HeaderLine) => T | undefined,
): Generator<undefined, T[]> {
	const found: T[] = [];
	let [depth, next] = [0, 0];
	for (const [at, line] of lines.entries()) {
		if (at % LINES_AT_ONCE === LINES_AT_ONCE - 1) yield;
		const isInside = line.isInside || depth > 0;
		for (; brackets[next] && (brackets[next]?.row ?? 0) <= line.row; next++)
			depth = Math.max(0, depth + (CLOSING[brackets[next]?.mark ?? ''] ? 1 : -1));
		if (isInside || depth > 0) continue;
		HEADER.lastIndex = line.start + line.indent;
		const keyword = HEADER.exec(text)?.[0];
		const one = keyword && read({ line, body: lines[at + 1], keyword });
		if (one) found.push(one);
	}
	return found;
}

type Header = { readonly keyword: string; readonly row: number; readonly indent: string };

function describe(text: string, header: Header, line: Line, isAtEnd: boolean): Indent {
	const first = line.start + line.indent;
	const unit = /\n(\t| {2,8})\S/.exec(text)?.[1] ?? '    ';
	const edit: TextEdit = isAtEnd
		? { start: line.codeEnd, end: line.codeEnd, text: `\n${header.indent}${unit}pass` }
		: { start: line.start, end: first, text: header.indent + unit };
	const title = isAtEnd ? "Add 'pass'" : 'Indent this line';
	const message = `Expected an indented block after '${header.keyword}' in line ${header.row + 1}`;
	const start = isAtEnd ? line.codeEnd - 1 : first;
	return { start, end: line.codeEnd, message, fix: { title, isSafe: false, edits: [edit] } };
}
