import type { SymbolKind } from '@covibe/shared/structure';
import type { TreeListRow } from '../ui/tree-list.ts';
import type { OutlineEntry, Point } from './messages.ts';

export type OutlineRow = TreeListRow & { readonly entry: OutlineEntry };

const WORDS: Partial<Record<SymbolKind, string>> = { 'enum-member': 'value', rule: 'style rule' };

/** As people say it. */
export const kindWords = (kind: SymbolKind): string => WORDS[kind] ?? kind;

/** The lines of the outline, without what is folded. A key names an entry by what it stands in, so that it outlives edits. */
export function outlineRows(entries: readonly OutlineEntry[], folded: ReadonlySet<string>): OutlineRow[] {
	const rows: OutlineRow[] = [];
	const add = (siblings: readonly OutlineEntry[], level: number, parentKey: string) => {
		const seen = new Map<string, number>();
		for (const [index, entry] of siblings.entries()) {
			const named = `${parentKey}/${entry.kind} ${entry.name}`;
			const count = (seen.get(named) ?? 0) + 1;
			seen.set(named, count);
			const key = count === 1 ? named : `${named} ${count}`;
			const hasChildren = entry.children.length > 0;
			const isOpen = hasChildren ? !folded.has(key) : undefined;
			const label = `${entry.name}, ${kindWords(entry.kind)}, line ${entry.at.row + 1}`;
			const place = { key, level, position: index + 1, siblings: siblings.length };
			rows.push({ ...place, isOpen, name: entry.name, label, entry });
			if (isOpen) add(entry.children, level + 1, key);
		}
	};
	add(entries, 1, '');
	return rows;
}

/** The entries round a place, the outermost first. */
export function entriesAt(entries: readonly OutlineEntry[], point: Point): OutlineEntry[] {
	const entry = entries.findLast(({ start, end }) => isBefore(start, point) && isBefore(point, end));
	return entry ? [entry, ...entriesAt(entry.children, point)] : [];
}

const isBefore = (one: Point, other: Point) =>
	one.row < other.row || (one.row === other.row && one.column <= other.column);

export type FlatEntry = {
	readonly entry: OutlineEntry;
	readonly level: number;
	readonly container: string | undefined;
};

/** All entries in the order of the text. */
export function flatten(entries: readonly OutlineEntry[], level = 0, container?: string): FlatEntry[] {
	return entries.flatMap((entry) => [{ entry, level, container }, ...flatten(entry.children, level + 1, entry.name)]);
}
