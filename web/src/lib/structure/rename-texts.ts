import { type ErrorCode, LIMITS, textOf, textUnits } from '@covibe/shared';
import type * as Y from 'yjs';
import type { FileRename } from './messages.ts';

/** The origin of renames: every open file's undo takes back its part. */
export const RENAME_ORIGIN = { name: 'rename' };

/** `changed`: a text is another than the one that the edits were made for. */
export type RenameOutcome = 'done' | 'changed' | ErrorCode;

/** Puts a new name into texts of the project, open or not: in all of them at once, or in none. */
export function renameInTexts(doc: Y.Doc, files: readonly FileRename[], oldName: string): RenameOutcome {
	const targets = files.flatMap(({ file, length, edits }) => {
		const text = textOf(doc, file);
		return text && fits(text, length, { edits, oldName }) ? [{ text, edits }] : [];
	});
	if (targets.length < files.length) return 'changed';
	const refusal = refusalOf(doc, targets);
	if (refusal) return refusal;
	doc.transact(() => {
		for (const { text, edits } of targets) {
			// From the end, so that the offsets still to come stay true. Before what goes, so that what is typed in front of
			// the new name is in front of the old one too when that comes back.
			for (const { start, end, insert } of edits.toReversed()) {
				text.insert(start, insert);
				text.delete(start + insert.length, end - start);
			}
		}
	}, RENAME_ORIGIN);
	return 'done';
}

type Edits = FileRename['edits'];

function fits(text: Y.Text, length: number, { edits, oldName }: { edits: Edits; oldName: string }): boolean {
	if (text.length !== length) return false;
	const content = text.toString();
	return edits.every(({ start, end }) => content.slice(start, end) === oldName);
}

const growthOf = (edits: Edits) =>
	edits.reduce((sum, { start, end, insert }) => sum + insert.length - (end - start), 0);

function refusalOf(doc: Y.Doc, targets: readonly { text: Y.Text; edits: Edits }[]): ErrorCode | undefined {
	if (targets.some(({ text, edits }) => growthOf(edits) > 0 && text.length + growthOf(edits) > LIMITS.textUnitsPerFile))
		return 'file-too-large';
	const growth = targets.reduce((sum, { edits }) => sum + growthOf(edits), 0);
	return growth > 0 && textUnits(doc) + growth > LIMITS.textUnitsPerProject ? 'project-full' : undefined;
}

/** `12 places in 3 files`. */
export function countWords(files: readonly { readonly edits: readonly unknown[] }[]): string {
	const places = files.reduce((sum, { edits }) => sum + edits.length, 0);
	const inFiles = files.length === 1 ? 'this file' : `${files.length} files`;
	return `${places} ${places === 1 ? 'place' : 'places'} in ${inFiles}`;
}
