/** A stretch of lines, counted from 1, both ends included. */
export type LineRange = { readonly from: number; readonly to: number };

/** Stands over what is not shown, so that no SEARCH can be found in it. */
const HIDDEN = '\u0000';

/** Sorted, and joined where they touch or nearly do. */
export function joinRanges(ranges: readonly LineRange[], lineCount: number): LineRange[] {
	const joined: LineRange[] = [];
	for (const { from, to } of ranges.toSorted((one, other) => one.from - other.from)) {
		const range = { from: Math.max(1, from), to: Math.min(lineCount, to) };
		if (range.from > range.to) continue;
		const last = joined.at(-1);
		if (last && range.from <= last.to + 3)
			joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
		else joined.push(range);
	}
	return joined;
}

/** The text with all other lines covered, of the same length. */
export function coverOutside(text: string, ranges: readonly LineRange[]): string {
	return text
		.split('\n')
		.map((line, index) => (isInside(index + 1, ranges) ? line : HIDDEN.repeat(line.length)))
		.join('\n');
}

/** What a model is shown of a text: those lines, and where others are left out. */
export function showRanges(text: string, ranges: readonly LineRange[]): string {
	const lines = text.split('\n');
	const shown: string[] = [];
	let next = 1;
	for (const { from, to } of ranges) {
		if (from > next) shown.push(leftOut(next, from - 1));
		shown.push(...lines.slice(from - 1, to));
		next = to + 1;
	}
	if (next <= lines.length) shown.push(leftOut(next, lines.length));
	return shown.join('\n');
}

/** Lines round a place that fit into so many units, grown in both directions. */
export function windowAround(text: string, centre: LineRange, units: number): LineRange {
	const lines = text.split('\n');
	const range = { from: Math.max(1, centre.from), to: Math.min(lines.length, centre.to) };
	let left = units;
	for (let line = range.from; line <= range.to; line++) left -= (lines[line - 1]?.length ?? 0) + 1;
	for (let isGrowing = true; isGrowing && left > 0;) {
		isGrowing = false;
		for (const line of [range.from - 1, range.to + 1]) {
			const cost = (lines[line - 1]?.length ?? Infinity) + 1;
			if (line < 1 || line > lines.length || cost > left) continue;
			left -= cost;
			isGrowing = true;
			if (line < range.from) range.from = line;
			else range.to = line;
		}
	}
	return range;
}

const isInside = (line: number, ranges: readonly LineRange[]) =>
	ranges.some(({ from, to }) => from <= line && line <= to);

const leftOut = (from: number, to: number) =>
	from === to ? `[line ${from} is not shown]` : `[lines ${from} to ${to} are not shown]`;
