import type { Language, Query } from 'web-tree-sitter';
import type { QueryConstructor } from '../diagnostics/rule-set.ts';
import type { LanguageId } from '../diagnostics/languages.ts';

/** Files of shared/tags that hold for a language, in the order in which they are joined. */
const FILES = {
	bash: ['bash'],
	c: ['c'],
	cpp: ['c', 'cpp'],
	csharp: ['csharp'],
	css: ['css'],
	dart: ['dart'],
	elixir: ['elixir'],
	go: ['go'],
	html: ['html'],
	java: ['java'],
	javascript: ['ecmascript', 'javascript'],
	json: ['json'],
	kotlin: ['kotlin'],
	lua: ['lua'],
	php: ['php'],
	python: ['python'],
	ruby: ['ruby'],
	rust: ['rust'],
	swift: ['swift'],
	toml: ['toml'],
	tsx: ['ecmascript', 'typescript'],
	typescript: ['ecmascript', 'typescript'],
	yaml: ['yaml'],
} as const satisfies Partial<Record<LanguageId, readonly string[]>>;

const byLanguage = new Map<string, readonly string[]>(Object.entries(FILES));

/** The languages whose structure is known. */
export const TAGGED_LANGUAGES = Object.keys(FILES) as readonly (keyof typeof FILES)[];

/** The files of shared/tags, without `.scm`, that make the query of a language; none where it has no tags. */
export function tagFilesOf(language: LanguageId): readonly string[] {
	return byLanguage.get(language) ?? [];
}

/** The compiled tags of one language; whoever made it deletes the query. */
export type TagSet = { readonly language: LanguageId; readonly query: Query };

/**
 * Compiles the tags of a language, written as shared/tags/README.md says.
 * @throws QueryError where the grammar has no such node.
 */
export function compileTags(options: {
	readonly Query: QueryConstructor;
	readonly grammar: Language;
	readonly language: LanguageId;
	readonly sources: readonly string[];
	/** What an outline needs, a tenth of the work: definitions and scopes, no names. */
	readonly isOutline?: boolean;
}): TagSet {
	const { Query: Constructor, grammar, language, sources, isOutline = false } = options;
	const source = sources.join('\n');
	const query = new Constructor(grammar, source);
	if (isOutline) disableNames(query, source);
	return { language, query };
}

/** The places of patterns are bytes; the files of shared/tags are ASCII, and a test holds them to it. */
function disableNames(query: Query, source: string): void {
	for (let pattern = 0; pattern < query.patternCount(); pattern++) {
		const text = source.slice(query.startIndexForPattern(pattern), query.endIndexForPattern(pattern));
		if (!/@(definition|scope)\b/.test(text)) query.disablePattern(pattern);
	}
}
