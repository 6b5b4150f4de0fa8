/** What the parser says, in the order of the text. */
export type EditEvent =
	/** What is said to people: everything outside of blocks. */
	| { readonly type: 'prose'; readonly text: string }
	/** A block begins; `path` is the last that was named, `line` a hint counted from 1. */
	| { readonly type: 'block-start'; readonly path: string | undefined; readonly line: number | undefined }
	/** The whole SEARCH, without line ends; no lines, or one blank one, asks to append or to create. */
	| { readonly type: 'search'; readonly lines: readonly string[] }
	/** A piece of the REPLACE, as soon as it cannot be a marker. */
	| { readonly type: 'replace-delta'; readonly text: string }
	/** `cut`: the stream ended, or was stopped, inside the REPLACE. */
	| { readonly type: 'block-end'; readonly isCut: boolean }
	/** A block that never got to its REPLACE. */
	| { readonly type: 'malformed'; readonly reason: string }
	| { readonly type: 'file-operation'; readonly operation: FileOperation };

export type FileOperation =
	| { readonly kind: 'create'; readonly path: string }
	| { readonly kind: 'delete'; readonly path: string }
	| { readonly kind: 'rename'; readonly path: string; readonly newPath: string };

const HEAD = /^<{5,9} ?SEARCH\b.*$/;
const DIVIDER = /^={5,9}\s*$/;
const TAIL = /^>{5,9} ?REPLACE\b.*$/;
/** The beginnings of lines that could still become a marker. */
const MAYBE_MARKER =
	/^(<{1,9}|<{5,9} ?(S|SE|SEA|SEAR|SEARC|SEARCH.*)?|={1,9}\s*|>{1,9}|>{5,9} ?(R|RE|REP|REPL|REPLA|REPLAC|REPLACE.*)?|\\[<=>]{0,5})$/;
const ESCAPED = /^\\(?=[<=>]{5})/;
const OPERATION = /^\*{3} ?(Delete|Remove|Rename|Move|Create|Add)(?: File)?:? +(.+?)\s*$/i;
const FENCE = /^\s*(`{3,}|~{3,})\S*\s*$/;
/** A line of prose is let go before its end once it is longer than any path line, or begins like a sentence. */
const LONGEST_HELD_PROSE = 160;
const SENTENCE = /^\p{L}\S*\s+\S+\s+\S/u;

/**
 * Reads a model's answer while it arrives: SEARCH/REPLACE blocks and file operations in plain text. Gives the same
 * events, but for how deltas are cut, whatever pieces the text comes in. Accepts what models write: 5 to 9 marks,
 * `SEARCH>`, `line=N`, a block that begins before the one before has ended, `\` before marks that are text, any fence
 * or none, CRLF. [AI1]
 */
export class EditParser {
	readonly #emit: (event: EditEvent) => void;
	#held = '';
	/** How much of `#held` was given away already. */
	#given = 0;
	#state: 'prose' | 'search' | 'replace' = 'prose';
	#path: string | undefined;
	#lastLines: string[] = [];
	#search: string[] = [];

	constructor(emit: (event: EditEvent) => void) {
		this.#emit = emit;
	}

	push(chunk: string): void {
		this.#held += chunk;
		for (let end = this.#held.indexOf('\n'); end !== -1; end = this.#held.indexOf('\n')) {
			const line = this.#held.slice(0, end);
			this.#held = this.#held.slice(end + 1);
			this.#takeLine(line, '\n');
			this.#given = 0;
		}
		this.#letGo();
	}

	/** Ends the text; whatever is open is cut. */
	finish(): void {
		const rest = this.#held;
		this.#held = '';
		const isHalfMarker = this.#state === 'replace' && MAYBE_MARKER.test(rest) && !TAIL.test(rest);
		if (rest !== '' && !isHalfMarker) this.#takeLine(rest, '');
		this.#given = 0;
		if (this.#state === 'replace') this.#emit({ type: 'block-end', isCut: true });
		if (this.#state === 'search') this.#emit({ type: 'malformed', reason: 'The answer ended inside a SEARCH.' });
		this.#state = 'prose';
	}

	/** Gives away the part of an unfinished line that can be nothing but text. */
	#letGo(): void {
		// A carriage return may be half of a line end.
		const line = this.#held.endsWith('\r') ? this.#held.slice(0, -1) : this.#held;
		if (line.length <= this.#given) return;
		if (this.#state === 'replace' && !MAYBE_MARKER.test(line)) {
			this.#emit({ type: 'replace-delta', text: this.#unescape(line) });
			this.#given = line.length;
		} else if (this.#state === 'prose' && isSurelyProse(line)) {
			this.#emit({ type: 'prose', text: line.slice(this.#given) });
			this.#given = line.length;
		}
	}

	/** The part of a line that was not given yet, without the `\` before marks that are text. */
	#unescape(line: string): string {
		return this.#given === 0 ? line.replace(ESCAPED, '') : line.slice(this.#given);
	}

	#takeLine(raw: string, end: string): void {
		const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
		const isWhole = this.#given === 0;
		if (this.#state === 'prose') this.#takeProse(line, { end, isWhole });
		else if (this.#state === 'search') this.#takeSearch(line);
		else if (isWhole && TAIL.test(line)) this.#endBlock();
		else if (isWhole && HEAD.test(line)) {
			this.#endBlock();
			this.#startBlock(line);
		} else {
			const text = this.#unescape(line) + end;
			if (text !== '') this.#emit({ type: 'replace-delta', text });
		}
	}

	#takeProse(line: string, { end, isWhole }: { end: string; isWhole: boolean }): void {
		if (isWhole && HEAD.test(line)) {
			this.#startBlock(line);
			return;
		}
		const operation = isWhole ? readOperation(line) : undefined;
		if (operation) {
			this.#lastLines = [];
			if (operation.kind !== 'delete') this.#path = operation.kind === 'rename' ? operation.newPath : operation.path;
			this.#emit({ type: 'file-operation', operation });
			return;
		}
		this.#lastLines = [...this.#lastLines, line].slice(-3);
		const text = line.slice(this.#given) + end;
		if (text !== '') this.#emit({ type: 'prose', text });
	}

	#takeSearch(line: string): void {
		if (DIVIDER.test(line)) {
			this.#state = 'replace';
			this.#emit({ type: 'search', lines: this.#search });
		} else if (TAIL.test(line) || HEAD.test(line)) {
			this.#emit({ type: 'malformed', reason: 'A SEARCH had no ======= line.' });
			this.#state = 'prose';
			if (HEAD.test(line)) this.#startBlock(line);
		} else this.#search.push(line.replace(ESCAPED, ''));
	}

	#startBlock(line: string): void {
		this.#path = readPath(this.#lastLines) ?? this.#path;
		this.#lastLines = [];
		this.#search = [];
		this.#state = 'search';
		const hint = Number(/\bline ?[=:] ?(\d{1,7})/.exec(line)?.[1] ?? NaN);
		this.#emit({ type: 'block-start', path: this.#path, line: Number.isNaN(hint) ? undefined : hint });
	}

	#endBlock(): void {
		this.#state = 'prose';
		this.#emit({ type: 'block-end', isCut: false });
	}
}

