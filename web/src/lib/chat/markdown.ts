import createPurifier, { type DOMPurify } from 'dompurify';
import { Marked, type Token } from 'marked';

/** A top-level piece of a message: code that stands alone, or anything else, as its Markdown. */
export type Block =
	| { readonly kind: 'text'; readonly raw: string }
	| {
			readonly kind: 'code';
			readonly raw: string;
			readonly code: string;
			/** As it was written behind the fence; may be empty. */
			readonly language: string;
			/** Its fence was closed: nothing more comes. */
			readonly isClosed: boolean;
	  };

const SAFE_ADDRESS = /^(https?:\/\/|mailto:)/i;
const CLOSED = /\n[ \t]*(`{3,}|~{3,})[ \t]*\n?$/;
const TAGS =
	'a p br strong em del code pre ul ol li blockquote h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td input span'.split(
		' ',
	);
const ATTRIBUTES = ['href', 'align', 'type', 'checked', 'disabled', 'start', 'data-path'];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

const marked = new Marked({
	gfm: true,
	breaks: true,
	renderer: {
		// Code is what people talk about here: tags are shown, not made.
		html: ({ text }) => escape(text),
		// Nothing is loaded from elsewhere, which would tell who reads; a click is a decision.
		image: ({ href, text }) => link(href, escape(text === '' ? href : text)),
		link({ href, tokens }) {
			return link(href, this.parser.parseInline(tokens));
		},
	},
});

/** Links lead out of the room; what is no address may name a file of the room, which is looked up where it is shown. */
function link(href: string, words: string): string {
	if (SAFE_ADDRESS.test(href)) return `<a href="${escape(href)}">${words}</a>`;
	return `<span data-path="${escape(href)}">${words}</span>`;
}

/** Takes a message apart. A code block whose fence was not closed yet goes to the end. */
export function blocksOf(text: string): Block[] {
	return marked.lexer(text).flatMap((token) => blockOf(token));
}

function blockOf(token: Token): Block[] {
	if (token.type === 'space') return [];
	if (token.type !== 'code') return [{ kind: 'text', raw: token.raw }];
	const { raw, text, lang } = token as { raw: string; text: string; lang?: string };
	const isFenced = /^ {0,3}(`{3,}|~{3,})/.test(raw);
	const language = (lang ?? '').trim().split(/\s+/)[0] ?? '';
	return [{ kind: 'code', raw, code: text, language, isClosed: !isFenced || CLOSED.test(raw) }];
}

let purifier: DOMPurify | undefined;

/** Renders a piece of Markdown, with nothing in it that acts, loads, or leads anywhere unsafe. In a browser only. */
export function renderMarkdown(raw: string): DocumentFragment {
	purifier ??= createPurifier(window);
	const fragment = purifier.sanitize(marked.parse(raw, { async: false }), {
		ALLOWED_TAGS: TAGS,
		ALLOWED_ATTR: ATTRIBUTES,
		ALLOW_DATA_ATTR: false,
		ALLOWED_URI_REGEXP: SAFE_ADDRESS,
		RETURN_DOM_FRAGMENT: true,
	});
	for (const anchor of fragment.querySelectorAll('a')) {
		anchor.target = '_blank';
		anchor.rel = 'noopener noreferrer nofollow';
	}
	return fragment;
}

/** The editor's colours of a piece of code, which are spans and line breaks alone. In a browser only. */
export function renderColours(html: string): DocumentFragment {
	purifier ??= createPurifier(window);
	return purifier.sanitize(html, {
		ALLOWED_TAGS: ['span', 'br'],
		ALLOWED_ATTR: ['class'],
		RETURN_DOM_FRAGMENT: true,
	});
}

/** Reads the same text again and again while it grows; what is behind is not read anew. */
export class GrowingBlocks {
	#settled: Block[] = [];
	#prefix = '';

	read(text: string): Block[] {
		if (!text.startsWith(this.#prefix)) {
			this.#settled = [];
			this.#prefix = '';
		}
		const tokens = marked.lexer(text.slice(this.#prefix.length));
		// The last two may still become something else: a paragraph a heading, a list a longer one.
		const settling = tokens.slice(0, -2);
		const settled = settling.map((token) => token.raw).join('');
		// Marked changes some whitespace of what it reads; then nothing is settled, and all is read once more.
		if (settled !== '' && text.startsWith(settled, this.#prefix.length)) {
			this.#settled = [...this.#settled, ...settling.flatMap(blockOf)];
			this.#prefix += settled;
			return [...this.#settled, ...tokens.slice(-2).flatMap(blockOf)];
		}
		return [...this.#settled, ...tokens.flatMap(blockOf)];
	}
}
