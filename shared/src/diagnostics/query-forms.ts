/** One `(#set! key "value")` of a form. */
export type SetDirective = { key: string; value: string; start: number; end: number };

/** One top-level form of a tree-sitter query, with what the rules need to know of it. */
export type QueryForm = {
	start: number;
	end: number;
	sets: SetDirective[];
	/** Names captured on the form's root or, in a group, on the nodes right below it. */
	rootCaptures: string[];
	captures: Set<string>;
};

export class QuerySyntaxError extends Error {
	/** UTF-16 offset in the source. */
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.name = 'QuerySyntaxError';
		this.offset = offset;
	}
}

type Token = { text: string; start: number; end: number };

const TOKEN = /;[^\n]*|"(?:[^"\\\n]|\\.)*"|[()[\]]|[^\s()[\]";]+/gy;

/**
 * Cuts the source of a query into its top-level forms.
 * @throws QuerySyntaxError when brackets do not match or a token is none.
 */
export function readForms(source: string): QueryForm[] {
	const forms: QueryForm[] = [];
	const open: Token[] = [];
	let isGroup = false;
	const tokens = tokenize(source);
	for (const [index, token] of tokens.entries()) {
		const form = forms.at(-1);
		if (token.text === '(' || token.text === '[') {
			if (open.length === 0) {
				forms.push({ start: token.start, end: token.end, sets: [], rootCaptures: [], captures: new Set() });
				isGroup = /^[(["]/.test(tokens[index + 1]?.text ?? '');
			}
			open.push(token);
		} else if (token.text === ')' || token.text === ']') {
			close(open, token);
			if (form) form.end = token.end;
		} else if (!form) {
			throw new QuerySyntaxError(`a form cannot begin with ${token.text}`, token.start);
		} else if (token.text.startsWith('@')) {
			capture(form, token, open.length === 0 || (isGroup && open.length === 1));
		} else if (token.text === '#set!') {
			form.sets.push(directive(tokens, index));
		}
	}
	const unclosed = open.at(-1);
	if (unclosed) throw new QuerySyntaxError(`${unclosed.text} is never closed`, unclosed.start);
	return forms;
}

function tokenize(source: string): Token[] {
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	for (let at = 0; at < source.length;) {
		const space = /\s*/y;
		space.lastIndex = at;
		at += space.exec(source)?.[0].length ?? 0;
		if (at >= source.length) break;
		TOKEN.lastIndex = at;
		const text = TOKEN.exec(source)?.[0];
		if (text === undefined) throw new QuerySyntaxError('a string is never closed', at);
		if (!text.startsWith(';')) tokens.push({ text, start: at, end: at + text.length });
		at += text.length;
	}
	return tokens;
}

function close(open: Token[], token: Token): void {
	const opener = open.pop();
	const wanted = token.text === ')' ? '(' : '[';
	if (opener?.text !== wanted) throw new QuerySyntaxError(`${token.text} closes nothing`, token.start);
}

function capture(form: QueryForm, token: Token, isRoot: boolean): void {
	// `@x` inside a predicate refers to a capture; it is counted as one only if the query compiles, so no harm is done.
	const name = token.text.slice(1);
	form.captures.add(name);
	if (isRoot) form.rootCaptures.push(name);
	form.end = Math.max(form.end, token.end);
}

function directive(tokens: readonly Token[], index: number): SetDirective {
	const [opener, key, value, closer] = [tokens[index - 1], tokens[index + 1], tokens[index + 2], tokens[index + 3]];
	const at = tokens[index]?.start ?? 0;
	if (opener?.text !== '(' || !key || !value || value.text === ')' || closer?.text !== ')') {
		throw new QuerySyntaxError('#set! takes a key and a value: (#set! key "value")', at);
	}
	return { key: unquote(key.text), value: unquote(value.text), start: opener.start, end: closer.end };
}

function unquote(text: string): string {
	if (!text.startsWith('"')) return text;
	return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
