import type { FileId } from '@covibe/shared';
import { type Hunk, isOpen, type Trace } from '@covibe/shared/hunks';

/** True while somebody may still want to look at it: it is written, or waits for a review. */
export const isUnderReview = (hunk: Hunk): boolean => hunk.state === 'streaming' || isOpen(hunk);

/** What one turn did to one file. */
export type FileOfTurn = { readonly file: FileId; readonly path: string; readonly hunks: readonly Hunk[] };

/** All that one turn did and that was not taken back. */
export type ReviewedTurn = {
	readonly turn: string;
	/** User id. */
	readonly asker: string;
	readonly model: string;
	/** Epoch ms of its first edit. */
	readonly at: number;
	readonly files: readonly FileOfTurn[];
	readonly isWriting: boolean;
	readonly openCount: number;
	/** Kept ones can still be undone. */
	readonly keptCount: number;
};

/** Turns that left something, the latest first; `pathOf` gives a file's present path. */
export function turnsOf(hunks: readonly Hunk[], pathOf: (file: FileId) => string | undefined): readonly ReviewedTurn[] {
	const byTurn = new Map<string, Hunk[]>();
	for (const hunk of hunks) {
		if (hunk.state === 'rejected') continue;
		const known = byTurn.get(hunk.turn);
		if (known) known.push(hunk);
		else byTurn.set(hunk.turn, [hunk]);
	}
	const turns = [...byTurn].flatMap(([turn, own]): ReviewedTurn[] => {
		const [first] = own;
		if (!first) return [];
		return [
			{
				turn,
				asker: first.asker,
				model: first.model,
				at: first.at,
				files: filesOf(own, pathOf),
				isWriting: own.some(({ state }) => state === 'streaming'),
				openCount: own.filter(isOpen).length,
				keptCount: own.filter(({ state }) => state === 'kept').length,
			},
		];
	});
	return turns.reverse();
}

function filesOf(hunks: readonly Hunk[], pathOf: (file: FileId) => string | undefined): readonly FileOfTurn[] {
	const byFile = new Map<FileId, Hunk[]>();
	for (const hunk of hunks) {
		const known = byFile.get(hunk.file);
		if (known) known.push(hunk);
		else byFile.set(hunk.file, [hunk]);
	}
	const files = [...byFile].map(([file, own]) => ({
		file,
		path: pathOf(file) ?? own.at(-1)?.newPath ?? own.at(-1)?.path ?? '',
		hunks: own,
	}));
	return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Enough of a line to know it by. */
const LINE_UNITS = 80;

/** The first line that each hunk wrote in a text, whole as it stands there; of one that wrote none, the first that it deleted. */
export function firstLinesOf(
	text: string,
	hunks: readonly Hunk[],
	traces: readonly Trace[],
): Readonly<Record<string, string>> {
	const lines: Record<string, string> = {};
	for (const trace of traces) {
		if (trace.kind !== 'added' || lines[trace.hunk] !== undefined) continue;
		const written = text.slice(trace.at, trace.at + trace.length);
		if (written.trim() === '') continue;
		const at = trace.at + written.length - written.trimStart().length;
		const end = text.indexOf('\n', at);
		lines[trace.hunk] = short(text.slice(text.lastIndexOf('\n', at - 1) + 1, end === -1 ? undefined : end));
	}
	for (const { id, deleted } of hunks)
		lines[id] ??= short(deleted.map((each) => each.text).find((each) => each.trim() !== '') ?? '');
	return lines;
}

const short = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, LINE_UNITS);
