import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../finding.ts';

/** More squiggles than this say only that the file is broken. */
export const MAX_SYNTAX_PROBLEMS = 20;
const WIDE_ROWS = 3;
/** Children of an error that are asked whether the mistake is in them; a few milliseconds. */
const MAX_LOOKED_THROUGH = 5_000;

/** Where the parser gave up or guessed, in the order of the text; what lies inside an error is not told again. */
export function findSyntaxErrors(tree: Tree, limit = MAX_SYNTAX_PROBLEMS): readonly Span[] {
	return errorNodes(tree.rootNode, limit).map(spanOf);
}

/** The first nodes that are an error or missing. Subtrees without any are not entered. */
export function errorNodes(root: Node, limit: number): Node[] {
	const found: Node[] = [];
	const pending = [root];
	for (let node = pending.pop(); node && found.length < limit; node = pending.pop()) {
		if (node.isError || node.isMissing) found.push(node);
		else if (node.hasError)
			pending.push(...node.children.filter((child) => child.hasError || child.isMissing).reverse());
	}
	return found;
}

/** An error over the whole file says little; what it holds may say more. */
export function focusOf(error: Node): Node {
	const inner = isWide(error) ? firstErrorIn(error) : undefined;
	return inner ? focusOf(inner) : error;
}

function firstErrorIn(error: Node): Node | undefined {
	const cursor = error.walk();
	try {
		let isChild = cursor.gotoFirstChild();
		for (let count = 0; isChild && count < MAX_LOOKED_THROUGH; count++) {
			const inner = cursor.currentNode.hasError ? errorNodes(cursor.currentNode, 1)[0] : undefined;
			if (inner) return inner;
			isChild = cursor.gotoNextSibling();
		}
		return undefined;
	} finally {
		cursor.delete();
	}
}

/** Those at the front: a list of all children of an error over a whole file takes longer than a frame. */
export function firstChildren(node: Node, limit: number): Node[] {
	const children: Node[] = [];
	for (let child = node.firstChild; child && children.length < limit; child = child.nextSibling) children.push(child);
	return children;
}

export const isWide = ({ startPosition, endPosition }: Node) => endPosition.row - startPosition.row > WIDE_ROWS;

export function spanOf(node: Node): Span {
	const { startIndex: start, endIndex: end, startPosition, endPosition } = node;
	return { start, end, startPosition, endPosition };
}
