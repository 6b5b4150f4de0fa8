import { createFile, deleteEntry, type FileId, moveEntry, parsePath, readTree, textOf } from '@covibe/shared';
import { type HunkAbout, openHunk, setHunkState } from '@covibe/shared/hunks';
import * as Y from 'yjs';
import { type BlockOutcome, sentenceOf } from './outcome.ts';
import type { FileOperation } from './parse.ts';
import { takeSnapshot } from './snapshot.ts';
import type { TurnOptions } from './turn.ts';

/**
 * Makes, deletes or renames a file, with a record by which anyone can take it back. Runs in a transaction.
 * @throws CovibeError 'path-invalid' | 'path-taken' | 'not-found' | 'too-many-files' | 'project-full'
 */
export function applyFileOperation(
	options: TurnOptions,
	hunk: string,
	operation: FileOperation,
): Pick<BlockOutcome, 'result' | 'message'> & Partial<BlockOutcome> {
	const { doc, origin, clock, random } = options;
	const path = parsePath(operation.path);
	const edit = { origin, nowMs: clock.nowMs(), random };
	if (operation.kind === 'create') {
		const file = createFile(doc, { path }, edit);
		const text = textOf(doc, file);
		if (text) options.shown.set(file, takeSnapshot(text));
		record(options, hunk, { kind: 'create', file, path });
		return { result: 'created', message: sentenceOf('created'), file, hunk };
	}
	const entry = readTree(doc).entries.find((each) => each.path === path && each.kind === 'file');
	if (!entry) return { result: 'no-file', message: sentenceOf('no-file') };
	if (operation.kind === 'delete') {
		record(options, hunk, { kind: 'delete', file: entry.id, path });
		deleteEntry(doc, path, edit);
		return { result: 'deleted', message: sentenceOf('deleted'), file: entry.id, hunk };
	}
	const newPath = parsePath(operation.newPath);
	moveEntry(doc, { from: path, to: newPath }, edit);
	record(options, hunk, { kind: 'rename', file: entry.id, path, newPath });
	return { result: 'renamed', message: sentenceOf('renamed'), file: entry.id, hunk, path: newPath };
}

function record(
	{ doc, turn, clock }: TurnOptions,
	hunk: string,
	what: Pick<HunkAbout, 'kind' | 'path' | 'newPath'> & { file: FileId },
): void {
	const about = {
		...what,
		turn: turn.id,
		client: doc.clientID,
		asker: turn.asker,
		model: turn.model,
		at: clock.nowMs(),
	};
	openHunk(doc, hunk, { about, from: Y.getState(doc.store, doc.clientID) });
	setHunkState(doc, hunk, 'done');
}
