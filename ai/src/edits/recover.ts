import { chooseHunks, type Hunk, rejectHunks } from '@covibe/shared/hunks';
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
