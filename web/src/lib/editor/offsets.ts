/** One step of a change, as Y.Text events tell it. */
export type TextOperation = {
	readonly retain?: number | undefined;
	readonly insert?: string | undefined;
	readonly delete?: number | undefined;
};

/** With which neighbour an offset goes when text is inserted exactly there. */
export type Side = 'left' | 'right';

/** A caret or a selection: `start` and `end` in order, and which of them moves with Shift and an arrow. */
export type TrackedSelection = {
	readonly start: number;
	readonly end: number;
	readonly isBackward: boolean;
	/** True for the caret before the first character of a line that has some. */
	readonly isBeforeLine: boolean;
};

/** Where an offset is after a change. */
export function moveOffset(
	offset: number,
	operations: readonly TextOperation[],
	sideFor: (inserted: string) => Side,
): number {
	let at = 0;
	let moved = offset;
	for (const { retain, insert, delete: removed } of operations) {
		if (at > moved) break;
		if (retain !== undefined) at += retain;
		else if (insert !== undefined) {
			if (at < moved || sideFor(insert) === 'right') moved += insert.length;
			at += insert.length;
		} else if (removed !== undefined && at < moved) moved = Math.max(at, moved - removed);
	}
	return moved;
}

/**
 * Where somebody's selection is after a change by somebody else. A caret stays behind what it follows: were it pushed
 * along, two people who type at one place would write into each other's words. Only whole lines that come in before
 * a caret's line push it down. A selection never grows.
 */
export function moveSelection(selection: TrackedSelection, operations: readonly TextOperation[]): TrackedSelection {
	if (selection.start === selection.end) {
		const at = moveOffset(selection.start, operations, (inserted) => caretSide(selection, inserted));
		return { ...selection, start: at, end: at };
	}
	const start = moveOffset(selection.start, operations, () => 'right');
	const end = moveOffset(selection.end, operations, () => 'left');
	return { ...selection, start, end: Math.max(start, end) };
}

function caretSide(selection: TrackedSelection, inserted: string): Side {
	return selection.isBeforeLine && inserted.endsWith('\n') ? 'right' : 'left';
}