/** Where the line stands that begins the block that a text ends in; undefined when none is open. */
export function openBlockStart(text: string): number | undefined {
	let open: number | undefined;
	let at = 0;
	for (const line of text.split('\n')) {
		const marker = line.replace(/\r$/, '');
		if (HEAD.test(marker) || (at + line.length === text.length && /^<{5,9} ?S?E?A?R?C?$/.test(marker))) open = at;
		else if (TAIL.test(marker)) open = undefined;
		at += line.length + 1;
	}
	return open;
}

function isSurelyProse(line: string): boolean {
	return SENTENCE.test(line) || (line.length > LONGEST_HELD_PROSE && !/^[<*`\s]/.test(line));
}

/** The path that stands over a block: alone in its line, perhaps in a heading, in back quotes, or behind a fence. */
function readPath(lines: readonly string[]): string | undefined {
	for (const line of lines.toReversed()) {
		if (FENCE.test(line) && !/[./]/.test(line)) continue;
		const path = line
			.trim()
			.replace(/^(`{3,}|~{3,})\S*\s*/, '')
			.replace(/^(\/\/|--|#+|\*+|file:|path:)\s*/i, '')
			.replace(/^[`*"'\s]+|[`*"':\s]+$/g, '');
		if (path !== '' && !path.startsWith('<') && !/\s{2}|[.!?]$|^(and|then|now)\b/i.test(path) && isPathLike(path))
			return path;
	}
	return undefined;
}

const isPathLike = (text: string) => !/\s/.test(text) || /^[^.]*\/[^/]+\.\w+$|^[\w -]+\.\w{1,8}$/.test(text);

function readOperation(line: string): FileOperation | undefined {
	const found = OPERATION.exec(line);
	const word = found?.[1]?.toLowerCase();
	const rest = found?.[2];
	if (word === undefined || rest === undefined) return undefined;
	const unquote = (path: string) => path.trim().replace(/^[`"']|[`"']$/g, '');
	if (word === 'rename' || word === 'move') {
		const [path, newPath] = rest.split(/\s+(?:->|=>|→|to)\s+/).map(unquote);
		return path && newPath ? { kind: 'rename', path, newPath } : undefined;
	}
	return { kind: word === 'delete' || word === 'remove' ? 'delete' : 'create', path: unquote(rest) };
}
