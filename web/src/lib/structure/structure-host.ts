import type { FileId } from '@covibe/shared';
import { type LanguageId } from '@covibe/shared/diagnostics';
import { Lines } from '@covibe/shared/linters';
import {
	foldingRangesInSteps,
	type OutlineItem,
	outlineInSteps,
	selectionRangesAt,
	type Tags,
	tagsInSteps,
	type TagSet,
} from '@covibe/shared/structure';
import type { Tree } from 'web-tree-sitter';
import type { SyntaxService } from '../syntax/service.ts';
import type { SyntaxTools, ToolsLoader } from '../syntax/session.ts';
import { IdleSteps } from './idle-steps.ts';
import type { OutlineEntry, Point, PointSpan } from './messages.ts';
import type { CompiledTags, TagTools } from './tag-tools.ts';

export type StructureOptions = {
	readonly service: Pick<SyntaxService, 'read' | 'isIdle'>;
	readonly tags: TagTools;
	readonly load: ToolsLoader;
};

/** A copy of a file's tree, which no edit reaches; whoever took it frees it. */
type Snapshot = { readonly tree: Tree; readonly text: string; readonly version: number; readonly tools: SyntaxTools };
export type TaggedText = { readonly text: string; readonly language: LanguageId; readonly tags: Tags };

/** What texts are made of, read from the trees of worker A while nothing else is to be done there. */
export class StructureHost {
	readonly #options: StructureOptions;
	readonly #steps: IdleSteps;
	/** The latest question of each kind about a file: who asked before is not answered any more. */
	readonly #latest = new Map<string, object>();

	constructor(options: StructureOptions) {
		this.#options = options;
		this.#steps = new IdleSteps(() => options.service.isIdle);
	}

	/** Undefined when the file is not open, its language has no tags, or the same was asked again meanwhile. */
	async outline(file: FileId): Promise<readonly OutlineEntry[] | undefined> {
		const isWanted = this.#asks('outline', file);
		return this.#withTree(file, async (snapshot) => {
			const compiled = await this.#options.tags.of(snapshot.tools);
			if (!compiled) return undefined;
			const { tree, text, tools } = snapshot;
			const parser = tools.newParser();
			try {
				const source = { tree, text, parser, language: tools.id, Edit: tools.Edit };
				const items = await this.#steps.run(outlineInSteps(source, compiled.outline), isWanted);
				return items && entriesOf(items, new Lines(text));
			} finally {
				parser.delete();
			}
		});
	}

	/** First row, last row and kind of each range, from 0; kinds: 0 code, 1 comment, 2 imports. */
	async folds(file: FileId): Promise<Int32Array | undefined> {
		const isWanted = this.#asks('folds', file);
		return this.#withTree(file, async ({ tree }) => {
			const ranges = await this.#steps.run(foldingRangesInSteps(tree), isWanted);
			const kinds = { code: 0, comment: 1, imports: 2 };
			return ranges && Int32Array.from(ranges.flatMap(({ startRow, endRow, kind }) => [startRow, endRow, kinds[kind]]));
		});
	}

	/** For each place what a growing selection takes in, the smallest first. */
	async selections(file: FileId, points: readonly Point[]): Promise<readonly (readonly PointSpan[])[] | undefined> {
		return this.#options.service.read(file, ({ tree, text }) => {
			const lines = new Lines(text);
			return points.map((point) =>
				selectionRangesAt(tree, lines.offsetAt(point)).map(({ start, end }) => ({
					start: lines.pointAt(start),
					end: lines.pointAt(end),
				})),
			);
		});
	}

	/** The text that worker A holds of an open file. */
	textOfOpen(file: FileId): Promise<string | undefined> {
		return this.#options.service.read(file, ({ text }) => text);
	}

	/** Everything about an open file: definitions, names, scopes. `known` is given back when it is of the same text. */
	async tagsOfOpen(file: FileId, known: TaggedText | undefined): Promise<TaggedText | undefined> {
		return this.#withTree(file, async ({ tree, text, tools }) => {
			if (known?.text === text && known.language === tools.id) return known;
			return this.#tag(tree, text, tools);
		});
	}

	/** The same of a text that nobody has open. */
	async tagsOfText(language: LanguageId, text: string): Promise<TaggedText | undefined> {
		let parser: ReturnType<SyntaxTools['newParser']> | undefined;
		let tree: Tree | undefined;
		try {
			const tools = await this.#options.load(language);
			parser = tools.newParser();
			tree = await this.#steps.run(parseInSteps(parser, text));
			return tree && (await this.#tag(tree, text, tools));
		} catch {
			// Safe: a grammar that does not load now leaves the file unread; it is asked for again with the next question.
			return undefined;
		} finally {
			tree?.delete();
			parser?.delete();
		}
	}

	/** For work of others in the same thread. */
	run<T>(steps: Generator<void, T>, isWanted?: () => boolean): Promise<T | undefined> {
		return this.#steps.run(steps, isWanted);
	}

	async #tag(tree: Tree, text: string, tools: SyntaxTools): Promise<TaggedText | undefined> {
		const set: TagSet | undefined = allOf(await this.#options.tags.of(tools));
		const tags = set && (await this.#steps.run(tagsInSteps(tree, set)));
		return tags && { text, language: tools.id, tags };
	}

	async #withTree<T>(file: FileId, read: (snapshot: Snapshot) => Promise<T | undefined>): Promise<T | undefined> {
		const snapshot = await this.#options.service.read(file, (view) => ({ ...view, tree: view.tree.copy() }));
		if (!snapshot) return undefined;
		try {
			return await read(snapshot);
		} finally {
			snapshot.tree.delete();
		}
	}

	#asks(what: string, file: FileId): () => boolean {
		const key = `${what} ${file}`;
		const ask = {};
		this.#latest.set(key, ask);
		return () => this.#latest.get(key) === ask;
	}
}

const allOf = (compiled: CompiledTags | undefined): TagSet | undefined => compiled?.all();

/** Told how far the parser is every few milliseconds at most. */
const PARSE_MS = 4;

function* parseInSteps(parser: ReturnType<SyntaxTools['newParser']>, text: string): Generator<void, Tree | undefined> {
	for (;;) {
		const deadline = performance.now() + PARSE_MS;
		const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
		if (tree) return tree;
		yield;
	}
}

function entriesOf(items: readonly OutlineItem[], lines: Lines): OutlineEntry[] {
	return items.map(({ name, kind, nameSpan, whole, children }) => ({
		name,
		kind,
		at: lines.pointAt(nameSpan.start),
		start: lines.pointAt(whole.start),
		end: lines.pointAt(whole.end),
		children: entriesOf(children, lines),
	}));
}
