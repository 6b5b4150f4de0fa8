import * as Y from 'yjs';
import { type FileId, parseFileId, parsePath, pathKey } from './names.ts';

/** The root types of a project's document, and no others: the server refuses updates that name another. */
export const ROOT_NAMES = ['files', 'hunks', 'threads'] as const;

/** One file or folder: `path`, `kind`, `deleted` (epoch ms, absent while it lives), and for a file its `text`. */
export type EntryMap = Y.Map<string | number | Y.Text>;

export type EntryKind = 'file' | 'folder';

export type TreeEntry = {
	readonly id: FileId;
	/** Unique among living entries: where two took one path at once, the younger is shown with a suffix. */
	readonly path: string;
	readonly kind: EntryKind;
};

export type DeletedEntry = TreeEntry & { readonly deletedAt: Date };

export type Tree = {
	/** Living files and explicit folders, sorted by path. Folders that only hold files have no entry. */
	readonly entries: readonly TreeEntry[];
	/** Most recently deleted first. */
	readonly deleted: readonly DeletedEntry[];
};

/** A document as every party opens it. Tombstoned content is collected: history lives in the log, not in memory. */
export function createProjectDocument(): Y.Doc {
	const doc = new Y.Doc({ gc: true });
	filesOf(doc);
	return doc;
}

export function filesOf(doc: Y.Doc): Y.Map<EntryMap> {
	return doc.getMap<EntryMap>('files');
}

/** The text of a living or deleted file; undefined for folders and unknown ids. */
export function textOf(doc: Y.Doc, id: FileId): Y.Text | undefined {
	// A foreign client can put anything under an id.
	const entry: unknown = filesOf(doc).get(id);
	const text: unknown = entry instanceof Y.Map ? entry.get('text') : undefined;
	return text instanceof Y.Text ? text : undefined;
}

/** UTF-16 code units of all living files. Counts lengths only; no text is built. */
export function textUnits(doc: Y.Doc): number {
	let units = 0;
	for (const entry of filesOf(doc).values() as Iterable<unknown>) {
		if (!(entry instanceof Y.Map)) continue;
		const text: unknown = entry.get('text');
		if (text instanceof Y.Text && entry.get('deleted') === undefined) units += text.length;
	}
	return units;
}

/** Reads the tree; every replica with the same document shows the same paths. Entries that make no sense are left out. */
export function readTree(doc: Y.Doc): Tree {
	const living: TreeEntry[] = [];
	const deleted: DeletedEntry[] = [];
	for (const [key, map] of filesOf(doc)) {
		const entry = readEntry(key, map);
		if (!entry) continue;
		const deletedAt = map.get('deleted');
		if (typeof deletedAt === 'number') deleted.push({ ...entry, deletedAt: new Date(deletedAt) });
		else living.push(entry);
	}
	deleted.sort((a, b) => b.deletedAt.getTime() - a.deletedAt.getTime());
	return { entries: withUniquePaths(living), deleted };
}

function readEntry(key: string, map: unknown): TreeEntry | undefined {
	const id = parseFileId(key);
	if (id === undefined || !(map instanceof Y.Map)) return undefined;
	const rawPath: unknown = map.get('path');
	const kind: EntryKind = map.get('kind') === 'folder' ? 'folder' : 'file';
	if (kind === 'file' && !(map.get('text') instanceof Y.Text)) return undefined;
	return { id, path: usablePath(rawPath, id), kind };
}

/** A path that a hostile client wrote must not hide the text behind it: it is shown under a name of ours. */
function usablePath(rawPath: unknown, id: FileId): string {
	try {
		return parsePath(rawPath);
	} catch {
		// Safe: only parsePath's refusal comes here, and the entry stays reachable.
		return `unnamed-${id}`;
	}
}

function withUniquePaths(entries: TreeEntry[]): TreeEntry[] {
	const taken = new Set<string>();
	// Where the search for a free suffix goes on: from 2 each time, a thousand entries of one path would cost millions of steps.
	const nextCopies = new Map<string, number>();
	const unique = entries
		.sort((a, b) => (a.id < b.id ? -1 : 1))
		.map((entry) => {
			const key = pathKey(entry.path);
			let path = entry.path;
			let copy = nextCopies.get(key) ?? 2;
			for (; taken.has(pathKey(path)); copy++) path = withSuffix(entry.path, copy);
			nextCopies.set(key, copy);
			taken.add(pathKey(path));
			return path === entry.path ? entry : { ...entry, path };
		});
	return unique.sort((a, b) => comparePaths(a.path, b.path));
}

function withSuffix(path: string, copy: number): string {
	const slash = path.lastIndexOf('/') + 1;
	const dot = path.lastIndexOf('.');
	const cut = dot > slash ? dot : path.length;
	return `${path.slice(0, cut)} (${copy})${path.slice(cut)}`;
}

function comparePaths(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
