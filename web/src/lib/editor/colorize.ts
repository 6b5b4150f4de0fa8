import { languageOf } from './languages.ts';

/** Beyond this, colours are not worth the wait. */
const LONGEST = 20_000;

/** Monaco's id of a language as people write it behind a fence: `ts`, `python`, `C++`; undefined when there is none. */
export function languageOfFence(word: string): string | undefined {
	const lower = word.toLowerCase();
	const known = ALIASES[lower] ?? lower;
	const { id } = languageOf(`x.${known}`);
	if (id !== 'plaintext') return id;
	return NAMED.has(known) ? known : undefined;
}

const ALIASES: Readonly<Record<string, string>> = {
	'c++': 'cpp',
	'c#': 'csharp',
	console: 'shell',
	golang: 'go',
	node: 'javascript',
	py3: 'python',
	zsh: 'shell',
};
const NAMED = new Set(
	(
		'c cpp csharp css dart dockerfile go graphql html ini java javascript json kotlin less lua markdown php python r ' +
		'ruby rust scss shell sql swift typescript xml yaml'
	).split(' '),
);

/** Colours of a piece of code as HTML of the editor's own; undefined when it is too long or its language is not known. */
export async function colorize(code: string, word: string): Promise<string | undefined> {
	const language = languageOfFence(word);
	if (language === undefined || code.length > LONGEST) return undefined;
	const { editor } = await import('./monaco.ts');
	return editor.colorize(code, language, { tabSize: 4 });
}
