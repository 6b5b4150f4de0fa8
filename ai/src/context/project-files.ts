import { type FileId, readTree, textOf } from '@covibe/shared';
import type * as Y from 'yjs';

/** A living file of the project. */
export type ProjectFile = { readonly id: FileId; readonly path: string; readonly text: Y.Text };

/** By path, as the tree shows them. */
export function projectFiles(doc: Y.Doc): ProjectFile[] {
	return readTree(doc).entries.flatMap(({ id, path, kind }) => {
		const text = kind === 'file' ? textOf(doc, id) : undefined;
		return text ? [{ id, path, text }] : [];
	});
}
