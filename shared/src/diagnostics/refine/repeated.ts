import type { Node } from 'web-tree-sitter';

/** The first node whose key an earlier one had; undefined when all differ. */
export function repeated(nodes: readonly Node[], keyOf: (node: Node) => string): Node | undefined {
	const seen = new Set<string>();
	return nodes.find((node) => {
		const key = keyOf(node);
		if (seen.has(key)) return true;
		seen.add(key);
		return false;
	});
}
