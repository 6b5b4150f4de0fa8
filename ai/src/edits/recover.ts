import { chooseHunks, type Hunk, readHunks, rejectHunks, setHunkState } from '@covibe/shared/hunks';
import type * as Y from 'yjs';

/**
 * Puts a turn in order whose worker ended in the middle: what was being written is taken back, what was finished
 * stays. Safe to call twice. @returns the hunks that are applied, for telling the model what not to write again.
 */
export function recoverTurn(doc: Y.Doc, turn: string, origin: unknown): readonly Hunk[] {
	const hunks = chooseHunks(doc, { turn });
	const broken = hunks.filter(({ state }) => state === 'streaming').map(({ id }) => id);
	if (broken.length > 0) rejectHunks(doc, { ids: broken }, origin);
	return hunks.filter(({ state }) => state !== 'streaming' && state !== 'rejected');
}

/**
 * Ends what other turns were writing when they lost the right to, or all their workers: it can be reviewed then. One
 * turn runs in a room at a time, so nobody is writing it any more.
 */
export function settleOthers(doc: Y.Doc, turn: string, origin: unknown): void {
	const orphans = readHunks(doc).filter((hunk) => hunk.state === 'streaming' && hunk.turn !== turn);
	if (orphans.length === 0) return;
	doc.transact(() => {
		for (const { id } of orphans) setHunkState(doc, id, 'cut');
	}, origin);
}
