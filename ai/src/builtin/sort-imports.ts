import type { LanguageId } from '@covibe/shared/diagnostics';
import type { Node, Tree } from 'web-tree-sitter';

/** Node types of imports whose order means nothing, by language. Includes of C and requires of Ruby run what they name. */
const IMPORTS: Readonly<Partial<Record<LanguageId, readonly string[]>>> = {
	javascript: ['import_statement'],
	typescript: ['import_statement'],
	tsx: ['import_statement'],
	python: ['import_statement', 'import_from_statement'],
	java: ['import_declaration'],
	rust: ['use_declaration'],
	csharp: ['using_directive'],
};

type Import = { readonly start: number; readonly end: number; readonly text: string };

export const canSortImports = (language: LanguageId): boolean => IMPORTS[language] !== undefined;

/**
 * The text with each run of imports sorted by what it imports: from the language's own to packages to relative paths.
 * A blank line, a comment, or an import for its effect alone ends a run: those are what people put there on purpose.
 */
export function sortImports(tree: Tree, text: string, language: LanguageId): string {
	const types = IMPORTS[language] ?? [];
	let sorted = text;
	for (const run of runsOf(tree.rootNode, types, text).reverse()) {
		const texts = run
			.map((each) => each.text)
			.sort((one, other) => compare(keyOf(one), keyOf(other)) || compare(one, other));
		for (const [index, { start, end }] of [...run.entries()].reverse())
			sorted = sorted.slice(0, start) + (texts[index] ?? '') + sorted.slice(end);
	}
	return sorted;
}

function runsOf(root: Node, types: readonly string[], text: string): Import[][] {
	const runs: Import[][] = [];
	let last: Node | undefined;
	for (const node of root.namedChildren) {
		const follows = last !== undefined && isNextLine(last, node, text);
		if (!types.includes(node.type) || isForEffect(node.text) || !isAlone(node, text)) {
			last = undefined;
			continue;
		}
		const each = { start: node.startIndex, end: endOf(node), text: text.slice(node.startIndex, endOf(node)) };
		const run = follows ? runs.at(-1) : undefined;
		if (run) run.push(each);
		else runs.push([each]);
		last = node;
	}
	return runs;
}

/** Some grammars count the line end in. */
const endOf = (node: Node) => node.startIndex + node.text.trimEnd().length;
const isNextLine = (last: Node, node: Node, text: string) =>
	/^\n[ \t]*$/.test(text.slice(endOf(last), node.startIndex));

/** Nothing stands behind it in its line, not even a comment that would lose it. */
function isAlone(node: Node, text: string): boolean {
	const end = text.indexOf('\n', endOf(node));
	return text.slice(endOf(node), end === -1 ? text.length : end).trim() === '';
}

const isForEffect = (text: string) => /^import\s*['"]/.test(text) || /^from\s+__future__\b/.test(text);

/** Rank, then module. */
function keyOf(text: string): string {
	const module =
		/\bfrom\s+['"]([^'"]+)['"]/.exec(text)?.[1] ??
		/^from\s+(\S+)\s+import/.exec(text)?.[1] ??
		text.replace(/^(?:import|use|using|pub use)\s+(?:static\s+)?/, '');
	const rank = /^node:/.test(module) ? 0 : /^\.\./.test(module) ? 2 : /^\./.test(module) ? 3 : 1;
	return `${rank} ${module.toLowerCase()}`;
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
