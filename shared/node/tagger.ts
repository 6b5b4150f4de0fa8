import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LanguageId } from '@covibe/shared/diagnostics';
import { compileTags, tagFilesOf, type Tags, tagsOf, type TagSet } from '@covibe/shared/structure';
import { Parser, Query } from 'web-tree-sitter';
import { loadGrammar } from './grammars.ts';

const TAGS_FOLDER = new URL('../tags/', import.meta.url);

/** Reads the structure of whole texts; for the agent's map of a project and for tests. */
export type Tagger = {
	/** The parser and the tags of a language, compiled once; no tags where it has none. */
	tools(id: LanguageId): Promise<{ parser: Parser; tags: TagSet | undefined }>;
	/** Undefined where the language has no tags. */
	tags(id: LanguageId, text: string): Promise<Tags | undefined>;
	/** Frees what is compiled. */
	close(): void;
};

export function openTagger(): Tagger {
	const open = new Map<LanguageId, Promise<{ parser: Parser; tags: TagSet | undefined }>>();
	const made: { delete(): void }[] = [];

	async function prepare(id: LanguageId) {
		const grammar = await loadGrammar(id);
		const parser = new Parser().setLanguage(grammar);
		made.push(parser);
		const sources = tagFilesOf(id).map((name) =>
			readFileSync(fileURLToPath(new URL(`${name}.scm`, TAGS_FOLDER)), 'utf8'),
		);
		const tags = sources.length === 0 ? undefined : compileTags({ Query, grammar, language: id, sources });
		if (tags) made.push(tags.query);
		return { parser, tags };
	}

	function tools(id: LanguageId) {
		const known = open.get(id) ?? prepare(id);
		open.set(id, known);
		return known;
	}

	return {
		tools,
		async tags(id, text) {
			const { parser, tags } = await tools(id);
			if (!tags) return undefined;
			const tree = parser.parse(text);
			if (!tree) throw new Error('the parser gave no tree');
			try {
				return tagsOf(tree, tags);
			} finally {
				tree.delete();
			}
		},
		close() {
			for (const each of made.splice(0)) each.delete();
			open.clear();
		},
	};
}
