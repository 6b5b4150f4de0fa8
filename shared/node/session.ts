import { type Finding, LiveFindings, type RuleSet, type SyntaxEdit } from '@covibe/shared/diagnostics';
import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';

/** A text after one more edit. */
export type Change = { readonly text: string; readonly edit: SyntaxEdit };

export function replace(text: string, start: number, deleted: number, inserted: string): Change {
	const changed = text.slice(0, start) + inserted + text.slice(start + deleted);
	const edit = {
		startIndex: start,
		oldEndIndex: start + deleted,
		newEndIndex: start + inserted.length,
		startPosition: pointAt(text, start),
		oldEndPosition: pointAt(text, start + deleted),
		newEndPosition: pointAt(changed, start + inserted.length),
	};
	return { text: changed, edit };
}

function pointAt(text: string, index: number): Point {
	let row = 0;
	for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) row += 1;
	return { row, column: index - (index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1) };
}

/** A file that is edited, as the worker of a page holds it: text, tree and findings. For tests and benchmarks. */
export class Session {
	text: string;
	tree: Tree;
	readonly live: LiveFindings;
	readonly #parser: Parser;
	readonly #rules: RuleSet;

	constructor(parser: Parser, compiled: RuleSet, text: string) {
		this.#parser = parser;
		this.#rules = compiled;
		this.text = text;
		this.tree = this.#parse(text);
		this.live = new LiveFindings(compiled);
		this.live.reset({ tree: this.tree, text });
	}

	#parse(text: string, old?: Tree): Tree {
		const tree = this.#parser.parse(text, old);
		if (!tree) throw new Error('the parser gave no tree');
		return tree;
	}

	/** Several edits make one parse, as in one frame of the editor. Tells how long parsing and judging took. */
	apply(changes: readonly Change[]): { parseMs: number; rulesMs: number } {
		const startedAt = performance.now();
		this.edit(changes);
		const parsedAt = performance.now();
		while (this.live.step(this));
		return { parseMs: parsedAt - startedAt, rulesMs: performance.now() - parsedAt };
	}

	/** As `apply`, but leaves the look at what changed to `live.step`. */
	edit(changes: readonly Change[]): void {
		const before = this.tree;
		for (const { edit } of changes) before.edit(new Edit(edit));
		this.text = changes.at(-1)?.text ?? this.text;
		this.tree = this.#parse(this.text, before);
		this.live.edit({ edits: changes.map(({ edit }) => edit), changedRanges: before.getChangedRanges(this.tree) });
		before.delete();
	}

	/** Parses from nothing, as the worker does in a pause when a tree with errors came of another one. */
	heal(): void {
		const before = this.tree;
		this.tree = this.#parse(this.text);
		this.live.edit({ edits: [], changedRanges: before.getChangedRanges(this.tree) });
		while (this.live.step(this));
		before.delete();
	}

	/** What a parse and a run from nothing give. */
	fresh(): { tree: string; findings: readonly Finding[] } {
		const tree = this.#parse(this.text);
		const live = new LiveFindings(this.#rules);
		live.reset({ tree, text: this.text });
		const answer = { tree: tree.rootNode.toString(), findings: live.findings };
		tree.delete();
		return answer;
	}

	close(): void {
		this.tree.delete();
	}
}
