import type { Tree } from 'web-tree-sitter';
import type { Finding } from './finding.ts';

/** Which findings the comments of a file silence. */
export type Ignores = {
	readonly file: RuleFilter;
	/** By the row, counted from 0, on which silenced findings begin. */
	readonly rows: ReadonlyMap<number, RuleFilter>;
};

/** Ids, or every rule where a comment names none. */
type RuleFilter = { readonly isAll: boolean; readonly ids: ReadonlySet<string> };

const NOTHING: RuleFilter = { isAll: false, ids: new Set() };
const DIRECTIVE = /covibe-ignore-(next-line|file)(?![\w-])([^\n]*)/g;
/**
 * Rule ids, apart by spaces or commas, up to the first word that is none: `-- reason`, the end of the comment. Those of
 * linters are written in their own way: `ruff/F401`, `eslint/security/detect-new-buffer`.
 */
const IDS = /^(?:[\s,]+[a-z]+(?:\/[\w-]+)+)*/;

/**
 * Reads `covibe-ignore-next-line py/eval -- reason` and `covibe-ignore-file py/eval` from comments of any syntax. A
 * directive without ids means every rule. In a comment of several lines the next line is the one below the comment.
 */
export function readIgnores(tree: Tree, text: string): Ignores {
	let file = NOTHING;
	const rows = new Map<number, RuleFilter>();
	if (!text.includes('covibe-ignore-')) return { file, rows };
	for (const found of text.matchAll(DIRECTIVE)) {
		const node = tree.rootNode.descendantForIndex(found.index, found.index + found[0].length - 1);
		if (!node || !/comment/.test(node.type)) continue;
		const filter = readFilter(found[2] ?? '');
		if (found[1] === 'file') {
			file = join(file, filter);
			continue;
		}
		// Some grammars count the line break into the comment.
		const row = node.endPosition.column === 0 ? node.endPosition.row : node.endPosition.row + 1;
		rows.set(row, join(rows.get(row) ?? NOTHING, filter));
	}
	return { file, rows };
}

function readFilter(rest: string): RuleFilter {
	const ids = new Set((IDS.exec(rest)?.[0] ?? '').split(/[\s,]+/).filter((id) => id !== ''));
	return { isAll: ids.size === 0, ids };
}

const join = (one: RuleFilter, other: RuleFilter): RuleFilter => ({
	isAll: one.isAll || other.isAll,
	ids: new Set([...one.ids, ...other.ids]),
});

export function isIgnored({ ruleId, startPosition }: Finding, ignores: Ignores): boolean {
	const row = ignores.rows.get(startPosition.row) ?? NOTHING;
	return [ignores.file, row].some(({ isAll, ids }) => isAll || ids.has(ruleId));
}
