import { type FileId, filesOf } from '@covibe/shared';
import { languageOfPath, type LanguageId } from '@covibe/shared/diagnostics';
import * as Y from 'yjs';
import type { Room } from '../room/room.svelte.ts';

/** The files of a room that have a grammar. */
export function scannableFiles(room: Room): { id: FileId; language: LanguageId }[] {
	return room.tree.entries.flatMap(({ id, path, kind }) => {
		const language = kind === 'file' ? languageOfPath(path) : undefined;
		return language ? [{ id, language: language.id }] : [];
	});
}

/** Tells which files of a document a transaction changed; the returned function ends it. */
export function watchFiles(doc: Y.Doc, changed: (files: readonly FileId[]) => void): () => void {
	const files = filesOf(doc);
	const told = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
		const ids = events.flatMap((event) => (event.path.length > 0 ? [String(event.path[0])] : [...event.keys.keys()]));
		changed([...new Set(ids as FileId[])]);
	};
	files.observeDeep(told);
	return () => files.unobserveDeep(told);
}
