import { diffArrays } from 'diff';

/** One line of a comparison: in both texts, in the copy alone, in the room alone, or so many lines that are alike. */
export type Row =
	| { readonly kind: 'same' | 'copy' | 'room'; readonly text: string }
	| { readonly kind: 'alike'; readonly count: number };

/** Lines that differ beyond this are shown as two texts: comparing them would block the page. */
const MAX_CHANGED_LINES = 3_000;
/** Lines around a change that tell where it is. */
const CONTEXT_LINES = 3;

/** What a copy has that the room has not, and the other way round, line by line. */
export function compareLines(copy: string, room: string): Row[] {
	const [ours, theirs] = [copy.split('\n'), room.split('\n')];
	const changes = diffArrays(theirs, ours, { maxEditLength: MAX_CHANGED_LINES });
	if (!changes) return [...theirs.map(row('room')), ...ours.map(row('copy'))];
	return changes.flatMap(({ added, removed, value }, index) => {
		if (added) return value.map(row('copy'));
		if (removed) return value.map(row('room'));
		return folded(value, { isFirst: index === 0, isLast: index === changes.length - 1 });
	});
}

function folded(lines: readonly string[], { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Row[] {
	const head = isFirst ? 0 : CONTEXT_LINES;
	const tail = isLast ? 0 : CONTEXT_LINES;
	const count = lines.length - head - tail;
	if (count <= 1) return lines.map(row('same'));
	const after = tail === 0 ? [] : lines.slice(-tail);
	return [...lines.slice(0, head).map(row('same')), { kind: 'alike', count }, ...after.map(row('same'))];
}

function row(kind: 'same' | 'copy' | 'room'): (text: string) => Row {
	return (text) => ({ kind, text });
}
