import { lexer, type Token } from 'marked';

/** A stretch of words, or of code inside them. */
export type PagePart = { readonly kind: 'text' | 'code'; readonly text: string };

export type PageBlock =
	| { readonly kind: 'paragraph'; readonly parts: readonly PagePart[] }
	| {
			readonly kind: 'example';
			readonly verdict: 'bad' | 'good' | 'fixed';
			/** As the fence names it: `python`, `js`. */
			readonly language: string;
			readonly code: string;
	  };

/** What a rule's page says, in the order of its file. */
export type RulePage = { readonly title: string; readonly blocks: readonly PageBlock[] };

/**
 * Reads a page of shared/rules. Its parts are data, never markup, so nothing in it can become HTML.
 * @throws Error for what the pages do not hold (`rules/README.md`): lists, links, raw HTML, an example without a verdict
 */
export function parseRulePage(text: string): RulePage {
	const [first, ...rest] = lexer(text).filter(({ type }) => type !== 'space');
	if (first?.type !== 'heading') throw new Error('a rule page begins with its title');
	const title = partsOf(first).map((part) => part.text);
	return { title: title.join(''), blocks: rest.map(blockOf) };
}

function blockOf(token: Token): PageBlock {
	if (token.type === 'paragraph') return { kind: 'paragraph', parts: partsOf(token) };
	if (token.type !== 'code') throw new Error(`a rule page holds no ${token.type}`);
	const [language = '', verdict] = String((token as { lang?: unknown }).lang).split(' ');
	if (verdict !== 'bad' && verdict !== 'good' && verdict !== 'fixed')
		throw new Error('an example is bad, good or fixed');
	return { kind: 'example', verdict, language, code: textOf(token) };
}

function partsOf(token: Token): PagePart[] {
	const inside = 'tokens' in token ? (token.tokens ?? []) : [];
	return inside.map((part) => {
		if (part.type !== 'text' && part.type !== 'codespan') throw new Error(`a rule page holds no ${part.type}`);
		return { kind: part.type === 'codespan' ? 'code' : 'text', text: textOf(part) };
	});
}

const textOf = (token: Token) => ('text' in token ? String(token.text) : '');

/** What a rule says where it is found, as a paragraph; what it quotes from the code there is left open. */
export function messageBlock(message: string): PageBlock {
	const parts = message
		.replace(/\{[\w.-]+\}/g, '…')
		.split('`')
		.map((text, index): PagePart => ({ kind: index % 2 === 1 ? 'code' : 'text', text }));
	return { kind: 'paragraph', parts: parts.filter(({ text }) => text !== '') };
}

/** The words of the first paragraph, up to so many sentences: why the rule is there. Empty where its message says it all. */
export function firstSentences({ blocks }: RulePage, count: number): string {
	const paragraph = blocks.find((block) => block.kind === 'paragraph');
	const words = (paragraph?.parts ?? []).map(({ kind, text }) => (kind === 'code' ? `\`${text}\`` : text)).join('');
	// A sentence ends where a capital, a code span or nothing follows: `e.g. this` does not end one.
	return words
		.replace(/\s+/g, ' ')
		.split(/(?<=[.!?])\s(?=[A-Z`])/)
		.slice(0, count)
		.join(' ');
}
