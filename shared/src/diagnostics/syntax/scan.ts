import { languageOf, type LanguageId } from '../languages.ts';
import { lexisOf, type Lexis, type Quote } from './lexis.ts';

export type Bracket = { readonly mark: string; readonly index: number; readonly row: number };
/** A line that holds code, or text of a string that goes on; the indent counts characters. */
export type Line = {
	readonly row: number;
	readonly start: number;
	readonly indent: number;
	readonly codeEnd: number;
	readonly isInside: boolean;
};
/** A string or comment that does not end, or one line of a string that may run on because its end is missing. */
export type OpenText = { readonly mark: string; readonly index: number; readonly isSure: boolean };
export type Scan = {
	readonly brackets: readonly Bracket[];
	readonly lines: readonly Line[];
	readonly open: readonly OpenText[];
};

export type ScanOptions = { readonly endsStringsAtLine: boolean };

/** Tokens between two rests. */
const TOKENS_AT_ONCE = 5_000;
const BRACKETS = '()[]{}';
const WORD = /[\w$]+/y;

/**
 * Brackets, lines of code and unended strings, read from the text alone: where a quote is missing, the tree takes code
 * for strings and strings for code, while a line read by itself is still right.
 */
export function scanText(text: string, language: LanguageId, how?: ScanOptions): Scan {
	const scanning = scanGently(text, language, how);
	let step = scanning.next();
	while (!step.done) step = scanning.next();
	return step.value;
}

/** As `scanText`, and gives way about every millisecond: a text of a million characters takes fifty. */
export function scanGently(text: string, language: LanguageId, how?: ScanOptions): Generator<undefined, Scan> {
	return new Scanner(text, language, how?.endsStringsAtLine ?? false).scan();
}

class Scanner {
	readonly #text: string;
	readonly #lexis: Lexis;
	readonly #comments: { readonly line?: string; readonly block?: readonly [string, string] };
	readonly #brackets: Bracket[] = [];
	readonly #lines: Line[] = [];
	readonly #open: OpenText[] = [];
	readonly #endsStringsAtLine: boolean;
	#at = 0;
	#row = 0;
	#lineStart = 0;
	#codeStart = -1;
	#codeEnd = 0;
	#isInside = false;

	constructor(text: string, language: LanguageId, endsStringsAtLine: boolean) {
		this.#endsStringsAtLine = endsStringsAtLine;
		this.#text = text;
		this.#lexis = lexisOf(language);
		this.#comments = languageOf(language)?.comments ?? {};
	}

	*scan(): Generator<undefined, Scan> {
		for (let count = 1; this.#at < this.#text.length; count++) {
			this.#step();
			if (count % TOKENS_AT_ONCE === 0) yield;
		}
		this.#endLine();
		return { brackets: this.#brackets, lines: this.#lines, open: this.#open };
	}

	#step(): void {
		const mark = this.#text.charAt(this.#at);
		if (mark === '\n') this.#newline();
		else if (mark === ' ' || mark === '\t' || mark === '\r') this.#at += 1;
		else if (!this.#other() && !this.#word() && !this.#comment() && !this.#string()) {
			if (BRACKETS.includes(mark)) this.#brackets.push({ mark, index: this.#at, row: this.#row });
			this.#code(this.#at + (mark === '\\' ? 2 : 1));
		}
	}

	#word(): boolean {
		WORD.lastIndex = this.#at;
		if (!WORD.test(this.#text)) return false;
		this.#code(WORD.lastIndex);
		return true;
	}

	#code(end: number): void {
		if (this.#codeStart === -1) this.#codeStart = this.#at;
		this.#at = this.#codeEnd = end;
	}

	#newline(): void {
		this.#endLine();
		this.#at += 1;
		this.#row += 1;
		this.#lineStart = this.#at;
		this.#codeStart = -1;
		this.#isInside = false;
	}

	#endLine(): void {
		if (this.#codeStart === -1) return;
		const [row, start, codeEnd] = [this.#row, this.#lineStart, this.#codeEnd];
		this.#lines.push({ row, start, indent: this.#codeStart - start, codeEnd, isInside: this.#isInside });
	}

	#comment(): boolean {
		const { line, block } = this.#comments;
		if (block && this.#text.startsWith(block[0], this.#at)) {
			const end = this.#text.indexOf(block[1], this.#at + block[0].length);
			if (end === -1) this.#open.push({ mark: block[1], index: this.#at, isSure: true });
			this.#skip(end === -1 ? this.#text.length : end + block[1].length);
			return true;
		}
		if (!line || !this.#text.startsWith(line, this.#at)) return false;
		// `${a#b}` and `$#` of shells are no comments.
		if (line === '#' && !/[\s;(){}[\],]|^$/.test(this.#text.charAt(this.#at - 1)) && this.#at !== this.#lineStart)
			return false;
		const end = this.#text.indexOf('\n', this.#at);
		this.#at = end === -1 ? this.#text.length : end;
		return true;
	}

	/** Over text that is not code; the lines in it are counted but belong to what they are in. */
	#skip(end: number): void {
		for (
			let next = this.#text.indexOf('\n', this.#at);
			next !== -1 && next < end;
			next = this.#text.indexOf('\n', this.#at)
		) {
			this.#at = next;
			this.#newline();
			this.#isInside = true;
		}
		this.#at = end;
	}

	/** Marks of strings that are none, and strings with marks of their own. */
	#other(): boolean {
		const other = this.#lexis.notString;
		if (!other) return false;
		other.lastIndex = this.#at;
		const found = other.exec(this.#text);
		if (!found) return false;
		this.#code(this.#at);
		this.#skip(this.#at + found[0].length);
		this.#code(this.#at);
		return true;
	}

	#string(): boolean {
		const quote = this.#lexis.quotes.find(({ mark }) => this.#text.startsWith(mark, this.#at));
		if (!quote) return false;
		this.#readString(quote);
		return true;
	}

	#readString(known: Quote): void {
		const quote = this.#endsStringsAtLine && known.mark.length === 1 ? { ...known, isMultiline: false } : known;
		const start = this.#at;
		const lineEnd = this.#text.indexOf('\n', start);
		const end = this.#endOfString(quote);
		const isCut = end === undefined || (!quote.isMultiline && lineEnd !== -1 && end > lineEnd);
		if (isCut) this.#open.push({ mark: quote.mark, index: start, isSure: true });
		else if (quote.isMultiline && lineEnd !== -1 && end > lineEnd)
			this.#open.push({ mark: quote.mark, index: start, isSure: false });
		this.#code(start);
		this.#skip(isCut ? (lineEnd === -1 ? this.#text.length : lineEnd) : end);
		if (this.#codeStart === -1) this.#codeStart = this.#at;
		this.#codeEnd = this.#at;
	}

	#endOfString({ mark, isMultiline, isRaw }: Quote): number | undefined {
		for (let at = this.#at + mark.length; at < this.#text.length; at++) {
			const unit = this.#text.charAt(at);
			if (unit === '\\' && !isRaw) at += 1;
			else if (unit === '\n' && !isMultiline) return undefined;
			else if (this.#text.startsWith(mark, at)) return at + mark.length;
		}
		return undefined;
	}
}
