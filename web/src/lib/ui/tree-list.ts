/** A line of a tree that is drawn as a list. */
export type TreeListRow = {
	readonly key: string;
	/** From 1. */
	readonly level: number;
	/** Among those that stand in the same, from 1; and how many these are. */
	readonly position: number;
	readonly siblings: number;
	/** Undefined when nothing stands in it. */
	readonly isOpen: boolean | undefined;
	/** What typed letters are compared with. */
	readonly name: string;
	/** What a screen reader says. */
	readonly label: string;
};

/** What a key asks of the tree (WAI-ARIA authoring practices, tree view). */
export type TreeListMove = { readonly focus: number } | { readonly fold: string };

/** Undefined when the key means nothing here. */
export function moveInTreeList(
	rows: readonly TreeListRow[],
	index: number,
	{ key, pageRows }: { readonly key: string; readonly pageRows: number },
): TreeListMove | undefined {
	const row = rows[index];
	if (!row) return undefined;
	const last = rows.length - 1;
	const to = {
		ArrowDown: index + 1,
		ArrowUp: index - 1,
		PageDown: index + pageRows,
		PageUp: index - pageRows,
		Home: 0,
		End: last,
	}[key];
	if (to !== undefined) return { focus: Math.min(Math.max(to, 0), last) };
	if (key === 'ArrowRight' && row.isOpen === false) return { fold: row.key };
	if (key === 'ArrowRight' && row.isOpen) return { focus: index + 1 };
	if (key === 'ArrowLeft' && row.isOpen) return { fold: row.key };
	const parent = rows.slice(0, index).findLastIndex(({ level }) => level < row.level);
	return key === 'ArrowLeft' && parent !== -1 ? { focus: parent } : undefined;
}
