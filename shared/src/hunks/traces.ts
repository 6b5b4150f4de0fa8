import type * as Y from 'yjs';
import { isVisibleIn } from './item-ids.ts';
import type { Hunk } from './record.ts';

/**
 * A piece of what hunks did to one text, where it stands now. `at` counts UTF-16 units of the text as it is: what was
 * added lies at [at, at + length), what was deleted stood in front of `at`, and contested lines are still there.
 */
export type Trace =
	| { readonly kind: 'added' | 'contested'; readonly hunk: string; readonly at: number; readonly length: number }
	| { readonly kind: 'deleted'; readonly hunk: string; readonly at: number; readonly text: string };

/** Units [start, end) of one client that a hunk says something about. */
type Claim = { readonly hunk: string; readonly start: number; readonly end: number; readonly text: string };
type Claims = ReadonlyMap<number, readonly Claim[]>;

/** Where the hunks of one text are in it, in the order of the text; one walk through it for any number of hunks. */
export function tracesOf(text: Y.Text, hunks: readonly Hunk[]): readonly Trace[] {
	const traces: Trace[] = [];
	if (hunks.length === 0) return traces;
	const own = claimsOf(hunks, ({ client, from, to }) => (to > from ? [[client, from, to - from]] : []));
	const deleted = claimsOf(hunks, (hunk) => hunk.deleted.map(({ run, text: old }) => [...run, old] as const));
	const contested = claimsOf(hunks, (hunk) => hunk.contested);
	let at = 0;
	for (let item = text._start; item; item = item.right) {
		const unit = item.id;
		const range = { client: unit.client, start: unit.clock, end: unit.clock + item.length };
		if (isVisibleIn(item, text)) {
			for (const trace of livingTraces('added', own, range, at)) push(traces, trace);
			for (const trace of livingTraces('contested', contested, range, at)) push(traces, trace);
			at += item.length;
		} else if (item.deleted) for (const trace of deletedTraces(deleted, own, range, at)) push(traces, trace);
	}
	return traces;
}

type ClientRange = { readonly client: number; readonly start: number; readonly end: number };

function livingTraces(kind: 'added' | 'contested', claims: Claims, range: ClientRange, at: number): readonly Trace[] {
	return claimsWithin(claims, range).map(({ hunk, start, end }) => {
		const from = Math.max(range.start, start);
		return { kind, hunk, at: at + from - range.start, length: Math.min(range.end, end) - from };
	});
}

function deletedTraces(claims: Claims, own: Claims, range: ClientRange, at: number): readonly Trace[] {
	return claimsWithin(claims, range).flatMap(({ hunk, start, end, text }) => {
		const from = Math.max(range.start, start);
		// What one hunk under review wrote and another one deleted was never there before them.
		if (claimsWithin(own, { ...range, start: from, end: from + 1 }).length > 0) return [];
		return { kind: 'deleted', hunk, at, text: text.slice(from - start, Math.min(range.end, end) - start) };
	});
}

type Stretch = readonly [client: number, clock: number, length: number, text?: string];

function claimsOf(hunks: readonly Hunk[], stretchesOf: (hunk: Hunk) => readonly Stretch[]): Claims {
	const byClient = new Map<number, Claim[]>();
	for (const hunk of hunks)
		for (const [client, start, length, text = ''] of stretchesOf(hunk)) {
			const claim = { hunk: hunk.id, start, end: start + length, text };
			const known = byClient.get(client);
			if (known) known.push(claim);
			else byClient.set(client, [claim]);
		}
	for (const claims of byClient.values()) claims.sort((one, other) => one.start - other.start);
	return byClient;
}

const NONE: readonly Claim[] = [];

/** Claims that have units in [start, end). Those of honest records do not overlap; of others some may be missed. */
function claimsWithin(claims: Claims, { client, start, end }: ClientRange): readonly Claim[] {
	const known = claims.get(client);
	if (!known) return NONE;
	let low = 0;
	let high = known.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((known[middle]?.end ?? 0) <= start) low = middle + 1;
		else high = middle;
	}
	let last = low;
	while (last < known.length && (known[last]?.start ?? end) < end) last++;
	return last === low ? NONE : known.slice(low, last);
}

/** Neighbours of one hunk become one trace: items are as short as what somebody typed at once. */
function push(traces: Trace[], next: Trace): void {
	const before = traces.at(-1);
	if (before?.hunk !== next.hunk) traces.push(next);
	else if (before.kind === 'deleted' && next.kind === 'deleted' && before.at === next.at)
		traces[traces.length - 1] = { ...before, text: before.text + next.text };
	else if (
		before.kind !== 'deleted' &&
		next.kind !== 'deleted' &&
		before.kind === next.kind &&
		before.at + before.length === next.at
	)
		traces[traces.length - 1] = { ...before, length: before.length + next.length };
	else traces.push(next);
}
