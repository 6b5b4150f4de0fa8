import { type TreeRow } from './tree.ts';

/** Paths of the folders that are folded. Every function here gives back a new set: the old one may be on the screen. */
export type Folds = ReadonlySet<string>;

export function foldsOf(paths: readonly string[]): Folds {
	return new Set(paths);
}

export function toggled(folds: Folds, path: string): Folds {
	const changed = new Set(folds);
	if (!changed.delete(path)) changed.add(path);
	return changed;
}

export function unfolded(folds: Folds, paths: readonly string[]): Folds {
	if (!paths.some((path) => folds.has(path))) return folds;
	const changed = new Set(folds);
	for (const path of paths) changed.delete(path);
	return changed;
}

/** The folds after an entry moved: what was folded below it still is. */
export function movedFolds(folds: Folds, { from, to }: { from: string; to: string }): Folds {
	const isMoved = (path: string) => path === from || path.startsWith(`${from}/`);
	return new Set([...folds].map((path) => (isMoved(path) ? to + path.slice(from.length) : path)));
}

export function allFolded(rows: readonly TreeRow[]): Folds {
	return new Set(rows.filter((row) => row.kind === 'folder').map((row) => row.path));
}
