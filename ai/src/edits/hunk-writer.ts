import {
	deleteUnits,
	type DeletedRun,
	type IdRun,
	insertBehind,
	firstOf,
	isLineEnd,
	isLineStart,
	lastBetween,
	type ItemId,
	itemAt,
	lastOf,
	lengthOf,
	sliceRuns,
	stateOfStretch,
} from '@covibe/shared/hunks';
import type * as Y from 'yjs';
import type { Indent } from './locate.ts';
import type { ShownLine } from './snapshot.ts';

export type HunkPlan = {
	readonly text: Y.Text;
	/** What is to be replaced, as it was shown. */
	readonly lines: readonly ShownLine[];
	/** The unit before it; undefined at the start of the text. */
	readonly before: ItemId | undefined;
	readonly indent: Indent;
	/** The range reaches the end of the text: its last line need not end with a line end. */
	readonly isAtEnd: boolean;
};

/** What writing has done since it was last asked. */
export type Written = {
	readonly insertedUnits: number;
	readonly deleted: readonly DeletedRun[];
	readonly contested: readonly IdRun[];
};

/** So far ahead a line is looked for among the old ones, and one without letters hardly: closing brackets are everywhere. */
const LOOK_AHEAD_LINES = 40;
const LOOK_AHEAD_TRIVIAL_LINES = 2;
/** A line with fewer letters than this is trivial. */
const TRIVIAL_UNITS = 4;
/** An old line is changed in place when so many units at its start stay. */
const LEAST_SHARED_UNITS = 3;

/**
 * Writes one replaced range while its text arrives: lines that stay are not touched, lines that begin alike are
 * changed in place, the rest is inserted, and old lines go when they were passed. Every place is the id of a unit.
 * A line that a person changed since it was shown, or that was never shown, is left to them. [AI4]
 */
export class HunkWriter {
	readonly #plan: HunkPlan;
	/** The first old line that was not passed yet. */
	#next = 0;
	/** The unit behind which the next text goes. */
	#caret: ItemId | undefined;
	#line = '';
	#heldEnd = '';
	/** How the present line is written; undefined while it may still turn out to be an old one. */
	#mode: { readonly kind: 'insert' } | { readonly kind: 'change'; readonly kept: number } | undefined;
	/** Units of the present line that are in the text already. */
	#shown = 0;
	#inserted = 0;
	#hasWritten = false;
	#deleted: DeletedRun[] = [];
	#contested: IdRun[] = [];

	constructor(plan: HunkPlan) {
		this.#plan = plan;
		const { text, before, lines } = plan;
		const until = firstOf(lines[0]?.runs ?? []);
		// What a block over this one wrote at its end stays over it.
		this.#caret = (until && lastBetween(text, { after: before, until }, this.#own)) ?? before;
	}

	/** Where the agent is: the unit behind which it writes next. */
	get caret(): ItemId | undefined {
		return this.#caret;
	}

	get hasWritten(): boolean {
		return this.#hasWritten;
	}

	/** Takes the next piece of the replacement. Call it in a transaction, like `finish`. */
	push(transaction: Y.Transaction, chunk: string): void {
		const { lines, isAtEnd } = this.#plan;
		let ready = this.#heldEnd + chunk;
		this.#heldEnd = '';
		// A last line without a line end stays one.
		if (isAtEnd && lines.length > 0 && ready.endsWith('\n')) {
			this.#heldEnd = '\n';
			ready = ready.slice(0, -1);
		}
		const pieces = ready.split('\n');
		const rest = pieces.pop() ?? '';
		for (const piece of pieces) {
			this.#line += `${piece}\n`;
			this.#completeLine(transaction);
		}
		this.#line += rest;
		if (rest !== '') this.#continueLine(transaction);
	}

