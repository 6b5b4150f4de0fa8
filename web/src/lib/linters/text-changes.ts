import type { TextEdit } from '@covibe/shared/diagnostics';
import { diffArrays } from 'diff';

/** Changed lines beyond this are a rewrite: comparing them would cost more than it keeps. */
const MAX_CHANGED_LINES = 3_000;
/** The same inside one block of changed lines, in words. */
const MAX_CHANGED_WORDS = 2_000;
/** Longest block, in words, that is compared word by word. */
const MAX_WORDS = 60_000;
/** Edits of one update; each is an operation for every peer. Nearby ones are joined until they are fewer. */
const MAX_EDITS = 2_000;

type Part = { readonly before: string; readonly after: string };

/**
 * The edits that make `after` of `before`: few and small, so that carets, relative positions and what others type
 * around them survive. Sorted, not overlapping, in offsets of `before`.
 */
export function textChanges(before: string, after: string): readonly TextEdit[] {
	if (before === after) return [];
	const edits: TextEdit[] = [];
	let at = 0;
	for (const part of compare(linesOf(before), linesOf(after), MAX_CHANGED_LINES)) {
		if (part.before !== part.after) edits.push(...changesInside(part, at));
		at += part.before.length;
	}
	return joinUntilFew(edits, before);
}

function changesInside(part: Part, at: number): TextEdit[] {
	const [before, after] = [wordsOf(part.before), wordsOf(part.after)];
	if (before.length + after.length > MAX_WORDS) return trimmed(part, at);
	const edits: TextEdit[] = [];
	let start = at;
	for (const word of compare(before, after, MAX_CHANGED_WORDS)) {
		if (word.before !== word.after) edits.push(...trimmed(word, start));
		start += word.before.length;
	}
	return edits;
}

/** The two lists side by side: equal parts, and parts that replace each other. */
function compare(before: readonly string[], after: readonly string[], maxEditLength: number): Part[] {
	const changes = diffArrays([...before], [...after], { maxEditLength });
	// Too different to compare: the whole is one change.
	if (!changes) return [{ before: before.join(''), after: after.join('') }];
	const parts: { before: string; after: string }[] = [];
	let open: { before: string; after: string } | undefined;
	for (const { added, removed, value } of changes) {
		const text = value.join('');
		if (!added && !removed) {
			parts.push({ before: text, after: text });
			open = undefined;
			continue;
		}
		if (!open) parts.push((open = { before: '', after: '' }));
		if (removed) open.before += text;
		else open.after += text;
	}
	return parts;
}

/** One edit without what both sides begin and end with; none for equal sides. */
function trimmed({ before, after }: Part, at: number): TextEdit[] {
	const shorter = Math.min(before.length, after.length);
	let head = 0;
	while (head < shorter && before[head] === after[head]) head++;
	let tail = 0;
	while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
	if (head > 0 && isHighSurrogate(before.charCodeAt(head - 1))) head--;
	if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--;
	const [start, end] = [at + head, at + before.length - tail];
	const text = after.slice(head, after.length - tail);
	return start === end && text === '' ? [] : [{ start, end, text }];
}

// Half of a pair cannot be inserted into a Y.Text: it would be stored as a replacement character.
const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

function joinUntilFew(edits: readonly TextEdit[], before: string): readonly TextEdit[] {
	let joined = edits;
	for (let gap = 4; joined.length > MAX_EDITS; gap *= 2) joined = joinNear(joined, before, gap);
	return joined;
}

function joinNear(edits: readonly TextEdit[], before: string, gap: number): TextEdit[] {
	const joined: TextEdit[] = [];
	for (const edit of edits) {
		const last = joined.at(-1);
		if (!last || edit.start - last.end > gap) joined.push(edit);
		else {
			const text = last.text + before.slice(last.end, edit.start) + edit.text;
			joined[joined.length - 1] = { start: last.start, end: edit.end, text };
		}
	}
	return joined;
}

function linesOf(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Words, runs of blanks, line ends, and every other character by itself. */
function wordsOf(text: string): string[] {
	return text.match(/[\p{L}\p{N}_$]+|[^\S\n]+|\n|./gsu) ?? [];
}
