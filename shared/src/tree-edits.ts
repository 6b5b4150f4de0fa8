import * as Y from 'yjs';
import { type EntryMap, filesOf, readTree, textOf, textUnits, type Tree, type TreeEntry } from './document.ts';
import { CovibeError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { createFileId, type FileId, parsePath, pathKey } from './names.ts';

/** What a change of the tree needs besides the document: who makes it, when, and chance for ids. */
export type TreeEdit = { readonly origin: unknown; readonly nowMs: number; readonly random: () => number };

/**
 * Creates a file with its text in one transaction; `\r\n` and `\r` become `\n`.
 * @throws CovibeError 'path-invalid' | 'path-taken' | 'too-many-files' | 'file-too-large' | 'project-full'
 */
export function createFile(doc: Y.Doc, file: { path: string; text?: string }, edit: TreeEdit): FileId {
	const path = parsePath(file.path);
	const content = (file.text ?? '').replace(/\r\n?/g, '\n');
	if (content.length > LIMITS.textUnitsPerFile) throw new CovibeError('file-too-large');
	if (content.length > 0 && textUnits(doc) + content.length > LIMITS.textUnitsPerProject)
		throw new CovibeError('project-full');
	const text = new Y.Text();
	if (content !== '') text.insert(0, content);
	return addEntry(doc, { path, kind: 'file', text }, edit);
}

/** Creates an empty folder. @throws CovibeError 'path-invalid' | 'path-taken' | 'too-many-files' */
export function createFolder(doc: Y.Doc, path: string, edit: TreeEdit): FileId {
	return addEntry(doc, { path: parsePath(path), kind: 'folder' }, edit);
}

/** Puts all that lives in one document into another one that is empty, under the same ids; of those who wrote it nothing is kept. */
export function copyTree(source: Y.Doc, target: Y.Doc): void {
	target.transact(() => {
		for (const { id, path, kind } of readTree(source).entries) {
			const map: EntryMap = new Y.Map<string | number | Y.Text>([
				['path', path],
				['kind', kind],
			]);
			if (kind === 'file') map.set('text', new Y.Text(textOf(source, id)?.toJSON() ?? ''));
			filesOf(target).set(id, map);
		}
	});
}

function addEntry(doc: Y.Doc, entry: { path: string; kind: 'file' | 'folder'; text?: Y.Text }, edit: TreeEdit): FileId {
	const tree = readTree(doc);
	if (tree.entries.length >= LIMITS.filesPerProject) throw new CovibeError('too-many-files');
	assertFree(occupiedBy(tree, new Set()), entry.path);
	const id = createFileId(edit.nowMs, edit.random);
	doc.transact(() => {
		const map: EntryMap = new Y.Map(Object.entries(entry));
		filesOf(doc).set(id, map);
	}, edit.origin);
	return id;
}

/**
 * Moves or renames a file or a folder with all that is in it, in one transaction. Ids stay, so whoever types in it goes on.
 * @throws CovibeError 'not-found' | 'path-invalid' | 'path-taken'
 */
export function moveEntry(doc: Y.Doc, move: { from: string; to: string }, edit: TreeEdit): void {
	const to = parsePath(move.to);
	if (to === move.from) return;
	if (to.startsWith(`${move.from}/`))
		throw new CovibeError('path-invalid', { detail: 'A folder cannot be moved into itself.' });
	const tree = readTree(doc);
	const moved = entriesUnder(tree, move.from);
	const targets = moved.map((entry) => ({ entry, path: parsePath(to + entry.path.slice(move.from.length)) }));
	const movedIds = new Set(moved.map((entry) => entry.id));
	const occupied = occupiedBy(tree, movedIds);
	assertFree(occupied, to);
	for (const target of targets) assertFree(occupied, target.path);
	doc.transact(() => {
		for (const { entry, path } of targets) filesOf(doc).get(entry.id)?.set('path', path);
	}, edit.origin);
}

/**
 * Hides a file or a folder with all that is in it; the text stays, and `restoreEntries` brings it back.
 * @returns the ids that were hidden. @throws CovibeError 'not-found'
 */
export function deleteEntry(doc: Y.Doc, path: string, edit: TreeEdit): readonly FileId[] {
	const removed = entriesUnder(readTree(doc), path);
	doc.transact(() => {
		for (const entry of removed) filesOf(doc).get(entry.id)?.set('deleted', edit.nowMs);
	}, edit.origin);
	return removed.map((entry) => entry.id);
}

/** Brings hidden entries back under their old paths; a path that was taken meanwhile is shown with a suffix. */
export function restoreEntries(doc: Y.Doc, ids: readonly FileId[], edit: TreeEdit): void {
	if (readTree(doc).entries.length + ids.length > LIMITS.filesPerProject) throw new CovibeError('too-many-files');
	doc.transact(() => {
		for (const id of ids) filesOf(doc).get(id)?.delete('deleted');
	}, edit.origin);
}

/** The entry at a path and all below it. @throws CovibeError 'not-found' */
function entriesUnder(tree: Tree, path: string): TreeEntry[] {
	const found = tree.entries.filter((entry) => entry.path === path || entry.path.startsWith(`${path}/`));
	if (found.length === 0) throw new CovibeError('not-found', { detail: 'This file is no longer here.' });
	return found;
}

/** Keys of paths that are taken: by files, and by folders, those among them that only hold files. */
type Occupied = { readonly files: ReadonlySet<string>; readonly folders: ReadonlySet<string> };

/** Made once for any number of questions: a folder may hold every file of the room. */
function occupiedBy(tree: Tree, except: ReadonlySet<FileId>): Occupied {
	const files = new Set<string>();
	const folders = new Set<string>();
	for (const entry of tree.entries) {
		if (except.has(entry.id)) continue;
		const key = pathKey(entry.path);
		if (entry.kind === 'file') files.add(key);
		else folders.add(key);
		for (const folder of foldersOver(key)) folders.add(folder);
	}
	return { files, folders };
}

/** @throws CovibeError 'path-taken' when the path, or a file on the way to it, belongs to another entry. */
function assertFree({ files, folders }: Occupied, path: string): void {
	const key = pathKey(path);
	if (files.has(key) || folders.has(key) || foldersOver(key).some((folder) => files.has(folder)))
		throw new CovibeError('path-taken');
}

/** `a` and `a/b` for `a/b/c`. */
function foldersOver(path: string): string[] {
	const segments = path.split('/');
	return segments.slice(1).map((_segment, index) => segments.slice(0, index + 1).join('/'));
}