	/** Ends the range. When it was cut, all that was not replaced stays, and a line that only began to arrive is ended there. */
	finish(transaction: Y.Transaction, { isCut }: { isCut: boolean }): void {
		if (isCut) {
			const isOverOld = this.#next < this.#plan.lines.length || !this.#plan.isAtEnd;
			if (this.#mode?.kind === 'insert' && isOverOld) this.#insert(transaction, '\n');
			return;
		}
		if (this.#line !== '' && this.#plan.isAtEnd) this.#completeLastLine(transaction);
		else if (this.#line !== '') {
			this.#line += '\n';
			this.#completeLine(transaction);
		}
		this.#removeFrom(transaction, this.#next);
	}

	takeWritten(): Written {
		const written = { insertedUnits: this.#inserted, deleted: this.#deleted, contested: this.#contested };
		this.#inserted = 0;
		this.#deleted = [];
		this.#contested = [];
		return written;
	}

	#continueLine(transaction: Y.Transaction): void {
		const { lines, indent } = this.#plan;
		const isIndentOpen = indent.space !== '' && (this.#line.trim() === '' || this.#line.length < indent.space.length);
		if (isIndentOpen) return;
		const line = this.#indented();
		if (!this.#mode) {
			const mayStay = lines.slice(this.#next, this.#next + LOOK_AHEAD_LINES).some(({ text }) => text.startsWith(line));
			if (mayStay) return;
			this.#decide(line);
		}
		this.#showUpTo(transaction, line);
	}

	/** A last line without a line end takes that of an old line away, so what stands under it goes first, while it begins a line. */
	#completeLastLine(transaction: Y.Transaction): void {
		const line = this.#indented();
		if (!this.#mode && this.#keepOldLine(transaction, line)) return;
		if (!this.#mode) this.#decide(line);
		const isLeft = this.#removeFrom(transaction, this.#mode?.kind === 'change' ? this.#next + 1 : this.#next);
		// People's lines stay below it, and are not to be joined to it.
		this.#writeLine(transaction, isLeft ? `${line}\n` : line);
		this.#next = this.#plan.lines.length;
	}

	#completeLine(transaction: Y.Transaction): void {
		const line = this.#indented();
		this.#line = '';
		if (!this.#mode && this.#keepOldLine(transaction, line)) return;
		if (!this.#mode) this.#decide(line);
		this.#writeLine(transaction, line);
	}

	#writeLine(transaction: Y.Transaction, line: string): void {
		if (this.#mode?.kind === 'change') this.#finishChange(transaction, line, this.#mode.kept);
		else this.#showUpTo(transaction, line);
		this.#mode = undefined;
		this.#shown = 0;
	}

	/** True when the line is one of the next old ones: those before it go, it stays. */
	#keepOldLine(transaction: Y.Transaction, line: string): boolean {
		const { lines } = this.#plan;
		const isTrivial = line.replace(/\s/g, '').length < TRIVIAL_UNITS;
		const end = this.#next + (isTrivial ? LOOK_AHEAD_TRIVIAL_LINES : LOOK_AHEAD_LINES);
		for (let at = this.#next; at < Math.min(end, lines.length); at++) {
			const old = lines[at];
			if (old?.text !== line) continue;
			for (const passed of lines.slice(this.#next, at)) this.#removeLine(transaction, passed);
			this.#next = at + 1;
			this.#caret = lastOf(old.runs) ?? this.#caret;
			return true;
		}
		return false;
	}

	#decide(line: string): void {
		const old = this.#plan.lines[this.#next];
		const kept = old ? sharedLength(old.text, line) : 0;
		const canChange =
			old !== undefined &&
			!old.isUnseen &&
			line.slice(0, kept).trim().length >= LEAST_SHARED_UNITS &&
			this.#stateOf(old) === 'clean';
		this.#mode = canChange ? { kind: 'change', kept } : { kind: 'insert' };
		this.#shown = canChange ? kept : 0;
		if (canChange) this.#caret = lastOf(sliceRuns(old.runs, 0, kept)) ?? this.#caret;
	}

	#showUpTo(transaction: Y.Transaction, line: string): void {
		if (line.length <= this.#shown) return;
		this.#insert(transaction, line.slice(this.#shown));
		this.#shown = line.length;
	}

	/** The end that both lines share keeps its identity, and with it the carets in it. */
	#finishChange(transaction: Y.Transaction, line: string, kept: number): void {
		const old = this.#plan.lines[this.#next];
		this.#next += 1;
		if (!old) return;
		const rest = line.slice(this.#shown);
		const oldRest = old.text.slice(kept);
		const same = sharedEnd(rest, oldRest);
		this.#insert(transaction, rest.slice(0, rest.length - same));
		this.#remove(transaction, {
			...old,
			real: old.real.slice(kept, old.real.length - same),
			runs: sliceRuns(old.runs, kept, old.text.length - same),
		});
		if (same > 0) this.#caret = lastOf(old.runs) ?? this.#caret;
	}

	#insert(transaction: Y.Transaction, content: string): void {
		if (content === '') return;
		const { text } = this.#plan;
		const after = this.#caret;
		this.#caret = insertBehind(transaction, after ? { text, after } : { text }, content);
		this.#inserted += content.length;
		this.#hasWritten = true;
	}

	/** Removes all old lines from there on; true when some of them are left to people. */
	#removeFrom(transaction: Y.Transaction, start: number): boolean {
		const contested = this.#contested.length;
		for (const line of this.#plan.lines.slice(start)) this.#removeLine(transaction, line);
		return this.#contested.length > contested;
	}

	#removeLine(transaction: Y.Transaction, line: ShownLine | undefined): void {
		if (line) this.#remove(transaction, line, this.#stateOf(line));
	}

	/** As of its stretch; also `touched` when somebody wrote in front of it, as when they comment it out, or on at its end. */
	#stateOf(line: ShownLine): ReturnType<typeof stateOfStretch> {
		const { text } = this.#plan;
		const state = stateOfStretch(text, line.runs);
		const [first, last] = [firstOf(line.runs), lastOf(line.runs)];
		if (state !== 'clean' || !first || !last) return state;
		const isWhole =
			isLineStart(text, first, this.#own) && (line.text.endsWith('\n') || isLineEnd(text, last, this.#own));
		return isWhole ? state : 'touched';
	}

	get #own(): number | undefined {
		return this.#plan.text.doc?.clientID;
	}

	#remove(transaction: Y.Transaction, line: ShownLine, state = stateOfStretch(this.#plan.text, line.runs)): void {
		if (lengthOf(line.runs) === 0) return;
		const { text } = this.#plan;
		if (state === 'gone') return;
		if (line.isUnseen || state === 'touched') {
			this.#contested.push(...line.runs);
			return;
		}
		deleteUnits(transaction, text, line.runs);
		let at = 0;
		for (const run of line.runs) {
			this.#deleted.push({ run, text: line.real.slice(at, at + run[2]) });
			at += run[2];
		}
	}

