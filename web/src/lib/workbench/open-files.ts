import { type FileId, type Tree, type TreeEntry } from '@covibe/shared';

/** The open files in the order of their tabs, and which one is in front. */
export type OpenFiles = {
	readonly tabs: readonly FileId[];
	readonly active: FileId | undefined;
	/** A tab that only following opened; the next one takes its place. */
	readonly passing: FileId | undefined;
};

export const NOTHING_OPEN: OpenFiles = { tabs: [], active: undefined, passing: undefined };

/** Opens a file, or brings its tab to the front. A passing tab stays only until following goes on to another file. */
export function openFile(open: OpenFiles, id: FileId, { isPassing }: { isPassing: boolean }): OpenFiles {
	if (open.tabs.includes(id)) {
		const passing = open.passing === id && !isPassing ? undefined : open.passing;
		return { ...open, active: id, passing };
	}
	const active = open.active === undefined ? -1 : open.tabs.indexOf(open.active);
	const tabs = open.tabs.toSpliced(active + 1, 0, id);
	if (!isPassing) return { tabs, active: id, passing: open.passing };
	return { tabs: tabs.filter((tab) => tab !== open.passing), active: id, passing: id };
}

/** Closes tabs; when the one in front closes, its right neighbour comes forward, else the left one. */
export function closeFiles(open: OpenFiles, closed: readonly FileId[]): OpenFiles {
	const ids = new Set(closed);
	const tabs = open.tabs.filter((tab) => !ids.has(tab));
	const passing = open.passing !== undefined && ids.has(open.passing) ? undefined : open.passing;
	if (open.active === undefined || !ids.has(open.active)) return { tabs, active: open.active, passing };
	const place = open.tabs.indexOf(open.active);
	const next = open.tabs.slice(place).find((tab) => !ids.has(tab)) ?? tabs.at(-1);
	return { tabs, active: next, passing };
}

/** Moves a tab to another place among the tabs. */
export function moveTab(open: OpenFiles, id: FileId, place: number): OpenFiles {
	const rest = open.tabs.filter((tab) => tab !== id);
	if (rest.length === open.tabs.length) return open;
	return { ...open, tabs: rest.toSpliced(place, 0, id) };
}

/** The file that a first visit opens: a README in the root, else what looks like the main file, else the first. */
export function firstFile(entries: readonly TreeEntry[]): TreeEntry | undefined {
	const files = entries.filter((entry) => entry.kind === 'file');
	return (
		files.find((entry) => /^readme(\.\w+)?$/i.test(entry.path)) ??
		files.find((entry) => /(^|\/)(main|index|app)\.\w+$/i.test(entry.path)) ??
		files[0]
	);
}

/** An open file; `isDeleted` when it is gone from the tree but its text can still be read. */
export type OpenTab = { readonly id: FileId; readonly path: string; readonly isDeleted: boolean };

/** The tabs as they are shown; a file that the document does not know, or not yet, has none. */
export function tabsOf(open: OpenFiles, tree: Tree): OpenTab[] {
	const living = new Map(tree.entries.map((entry) => [entry.id, entry.path]));
	const deleted = new Map(tree.deleted.map((entry) => [entry.id, entry.path]));
	return open.tabs.flatMap((id) => {
		const path = living.get(id) ?? deleted.get(id);
		return path === undefined ? [] : { id, path, isDeleted: !living.has(id) };
	});
}

/** What was open on this device, as far as it is still there; without a memory, the file to start with. */
export function openAtFirst(
	memory: { readonly tabs: readonly FileId[]; readonly active: FileId | undefined } | undefined,
	entries: readonly TreeEntry[],
): OpenFiles {
	if (!memory) {
		const first = firstFile(entries)?.id;
		return first === undefined ? NOTHING_OPEN : { tabs: [first], active: first, passing: undefined };
	}
	const known = new Set(entries.map((entry) => entry.id));
	const tabs = memory.tabs.filter((id) => known.has(id));
	const isThere = memory.active !== undefined && tabs.includes(memory.active);
	return { tabs, active: isThere ? memory.active : tabs[0], passing: undefined };
}
