import * as Y from 'yjs';
import type { TrackedSelection } from './offsets.ts';

/** A selection as it is told to others: bound to characters, not to numbers. */
export type SelectionPositions = { readonly anchor: Y.RelativePosition; readonly head: Y.RelativePosition };

/** With the character before it; for `Y.createRelativePositionFromTypeIndex`. */
const LEFT = -1;
const RIGHT = 0;

/** Binds a selection to the characters it stays with when others type at its edges (see `moveSelection`). */
export function positionsOf(text: Y.Text, selection: TrackedSelection): SelectionPositions {
	const isCaret = selection.start === selection.end;
	const startSide = isCaret && !selection.isBeforeLine ? LEFT : RIGHT;
	const start = Y.createRelativePositionFromTypeIndex(text, selection.start, startSide);
	if (isCaret) return { anchor: start, head: start };
	const end = Y.createRelativePositionFromTypeIndex(text, selection.end, LEFT);
	return selection.isBackward ? { anchor: end, head: start } : { anchor: start, head: end };
}

/**
 * Where a selection is now; undefined when it names no place in this text, or one whose text has not arrived yet.
 * Never throws, whatever another client has sent.
 */
export function resolveSelection(
	text: Y.Text,
	positions: { readonly anchor: unknown; readonly head: unknown },
): TrackedSelection | undefined {
	const anchor = resolvePosition(text, positions.anchor);
	const head = resolvePosition(text, positions.head);
	if (anchor === undefined || head === undefined) return undefined;
	return {
		start: Math.min(anchor.index, head.index),
		end: Math.max(anchor.index, head.index),
		isBackward: head.index < anchor.index,
		isBeforeLine: anchor.index === head.index && head.side === RIGHT,
	};
}

function resolvePosition(text: Y.Text, position: unknown): { index: number; side: number } | undefined {
	if (!text.doc) return undefined;
	try {
		const relative = Y.createRelativePositionFromJSON(position);
		// A name would make Yjs create a root type of that name in this replica; texts of files have none.
		if (relative.tname !== null) return undefined;
		const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
		if (!absolute || absolute.type !== text) return undefined;
		// A position may claim to be anywhere; Monaco would take a huge offset for the end, a fraction for nonsense.
		const { index } = absolute;
		return Number.isInteger(index) && index >= 0 && index <= text.length ? { index, side: relative.assoc } : undefined;
	} catch {
		// Safe: Yjs throws on ids that it does not understand, and such a position is shown nowhere.
		return undefined;
	}
}
