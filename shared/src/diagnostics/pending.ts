import type { Point } from 'web-tree-sitter';
import type { Span } from './finding.ts';
import { mergeSpans, shiftSpan, type SyntaxEdit, touches } from './spans.ts';

/** Above this many stretches one look at all between them is cheaper than as many queries. */
const MAX_STRETCHES = 200;

export type TakeOptions = {
	readonly near?: Span | undefined;
	readonly within?: Span | undefined;
	readonly maxLength: number;
};

/** Stretches of a text that are still to be looked at; they move with edits. */
export class Pending {
	#spans: Span[] = [];

	get isEmpty(): boolean {
		return this.#spans.length === 0;
	}

	/** Whether something is pending, inside `within` if that is given. */
	has(within?: Span): boolean {
		return within ? this.#spans.some((span) => overlaps(span, within)) : !this.isEmpty;
	}

	/** Whether a text of this length is pending as a whole. */
	covers(length: number): boolean {
		const [first] = this.#spans;
		return this.#spans.length === 1 && first?.start === 0 && first.end >= length;
	}

	set(spans: readonly Span[]): void {
		this.#spans = mergeSpans(spans);
	}

	add(spans: readonly Span[]): void {
		if (spans.length === 0) return;
		this.#spans = mergeSpans([...this.#spans, ...spans]);
		const [first] = this.#spans;
		const last = this.#spans.at(-1);
		if (first && last && this.#spans.length > MAX_STRETCHES)
			this.#spans = [{ ...first, end: last.end, endPosition: last.endPosition }];
	}

	shift(edit: SyntaxEdit): void {
		this.#spans = this.#spans.map((span) => shiftSpan(span, edit));
	}

	/** Takes one piece out, whole lines as long as `maxLength` allows; undefined when there is none to take. */
	take(text: string, { near, within, maxLength }: TakeOptions): Span | undefined {
		const found =
			this.#find(near && within ? cut(near, within) : near) ??
			this.#find(within) ??
			(within ? undefined : this.#first());
		if (!found) return undefined;
		const { index, part } = found;
		const span = this.#spans[index];
		if (!span) return undefined;
		const piece = shorten(part, text, maxLength);
		const rest: Span[] = [];
		if (piece.start > span.start) rest.push({ ...span, end: piece.start, endPosition: piece.startPosition });
		if (piece.end < span.end) rest.push({ ...span, start: piece.end, startPosition: piece.endPosition });
		this.#spans.splice(index, 1, ...rest);
		return piece;
	}

	#first(): { index: number; part: Span } | undefined {
		const [part] = this.#spans;
		return part && { index: 0, part };
	}

	/** The first part that lies inside. */
	#find(inside: Span | undefined): { index: number; part: Span } | undefined {
		if (!inside) return undefined;
		const index = this.#spans.findIndex((span) => overlaps(span, inside));
		const part = this.#spans[index];
		return part && { index, part: cut(part, inside) };
	}
}

/** As `touches`, but a shared edge is not enough unless one of them is empty: a piece that was taken leaves its edges. */
function overlaps(one: Span, other: Span): boolean {
	if (one.start === one.end || other.start === other.end) return touches(one, other);
	return one.start < other.end && one.end > other.start;
}

/** The part of a span that lies inside another; the span itself where they only touch. */
function cut(span: Span, inside: Span): Span {
	const start = span.start < inside.start ? inside : span;
	const end = span.end > inside.end ? inside : span;
	if (start.start > end.end) return span;
	return { start: start.start, startPosition: start.startPosition, end: end.end, endPosition: end.endPosition };
}

/** The first lines of a span, at least one. */
function shorten(span: Span, text: string, maxLength: number): Span {
	if (span.end - span.start <= maxLength) return span;
	let { row } = span.startPosition;
	let end = span.start;
	for (let next = text.indexOf('\n', end); next !== -1 && next < span.end; next = text.indexOf('\n', end)) {
		if (end > span.start && next + 1 - span.start > maxLength) break;
		end = next + 1;
		row += 1;
	}
	if (end === span.start || end >= span.end) return span;
	const endPosition: Point = { row, column: 0 };
	return { ...span, end, endPosition };
}
