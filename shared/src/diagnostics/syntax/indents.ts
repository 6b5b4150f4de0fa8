import type { Scan } from './scan.ts';
import type { Fix, TextEdit } from '../finding.ts';
import { CLOSING } from './brackets.ts';

const HEADER = /^(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b.*:$/s;

export type Indent = { readonly start: number; readonly end: number; readonly message: string; readonly fix: Fix };

/** Python's grammar takes an empty body without an error, so a body that is not indented is told from the lines. */
export function missingIndents(text: string, { lines, brackets }: Scan): Indent[] {
	const found: Indent[] = [];
	let [depth, next] = [0, 0];
	for (const [at, line] of lines.entries()) {
		const isInside = line.isInside || depth > 0;
		for (; brackets[next] && (brackets[next]?.row ?? 0) <= line.row; next++)
			depth = Math.max(0, depth + (CLOSING[brackets[next]?.mark ?? ''] ? 1 : -1));
		const first = line.start + line.indent;
		if (isInside || depth > 0 || !HEADER.test(text.slice(first, line.codeEnd))) continue;
		const body = lines[at + 1];
		if (body && body.indent > line.indent) continue;
		const keyword = /^(?:async\s+)?\w+/.exec(text.slice(first, line.codeEnd))?.[0] ?? '';
		found.push(describe(text, { keyword, row: line.row, indent: text.slice(line.start, first) }, body ?? line, !body));
	}
	return found;
}

type Header = { readonly keyword: string; readonly row: number; readonly indent: string };

function describe(text: string, header: Header, line: Scan['lines'][number], isAtEnd: boolean): Indent {
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
