import { createFile, createProjectDocument, type TreeEdit } from '@covibe/shared';
import * as Y from 'yjs';
import type { Template } from './template.ts';

/**
 * The first row of a new room's log: the starter project as one Yjs update (V1). It is made here, once, so that no
 * browser ever has to fill a room that only looks empty.
 */
export function buildSeed(template: Template, edit: Omit<TreeEdit, 'origin'>): Uint8Array {
	const doc = createProjectDocument();
	try {
		for (const file of template.files) createFile(doc, file, { ...edit, origin: 'seed' });
		return Y.encodeStateAsUpdate(doc);
	} finally {
		doc.destroy();
	}
}
