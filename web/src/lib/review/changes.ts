import type { Trace } from '@covibe/shared/hunks';

/** A text that knows its lines; Monaco's model is one. Lines count from 1, offsets from 0. */
export type Lines = {
	readonly length: number;
	readonly lineAt: (offset: number) => number;
	/** Where a line begins; the end of the text for the line after the last one. */
	readonly startOf: (line: number) => number;
	readonly slice: (start: number, end: number) => string;
};

export type Span = { readonly start: number; readonly end: number };

/** Neighbouring lines that one hunk changed. */
export type Change = {
	readonly hunk: string;
	/** The lines that are new or different now; none when `lastLine` is less, and then old ones stood before `firstLine`. */
	readonly firstLine: number;
	readonly lastLine: number;
	/** What stood there before. */
	readonly oldLines: readonly string[];
	/** What the agent wrote within lines that are not all its own. */
	readonly inserted: readonly Span[];
	/** Lines that people had changed and that were left to them: [first, last]. */
	readonly contested: readonly (readonly [number, number])[];
};

/** True when a line belongs to a change; deleted lines belong to the line that they stood in front of. */
export function isAt({ firstLine, lastLine }: Change, line: number): boolean {
	return firstLine <= line && line <= Math.max(firstLine, lastLine);
}

type Region = { start: number; end: number; readonly traces: Trace[] };

/** What hunks changed, as whole lines with their old text, from the top down. */
export function changesOf(traces: readonly Trace[], lines: Lines): readonly Change[] {
	const byHunk = new Map<string, Trace[]>();
	for (const trace of traces) {
		const known = byHunk.get(trace.hunk);
		if (known) known.push(trace);
		else byHunk.set(trace.hunk, [trace]);
	}
	const regions = [...byHunk].flatMap(([hunk, own]) => regionsOf(own, lines).map((region) => ({ hunk, region })));
	regions.sort((one, other) => one.region.start - other.region.start || one.region.end - other.region.end);
	const changes = sharedLines(regions).flatMap((group) => changesTogether(group, { traces, lines }));
	return changes.sort((one, other) => one.firstLine - other.firstLine || one.lastLine - other.lastLine);
}

type HunkRegion = { readonly hunk: string; readonly region: Region };

/** Regions that have lines in common, as when one hunk rewrote what another had written. In the order of the text. */
function sharedLines(regions: readonly HunkRegion[]): readonly (readonly HunkRegion[])[] {
	const groups: HunkRegion[][] = [];
	let end = -1;
	for (const each of regions) {
		const group = groups.at(-1);
		if (group && each.region.start < end) group.push(each);
		else groups.push([each]);
		end = Math.max(end, each.region.end);
	}
	return groups;
}

/** Lines that several hunks changed have one old text, that from before all of them; it stands at the first. */
function changesTogether(
	group: readonly HunkRegion[],
	{ traces, lines }: { traces: readonly Trace[]; lines: Lines },
): readonly Change[] {
	const [first, ...others] = group;
	if (!first) return [];
	if (others.length === 0) return [changeOf(first.hunk, first.region, lines)];
	const ofGroup = new Set(group.flatMap(({ region }) => region.traces));
	const start = first.region.start;
	const end = Math.max(...group.map(({ region }) => region.end));
	const all = { start, end, traces: traces.filter((trace) => ofGroup.has(trace)) };
	const own = first.region.traces;
	return [
		{ ...changeOf(first.hunk, all, lines), inserted: insertedIn(own, lines), contested: contestedIn(own, lines) },
		...others.map(({ hunk, region }) => ({ ...changeOf(hunk, region, lines), oldLines: [] })),
	];
}

/** Whole lines round the traces; what touches is one region. */
function regionsOf(traces: readonly Trace[], lines: Lines): readonly Region[] {
	const regions: Region[] = [];
	for (const trace of traces) {
		const { start, end } = wholeLines(trace, lines);
		const last = regions.at(-1);
		if (last && start <= last.end) {
			last.end = Math.max(last.end, end);
			last.traces.push(trace);
		} else regions.push({ start, end, traces: [trace] });
	}
	return regions;
}

function wholeLines(trace: Trace, lines: Lines): Span {
	const start = lines.startOf(lines.lineAt(trace.at));
	const end = trace.kind === 'deleted' ? trace.at : trace.at + trace.length;
	const isWhole = start === trace.at && endsLine(trace, end, lines);
	return { start, end: isWhole ? end : lines.startOf(lines.lineAt(end) + 1) };
}

/** True when what follows begins a line of its own, so that it is not touched. */
function endsLine(trace: Trace, end: number, lines: Lines): boolean {
	if (trace.kind === 'deleted') return trace.text.endsWith('\n');
	return end > trace.at && lines.startOf(lines.lineAt(end)) === end;
}

function changeOf(hunk: string, { start, end, traces }: Region, lines: Lines): Change {
	const now = linesIn(lines.slice(start, end));
	const before = linesIn(textBefore({ start, end, traces }, lines));
	const most = Math.min(now.length, before.length);
	let head = 0;
	while (head < most && now[head] === before[head]) head++;
	let tail = 0;
	while (tail < most - head && now[now.length - 1 - tail] === before[before.length - 1 - tail]) tail++;
	const top = lines.lineAt(start);
	const firstLine = top + head;
	const change = {
		hunk,
		firstLine,
		lastLine: firstLine + now.length - head - tail - 1,
		oldLines: before.slice(head, before.length - tail),
		inserted: insertedIn(traces, lines),
		contested: contestedIn(traces, lines),
	};
	// A line end at the end of the text, and nothing else: there is no line to show, but a place.
	const isNothing = change.lastLine < firstLine && change.oldLines.length === 0 && change.contested.length === 0;
	return isNothing ? { ...change, firstLine: top, lastLine: top } : change;
}

/** The region as it was without this hunk. */
function textBefore({ start, end, traces }: Region, lines: Lines): string {
	let text = '';
	let at = start;
	for (const trace of traces) {
		if (trace.kind === 'contested') continue;
		text += lines.slice(at, trace.at);
		at = trace.at;
		if (trace.kind === 'deleted') text += trace.text;
		else at += trace.length;
	}
	return text + lines.slice(at, end);
}

function linesIn(text: string): readonly string[] {
	if (text === '') return [];
	return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function insertedIn(traces: readonly Trace[], lines: Lines): readonly Span[] {
	return traces.flatMap((trace) => {
		if (trace.kind !== 'added') return [];
		const span = { start: trace.at, end: trace.at + trace.length };
		const isWhole = lines.startOf(lines.lineAt(span.start)) === span.start && endsLine(trace, span.end, lines);
		return isWhole ? [] : [span];
	});
}

function contestedIn(traces: readonly Trace[], lines: Lines): readonly (readonly [number, number])[] {
	return traces.flatMap((trace) => {
		if (trace.kind !== 'contested') return [];
		return [[lines.lineAt(trace.at), lines.lineAt(trace.at + trace.length - 1)] as const];
	});
}
