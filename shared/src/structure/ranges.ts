import type { Node, Tree } from 'web-tree-sitter';
import type { Stretch } from './tags.ts';

/** Rows from 0; the last row is folded away, the first stays. */
export type FoldingRange = {
	readonly startRow: number;
	readonly endRow: number;
	readonly kind: 'comment' | 'imports' | 'code';
};

const OPENERS = new Set(['{', '[', '(', 'do', 'then', 'begin', 'class', 'module', 'def', 'function']);
const CLOSERS = /^([}\])]|end|fi|done|esac)$/;
const BLOCKS = /^(block|suite|block_mapping|element)$/;
const IMPORTS = /^(import|use|using|preproc_include|package_import)/;

/** Nodes that are looked at between two pauses; about a millisecond. */
const PIECE_NODES = 500;

/** Where code can be folded: one range a row, the longest. */
export function foldingRangesOf(tree: Tree): FoldingRange[] {
	const steps = foldingRangesInSteps(tree);
	let step = steps.next();
	while (!step.done) step = steps.next();
	return step.value;
}

/** As `foldingRangesOf`, with pauses in which something else may be done, as long as nobody edits the tree. */
export function* foldingRangesInSteps(tree: Tree): Generator<void, FoldingRange[]> {
	const byRow = new Map<number, FoldingRange>();
	const add = (range: FoldingRange) => {
		const known = byRow.get(range.startRow);
		if (range.endRow > range.startRow && (!known || known.endRow < range.endRow)) byRow.set(range.startRow, range);
	};
	const root = tree.rootNode;
	const pending: Node[] = [root];
	let seen = 0;
	for (let node = pending.pop(); node; node = pending.pop()) {
		const children = node.namedChildren;
		if (node.id !== root.id) addNode(node, add);
		for (const child of children) if (child.endPosition.row > child.startPosition.row) pending.push(child);
		for (const range of runsOf(children)) add(range);
		seen += children.length;
		if (seen > PIECE_NODES) {
			seen = 0;
			yield;
		}
	}
	return [...byRow.values()].sort((one, other) => one.startRow - other.startRow);
}

function addNode(node: Node, add: (range: FoldingRange) => void): void {
	const { startPosition, endPosition, type } = node;
	if (type.includes('comment')) {
		add({ startRow: startPosition.row, endRow: lastRow(node), kind: 'comment' });
		return;
	}
	const first = node.firstChild;
	if (BLOCKS.test(type) && (!first || !OPENERS.has(first.type))) {
		// A block told by indentation begins on the line of what opened it.
		const startRow = node.previousSibling?.endPosition.row ?? startPosition.row;
		add({ startRow, endRow: lastRow(node), kind: 'code' });
	} else if (first && OPENERS.has(first.type)) {
		const isClosed = CLOSERS.test(node.lastChild?.type ?? '');
		add({ startRow: startPosition.row, endRow: isClosed ? endPosition.row - 1 : lastRow(node), kind: 'code' });
	}
}

/** Some nodes end at the start of the line after them. */
const lastRow = ({ endPosition }: Node) => endPosition.row - (endPosition.column === 0 ? 1 : 0);

/** Comments and imports that follow each other line by line fold as one. */
function runsOf(children: readonly Node[]): FoldingRange[] {
	const ranges: FoldingRange[] = [];
	let open: { startRow: number; endRow: number; kind: 'comment' | 'imports' } | undefined;
	for (const child of children) {
		const kind = child.type.includes('comment') ? 'comment' : IMPORTS.test(child.type) ? 'imports' : undefined;
		const continues = open && open.kind === kind && child.startPosition.row <= open.endRow + 1;
		if (open && continues) {
			open.endRow = lastRow(child);
			continue;
		}
		if (open) ranges.push(open);
		open = kind && { startRow: child.startPosition.row, endRow: lastRow(child), kind };
	}
	return open ? [...ranges, open] : ranges;
}

/** What a growing selection takes in, the smallest first: node by node, of brackets first what is inside. */
export function selectionRangesAt(tree: Tree, offset: number): Stretch[] {
	const ranges: Stretch[] = [];
	const add = (start: number, end: number) => {
		const last = ranges.at(-1);
		const isLarger = !last || (start <= last.start && end >= last.end && end - start > last.end - last.start);
		if (end > start && isLarger) ranges.push({ start, end });
	};
	for (let node = tree.rootNode.descendantForIndex(offset); node; node = node.parent) {
		const [first, last] = [node.firstChild, node.lastChild];
		if (first && last && OPENERS.has(first.type) && CLOSERS.test(last.type)) {
			if (first.endIndex <= offset && offset <= last.startIndex) add(first.endIndex, last.startIndex);
		}
		add(node.startIndex, node.endIndex);
	}
	return ranges;
}
