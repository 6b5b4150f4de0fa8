import type { Node, Point, Tree } from 'web-tree-sitter';
import type { TextEdit } from '../finding.ts';
import { errorNodes } from './errors.ts';
import type { BrokenSource } from './explain.ts';

/**
 * Calls of the parser's progress, one per 100 operations. Of the trials in files of 60 to 400 lines 99 in 100 need
 * fewer than 80; one that turns the rest of a long file inside out is given up before it takes a frame.
 */
const MAX_STEPS = 400;
/** Of these, as many as are made without a rest. */
const STEPS_AT_ONCE = 50;
/** UTF-16 units handed to the parser at once: it asks for as much as its own buffer holds. */
const CHUNK_LENGTH = 4_096;
/** Errors counted in a tree: enough to compare two, little enough for a file that is broken all over. */
const MAX_COUNTED = 40;
/** What a guess and an error of the parser count; a long error counts more than several short ones. */
const MISSING_COST = 3;
const ERROR_COST = 4;
const ERROR_LENGTH_COST = { unitLength: 8, most: 20 };

export const costOf = (node: Node): number =>
	node.isMissing
		? MISSING_COST
		: ERROR_COST + Math.min(ERROR_LENGTH_COST.most, (node.endIndex - node.startIndex) / ERROR_LENGTH_COST.unitLength);

export function costOfTree(tree: Tree): number {
	return errorNodes(tree.rootNode, MAX_COUNTED).reduce((sum, node) => sum + costOf(node), 0);
}

/** A text with its tree, and the places of its lines. */
export class Draft {
	readonly text: string;
	readonly tree: Tree;
	readonly #source: BrokenSource;
	readonly #lineStarts: number[] = [0];

	constructor(source: BrokenSource, text: string, tree: Tree) {
		this.#source = source;
		this.text = text;
		this.tree = tree;
		for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
	}

	/**
	 * The tree after an edit, for the caller to delete; undefined when it changes so much that it mends nothing. Gives
	 * way about every millisecond; who drops it in between gets the parser back as it was.
	 */
	*try(edit: TextEdit): Generator<undefined, Tree | undefined> {
		const copy = this.tree.copy();
		let tree: Tree | null = null;
		try {
			const startPosition = this.pointAt(edit.start);
			const newEndPosition = pointAfter(startPosition, edit.text);
			const oldEndPosition = this.pointAt(edit.end);
			const newEndIndex = edit.start + edit.text.length;
			const places = { startIndex: edit.start, oldEndIndex: edit.end, newEndIndex };
			copy.edit(new this.#source.Edit({ ...places, startPosition, oldEndPosition, newEndPosition }));
			let steps = 0;
			const options = { progressCallback: () => ++steps % STEPS_AT_ONCE === 0 };
			while (steps < MAX_STEPS) {
				tree = this.#source.parser.parse((index) => this.#read(edit, index), copy, options);
				if (tree) return tree;
				yield;
			}
			return undefined;
		} finally {
			// Else the next parse would go on with this one.
			if (!tree) this.#source.parser.reset();
			copy.delete();
		}
	}

	/** The edited text is never built: joining and flattening it would cost more than parsing. */
	#read({ start, end, text }: TextEdit, index: number): string {
		if (index < start) return this.text.slice(index, Math.min(start, index + CHUNK_LENGTH));
		if (index < start + text.length) return text.slice(index - start);
		const at = index - text.length - start + end;
		return this.text.slice(at, at + CHUNK_LENGTH);
	}

	pointAt(index: number): Point {
		let [low, high] = [0, this.#lineStarts.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#lineStarts[middle] ?? 0) <= index) low = middle;
			else high = middle - 1;
		}
		return { row: low, column: index - (this.#lineStarts[low] ?? 0) };
	}
}

function pointAfter(start: Point, text: string): Point {
	const lines = text.split('\n');
	const last = lines.at(-1)?.length ?? 0;
	return lines.length === 1
		? { row: start.row, column: start.column + last }
		: { row: start.row + lines.length - 1, column: last };
}
