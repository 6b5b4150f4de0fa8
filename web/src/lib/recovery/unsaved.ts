import { type FileId, parseFileId, readTree, ROOT_NAMES, textOf } from '@covibe/shared';
import * as Y from 'yjs';

/** A file as this page showed it, with edits that the server does not have. */
export type UnsavedFile = { readonly id: FileId; readonly path: string; readonly text: string };

export type Unsaved = {
	readonly files: readonly UnsavedFile[];
	/** False: some of the text has no place in the server's document, and only a copy keeps it. */
	readonly isPlaceable: boolean;
	/** Makes the same changes again in the server's document as it is by then, under its own client id. */
	replay(origin: unknown): void;
};

type Path = readonly string[];
type Change =
	| { readonly kind: 'text'; readonly path: Path; readonly delta: Y.YTextEvent['delta'] }
	| { readonly kind: 'keys'; readonly path: Path; readonly keys: ReadonlyMap<string, unknown> };

/**
 * What a document holds that the server's does not. Both may have gone on since they were last the same: the places of
 * the changes are found by Yjs, not by comparing texts. `edited`: files that the person changed without an
 * acknowledgement, as far as the page knows.
 */
export function unsavedOf(local: Y.Doc, server: Y.Doc, edited: Iterable<FileId> = []): Unsaved {
	const changes = changesBeyond(local, server);
	const placed = new Set(changes.flatMap(filesIn));
	const files = differingFiles(local, server, new Set([...placed, ...edited]));
	// Where another wrote under the same ids, Yjs takes ours for known and leaves them out.
	const isPlaceable = files.every(({ id }) => placed.has(id));
	return { files, isPlaceable, replay: (origin) => replay(server, changesBeyond(local, server), origin) };
}

/** Files whose text differs, with the text of `local`; of all files, or of some. */
export function differingFiles(local: Y.Doc, server: Y.Doc, only?: ReadonlySet<FileId>): UnsavedFile[] {
	const { entries, deleted } = readTree(local);
	return [...deleted, ...entries].flatMap(({ id, path }) => {
		if (only && !only.has(id)) return [];
		const text = textOf(local, id)?.toString();
		return text === undefined || text === (textOf(server, id)?.toString() ?? '') ? [] : [{ id, path, text }];
	});
}

/** How the server's document would change by what only the local one has. */
function changesBeyond(local: Y.Doc, server: Y.Doc): Change[] {
	const merged = new Y.Doc();
	for (const name of ROOT_NAMES) merged.getMap(name);
	Y.applyUpdate(merged, Y.encodeStateAsUpdate(server));
	const changes: Change[] = [];
	for (const name of ROOT_NAMES)
		merged.getMap(name).observeDeep((events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
			for (const event of events) changes.push(...changesOf(name, event));
		});
	Y.applyUpdate(merged, Y.encodeStateAsUpdate(local, Y.encodeStateVector(server)));
	return changes;
}

function changesOf(root: string, event: Y.YEvent<Y.AbstractType<unknown>>): Change[] {
	const item = event.target._item;
	// What is new as a whole comes with the key that it stands under.
	if (item && (event.adds(item) || item.deleted)) return [];
	const path = [root, ...event.path.map(String)];
	if (event instanceof Y.YTextEvent) return [{ kind: 'text', path, delta: event.delta }];
	if (!(event.target instanceof Y.Map)) return [];
	const map = event.target as Y.Map<unknown>;
	const keys = new Map([...event.changes.keys.keys()].map((key) => [key, map.get(key)]));
	return keys.size > 0 ? [{ kind: 'keys', path, keys }] : [];
}

/** The files whose text a change makes or alters. */
function filesIn(change: Change): FileId[] {
	const [root, id] = change.path;
	if (root !== 'files') return [];
	const keys = change.kind === 'text' ? [] : [...change.keys.keys()];
	return (id === undefined ? keys : [id]).flatMap((key) => parseFileId(key) ?? []);
}

function replay(doc: Y.Doc, changes: readonly Change[], origin: unknown): void {
	doc.transact(() => {
		for (const change of changes) {
			const target = find(doc, change.path);
			if (change.kind === 'text' && target instanceof Y.Text) target.applyDelta(change.delta);
			if (change.kind === 'keys' && target instanceof Y.Map) setKeys(target, change.keys);
		}
	}, origin);
}

function find(doc: Y.Doc, [root = '', ...keys]: Path): unknown {
	let found: unknown = doc.getMap(root);
	for (const key of keys) found = found instanceof Y.Map ? (found as Y.Map<unknown>).get(key) : undefined;
	return found;
}

function setKeys(map: Y.Map<unknown>, keys: ReadonlyMap<string, unknown>): void {
	for (const [key, value] of keys) {
		if (value === undefined) map.delete(key);
		else map.set(key, value instanceof Y.AbstractType ? value.clone() : value);
	}
}
