import type { Trace } from '@covibe/shared/hunks';
import type { FileId } from '@covibe/shared';
import { type Change, changesOf, type Lines } from './changes.ts';

export type DiffLine = { readonly kind: 'old' | 'new' | 'cut'; readonly text: string };

/** Neighbouring lines of a file that a turn changed, as they were and as they are. */
export type DiffPart = {
	/** Where it is now, counted from 1. */
	readonly line: number;
	readonly lines: readonly DiffLine[];
};

/** What a turn did to one file, as far as it still stands. */
export type FileDiff = {
	readonly file: FileId;
	readonly path: string;
	readonly added: number;
	readonly removed: number;
	readonly parts: readonly DiffPart[];
};

/** Of one part; the file has the rest. */
const MOST_LINES = 24;

/** `traces` are what the turn's hunks left in the text. */
export function fileDiff(
	{ file, path }: { readonly file: FileId; readonly path: string },
	{ text, traces }: { readonly text: string; readonly traces: readonly Trace[] },
): FileDiff {
	const lines = linesOf(text);
	const changes = changesOf(traces, lines).filter((change, index, all) => !isWithin(change, all[index - 1]));
	const parts = changes.map(({ firstLine, lastLine, oldLines }) => {
		const fresh = lastLine < firstLine ? [] : lines.slice(lines.startOf(firstLine), lines.startOf(lastLine + 1));
		const now = typeof fresh === 'string' ? fresh.replace(/\n$/, '').split('\n') : [];
		return { line: firstLine, old: oldLines, now };
	});
	return {
		file,
		path,
		added: parts.reduce((sum, { now }) => sum + now.length, 0),
		removed: parts.reduce((sum, { old }) => sum + old.length, 0),
		parts: parts.map(({ line, old, now }) => ({ line, lines: [...shortened('old', old), ...shortened('new', now)] })),
	};
}

/** True for lines that the change before shows already, with all of their old text. */
function isWithin({ firstLine, lastLine, oldLines }: Change, before: Change | undefined): boolean {
	if (!before || oldLines.length > 0) return false;
	return before.firstLine <= firstLine && lastLine <= before.lastLine;
}

function shortened(kind: 'old' | 'new', lines: readonly string[]): readonly DiffLine[] {
	const shown = lines.slice(0, MOST_LINES).map((text) => ({ kind, text }));
	const left = lines.length - shown.length;
	return left === 0 ? shown : [...shown, { kind: 'cut', text: `${left} more ${kind} lines` }];
}

function linesOf(text: string): Lines {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return {
		length: text.length,
		lineAt: (offset) => lineAt(starts, offset),
		startOf: (line) => starts[line - 1] ?? text.length,
		slice: (start, end) => text.slice(start, end),
	};
}

function lineAt(starts: readonly number[], offset: number): number {
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low + 1;
}
