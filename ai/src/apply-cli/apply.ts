import { createFile, createProjectDocument, type FileId, readTree, textOf } from '@covibe/shared';
import { takeSnapshot, type FileSnapshot } from '../edits/snapshot.ts';
import { EditTurn } from '../edits/turn.ts';
import type { BlockOutcome } from '../edits/outcome.ts';

export type Applied = {
	/** Path to text of all files that are there afterwards. */
	readonly files: ReadonlyMap<string, string>;
	readonly outcomes: readonly BlockOutcome[];
};

/** Units a piece, about a token: the answer is replayed as it came. */
const PIECE_UNITS = 4;

/** Applies an answer to files as an agent would whom all of them were shown. @throws CovibeError when a path or a size is refused */
export function applyAnswer(files: ReadonlyMap<string, string>, answer: string): Applied {
	const doc = createProjectDocument();
	const shown = new Map<FileId, FileSnapshot>();
	for (const [path, text] of files) {
		const id = createFile(doc, { path, text }, { origin: 'apply', nowMs: Date.now(), random: Math.random });
		const shared = textOf(doc, id);
		if (shared) shown.set(id, takeSnapshot(shared));
	}
	const turn = new EditTurn({
		doc,
		origin: 'apply',
		turn: { id: 'apply', asker: 'apply', model: 'recorded' },
		shown,
		clock: { nowMs: () => 0, schedule: () => () => undefined },
		random: Math.random,
		canEdit: () => true,
	});
	for (let at = 0; at < answer.length; at += PIECE_UNITS) turn.push(answer.slice(at, at + PIECE_UNITS));
	const outcomes = turn.finish();
	const entries = readTree(doc).entries.filter(({ kind }) => kind === 'file');
	return { files: new Map(entries.map(({ id, path }) => [path, textOf(doc, id)?.toString() ?? ''])), outcomes };
}
