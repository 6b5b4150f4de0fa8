import type { SyntaxEdit } from '@covibe/shared/diagnostics';
import type { Edit, Parser, Range, Tree } from 'web-tree-sitter';
import { LEAST_MS } from './slices.ts';

/** What came of the last edits; without `changedRanges` there was no tree before. */
export type Grown = {
	readonly tree: Tree;
	readonly edits: readonly SyntaxEdit[];
	readonly changedRanges: readonly Range[] | undefined;
};

type Maker = {
	/** web-tree-sitter's constructor: workers and Node each bring their own. */
	readonly Edit: new (fields: ConstructorParameters<typeof Edit>[0]) => Edit;
	newParser(): Parser;
};

/** UTF-16 units that are parsed from nothing in about the time of one slice. */
const SHORT_LENGTH = 40_000;

/** The syntax tree of a text that is edited, parsed a slice at a time; owns every tree that comes of it. */
export class LiveTree {
	/** For trial parses, while this is current and not being healed. */
	readonly parser: Parser;
	readonly #maker: Maker;
	readonly #now: () => number;
	/** The last complete tree, with the edits since marked in it. */
	#tree: Tree | undefined;
	#edits: SyntaxEdit[] = [];
	#isCurrent = false;
	/** The tree of the text, not yet compared with the one before. */
	#fresh: Tree | undefined;
	/** Trees of texts before; to free a large one takes a while. */
	readonly #stale: Tree[] = [];
	/** Made out of the tree before it, or with rests. */
	#isDerived = false;
	#hasRested = false;

	constructor(maker: Maker, now: () => number) {
		this.parser = maker.newParser();
		this.#maker = maker;
		this.#now = now;
	}

	/** Undefined while the last edits are not parsed. */
	get current(): Tree | undefined {
		return this.#isCurrent ? this.#tree : undefined;
	}

	get hasStale(): boolean {
		return this.#stale.length > 0;
	}

	/**
	 * Around errors tree-sitter guesses otherwise when it goes on from an older tree, and also when a parse rests between
	 * slices: what is shown would hang on how the text was typed, and how fast.
	 */
	get mayBeAmiss(): boolean {
		return this.#isDerived && this.current?.rootNode.hasError === true;
	}

	edit(edits: readonly SyntaxEdit[]): void {
		this.#dropFresh();
		// The parser may be in the middle of the text as it was.
		this.parser.reset();
		this.#hasRested = false;
		this.#isCurrent = false;
		for (const edit of edits) {
			this.#tree?.edit(new this.#maker.Edit(edit));
			this.#edits.push(edit);
		}
	}

	/** Works until the deadline. @returns the tree of the text when it is there. */
	parse(text: string, deadline: number): Grown | undefined {
		return this.#grow(text, this.#tree, deadline);
	}

	/** As `parse`, but from nothing, and a short text in one go: for a tree that may be amiss. */
	heal(text: string, deadline: number): Grown | undefined {
		const healed = this.#grow(text, undefined, text.length > SHORT_LENGTH ? deadline : Infinity);
		// A long text is parsed with rests also the next time.
		if (healed) this.#isDerived = false;
		return healed;
	}

	/** Frees one tree of a text before. */
	tidy(): void {
		this.#stale.pop()?.delete();
	}

	close(): void {
		this.#dropFresh();
		while (this.hasStale) this.tidy();
		this.#tree?.delete();
		this.#tree = undefined;
		this.parser.delete();
	}

	#grow(text: string, from: Tree | undefined, deadline: number): Grown | undefined {
		if (!this.#fresh) {
			const isLate = () => this.#now() > deadline;
			this.#fresh = this.parser.parse(text, from, { progressCallback: isLate }) ?? undefined;
			if (!this.#fresh) this.#hasRested = true;
			// To compare two trees of a long file takes a while too.
			if (!this.#fresh || this.#now() > deadline - LEAST_MS) return undefined;
		}
		const [tree, before, edits] = [this.#fresh, this.#tree, this.#edits];
		this.#fresh = undefined;
		this.#tree = tree;
		this.#edits = [];
		this.#isCurrent = true;
		this.#isDerived = from !== undefined || this.#hasRested;
		this.#hasRested = false;
		if (before) this.#stale.push(before);
		return { tree, edits, changedRanges: before?.getChangedRanges(tree) };
	}

	#dropFresh(): void {
		if (this.#fresh) this.#stale.push(this.#fresh);
		this.#fresh = undefined;
	}
}
