import { type TreeRow } from './tree.ts';

/** What a key asks of the tree (WAI-ARIA authoring practices, tree view). */
export type TreeMove = { readonly focus: number } | { readonly open: number } | { readonly fold: number };

/** The answer of the tree to a key on the row at `index`; undefined when the key means nothing here. */
export function moveInTree(rows: readonly TreeRow[], index: number, key: string): TreeMove | undefined {
	const row = rows[index];
	if (!row) return rows.length > 0 && /^(Arrow|Home|End)/.test(key) ? { focus: 0 } : undefined;
	const isFolder = row.kind === 'folder';
	switch (key) {
		case 'ArrowDown':
			return { focus: Math.min(index + 1, rows.length - 1) };
		case 'ArrowUp':
			return { focus: Math.max(index - 1, 0) };
		case 'Home':
			return { focus: 0 };
		case 'End':
			return { focus: rows.length - 1 };
		case 'ArrowRight':
			if (!isFolder) return undefined;
			return row.isOpen ? firstChild(rows, index) : { fold: index };
		case 'ArrowLeft':
			return isFolder && row.isOpen ? { fold: index } : parentRow(rows, index);
		case 'Enter':
		case ' ':
			return isFolder ? { fold: index } : { open: index };
		default:
			return undefined;
	}
}

function firstChild(rows: readonly TreeRow[], index: number): TreeMove | undefined {
	const isChild = (rows[index + 1]?.level ?? 0) > (rows[index]?.level ?? 0);
	return isChild ? { focus: index + 1 } : undefined;
}

function parentRow(rows: readonly TreeRow[], index: number): TreeMove | undefined {
	const level = rows[index]?.level ?? 1;
	for (let at = index - 1; at >= 0; at--) if ((rows[at]?.level ?? 1) < level) return { focus: at };
	return undefined;
}

/**
 * The row that typing letters goes to: the next one from `index` on whose name starts with them, round the end.
 * A first letter leaves the current row, further letters may stay on it.
 */
export function findByLetters(
	rows: readonly { readonly name: string }[],
	index: number,
	letters: string,
): number | undefined {
	const wanted = letters.toLocaleLowerCase();
	const from = letters.length === 1 ? index + 1 : index;
	for (let step = 0; step < rows.length; step++) {
		const at = (Math.max(from, 0) + step) % rows.length;
		if (rows[at]?.name.toLocaleLowerCase().startsWith(wanted)) return at;
	}
	return undefined;
}