	#indented(): string {
		const { kind, space } = this.#plan.indent;
		if (space === '' || this.#line.trim() === '') return this.#line;
		if (kind === 'add') return space + this.#line;
		return this.#line.startsWith(space) ? this.#line.slice(space.length) : this.#line.trimStart();
	}
}

function sharedLength(one: string, other: string): number {
	let length = 0;
	while (length < one.length && length < other.length && one[length] === other[length]) length++;
	return withoutHalf(one, length);
}

function sharedEnd(one: string, other: string): number {
	let length = 0;
	while (
		length < one.length &&
		length < other.length &&
		one[one.length - 1 - length] === other[other.length - 1 - length]
	)
		length++;
	// A pair of surrogates is one character: half of it is no place to cut.
	return length > 0 && isLowSurrogate(one.charCodeAt(one.length - length)) ? length - 1 : length;
}

const withoutHalf = (text: string, length: number) =>
	length > 0 && isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length;

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** False once the place where a hunk is written is gone for good, as when its file's entry was replaced. */
export function isPlaceThere({ text, before, lines }: HunkPlan): boolean {
	const anchor = before ?? (lines[0] && lines[0].runs[0] && ([lines[0].runs[0][0], lines[0].runs[0][1]] as const));
	return text.doc !== null && (anchor === undefined || itemAt(text, anchor) !== undefined);
}
