import { CovibeError, type EntryKind, parsePath, pathKey, type TreeEntry } from '@covibe/shared';
import { join, nameOf, parentOf } from './tree.ts';

/** What is wrong with a name as it is typed into the tree, in a sentence; undefined when it may be used. */
export function nameProblem(
	entries: readonly TreeEntry[],
	{ name, folder, self }: { name: string; folder: string; self?: string | undefined },
): string | undefined {
	try {
		const path = parsePath(join(folder, name));
		return placeProblem(entries, { path, self });
	} catch (error) {
		if (error instanceof CovibeError) return error.message;
		throw error;
	}
}

function placeProblem(
	entries: readonly TreeEntry[],
	{ path, self }: { path: string; self: string | undefined },
): string | undefined {
	if (self !== undefined && path.startsWith(`${self}/`)) return 'A folder cannot be moved into itself.';
	const key = pathKey(path);
	for (const entry of entries) {
		if (self !== undefined && isWithin(entry.path, self)) continue;
		const other = pathKey(entry.path);
		if (other === key || other.startsWith(`${key}/`))
			return `“${nameOf(entry.path.slice(0, path.length))}” already exists here.`;
		if (entry.kind === 'file' && key.startsWith(`${other}/`)) return `“${entry.path}” is a file, not a folder.`;
	}
	return undefined;
}

/** Where an entry would stand after it was moved into a folder ('' is the root); undefined when that is no move. */
export function moveTarget(
	entries: readonly TreeEntry[],
	{ path, folder }: { path: string; folder: string },
): string | undefined {
	if (parentOf(path) === folder) return undefined;
	const target = join(folder, nameOf(path));
	return placeProblem(entries, { path: target, self: path }) === undefined ? target : undefined;
}

/** The folder into which something dropped on a row falls: the folder itself, or the one that the file lies in. */
export function dropFolder(row: { path: string; kind: EntryKind } | undefined): string {
	if (!row) return '';
	return row.kind === 'folder' ? row.path : parentOf(row.path);
}

/** True for the path itself and all below it. */
export function isWithin(path: string, folder: string): boolean {
	return path === folder || path.startsWith(`${folder}/`);
}
