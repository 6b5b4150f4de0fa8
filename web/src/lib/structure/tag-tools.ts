import type { LanguageId } from '@covibe/shared/diagnostics';
import { compileTags, tagFilesOf, type TagSet } from '@covibe/shared/structure';
import type { SyntaxTools } from '../syntax/session.ts';

type Texts = readonly (readonly [name: string, text: string])[];
export type CompiledTags = { readonly outline: TagSet; readonly all: () => TagSet };

/** Compiles the tags of each language once; a grammar stays as long as its worker, and so do they. */
export class TagTools {
	readonly #load: () => Promise<{ readonly texts: Texts }>;
	readonly #compiled = new Map<LanguageId, Promise<CompiledTags | undefined>>();

	constructor(load: () => Promise<{ readonly texts: Texts }>) {
		this.#load = load;
	}

	/** Undefined where a language has no tags; what failed to load is tried anew by the next who asks. */
	of(tools: SyntaxTools): Promise<CompiledTags | undefined> {
		const known = this.#compiled.get(tools.id) ?? this.#compile(tools);
		this.#compiled.set(tools.id, known);
		known.catch(() => this.#compiled.delete(tools.id));
		return known;
	}

	async #compile({ id, grammar, Query }: SyntaxTools): Promise<CompiledTags | undefined> {
		const names = tagFilesOf(id);
		if (names.length === 0) return undefined;
		const texts = new Map((await this.#load()).texts);
		const sources = names.map((name) => texts.get(`${name}.scm`) ?? '');
		const options = { Query, grammar, language: id, sources };
		let all: TagSet | undefined;
		return { outline: compileTags({ ...options, isOutline: true }), all: () => (all ??= compileTags(options)) };
	}
}
