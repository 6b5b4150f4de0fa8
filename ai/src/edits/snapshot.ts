import { type IdRun, type ItemId, lastOf, runsOf, sliceRuns } from '@covibe/shared/hunks';
import * as Y from 'yjs';

/** A file as the model was shown it: its text, and who wrote each unit of it. */
export type FileSnapshot = {
	/** As it was shown: what was withheld has something of the same length in its place. */
	readonly text: string;
	/** As it was. */
	readonly real: string;
	/** One unit each, in the order of the text. */
	readonly runs: readonly IdRun[];
	/** What the document held at that moment: the clocks that each client had reached. */
	readonly seen: ReadonlyMap<number, number>;
};

/** `mask` hides parts; what it gives has the length of what it gets, line by line. */
export function takeSnapshot(text: Y.Text, mask: (real: string) => string = (real) => real): FileSnapshot {
	const doc = text.doc;
	const seen = doc ? Y.decodeStateVector(Y.encodeStateVector(doc)) : new Map<number, number>();
	const real = text.toString();
	const shown = mask(real);
	if (shown.length !== real.length) throw new Error('a mask changed the length of a text');
	return { text: shown, real, runs: runsOf(text), seen };
}

/** A line of what is to be replaced, its line end included. */
export type ShownLine = {
	/** As it was shown. */
	readonly text: string;
	/** As it was. */
	readonly real: string;
	readonly runs: readonly IdRun[];
	/** A person wrote some of it after the model was asked: it is not the agent's to delete. */
	readonly isUnseen: boolean;
};

/** The lines of [start, end), and the unit before them. `seen` are clocks that the model knew of; ids of `own` always count as known. */
export function linesOf(
	snapshot: FileSnapshot,
	range: { readonly start: number; readonly end: number },
	known: { readonly seen?: ReadonlyMap<number, number>; readonly own: number },
): { lines: readonly ShownLine[]; before: ItemId | undefined } {
	const lines: ShownLine[] = [];
	const runs = sliceRuns(snapshot.runs, range.start, range.end);
	for (let at = range.start; at < range.end;) {
		const next = snapshot.text.indexOf('\n', at);
		const end = next === -1 || next >= range.end ? range.end : next + 1;
		const lineRuns = sliceRuns(runs, at - range.start, end - range.start);
		const [text, real] = [snapshot.text.slice(at, end), snapshot.real.slice(at, end)];
		lines.push({ text, real, runs: lineRuns, isUnseen: isUnseen(lineRuns, known) });
		at = end;
	}
	const before = range.start > 0 ? lastOf(sliceRuns(snapshot.runs, range.start - 1, range.start)) : undefined;
	return { lines, before };
}

function isUnseen(
	runs: readonly IdRun[],
	{ seen, own }: { readonly seen?: ReadonlyMap<number, number>; readonly own: number },
): boolean {
	if (!seen) return false;
	return runs.some(([client, clock, length]) => client !== own && clock + length > (seen.get(client) ?? 0));
}
