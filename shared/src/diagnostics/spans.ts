import type { Edit, Point } from 'web-tree-sitter';
import type { Span } from './finding.ts';

/** The fields of web-tree-sitter's Edit: one replacement, in UTF-16 units. */
export type SyntaxEdit = Pick<
	Edit,
	'startIndex' | 'oldEndIndex' | 'newEndIndex' | 'startPosition' | 'oldEndPosition' | 'newEndPosition'
>;

/** Whether two stretches overlap or stand side by side: an edit at the edge of a word changes the word. */
export function touches(one: Pick<Span, 'start' | 'end'>, other: Pick<Span, 'start' | 'end'>): boolean {
	return one.start <= other.end + 1 && one.end >= other.start - 1;
}

/** Whether a stretch touches one of a list that `mergeSpans` made: a quote can change thousands of places at once. */
export function touchesAny(merged: readonly Span[], one: Pick<Span, 'start' | 'end'>): boolean {
	let [low, high] = [0, merged.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((merged[middle]?.end ?? 0) < one.start - 1) low = middle + 1;
		else high = middle;
	}
	const first = merged[low];
	return first !== undefined && touches(first, one);
}

/** Where a stretch stands after an edit; ends inside what was replaced move to the edges of the replacement. */
export function shiftSpan<T extends Span>(span: T, edit: SyntaxEdit): T {
	const moved = {
		...span,
		start: shiftIndex(span.start, edit, 'start'),
		end: shiftIndex(span.end, edit, 'end'),
		startPosition: shiftPoint(span.start, span.startPosition, edit, 'start'),
		endPosition: shiftPoint(span.end, span.endPosition, edit, 'end'),
	};
	return moved;
}

export function shiftIndex(index: number, edit: SyntaxEdit, side: 'start' | 'end'): number {
	if (index < edit.startIndex) return index;
	if (index >= edit.oldEndIndex) return index + edit.newEndIndex - edit.oldEndIndex;
	return side === 'start' ? edit.startIndex : edit.newEndIndex;
}

function shiftPoint(index: number, point: Readonly<Point>, edit: SyntaxEdit, side: 'start' | 'end'): Readonly<Point> {
	if (index < edit.startIndex) return point;
	const { oldEndPosition, newEndPosition } = edit;
	if (index < edit.oldEndIndex) return side === 'start' ? edit.startPosition : newEndPosition;
	const row = point.row + newEndPosition.row - oldEndPosition.row;
	if (point.row !== oldEndPosition.row) return { row, column: point.column };
	return { row, column: point.column + newEndPosition.column - oldEndPosition.column };
}

/** The same stretches, sorted, those that touch made one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of spans.toSorted((one, other) => one.start - other.start)) {
		const last = merged.at(-1);
		if (!last || !touches(last, span)) merged.push(span);
		else if (span.end > last.end) {
			merged[merged.length - 1] = { ...last, end: span.end, endPosition: span.endPosition };
		}
	}
	return merged;
}

/**
 * The window of a query that finds every match that touches the span. Positions, not indices: web-tree-sitter 0.27
 * takes `startIndex` of a query in bytes, twice the UTF-16 index (lint.md, trap 1).
 */
export function queryWindow(span: Span, text: string): { startPosition: Point; endPosition: Point } {
	const { row, column } = span.startPosition;
	// What ends one unit before the span touches it, and the query wants the last unit of it inside.
	const startPosition = column > 1 ? { row, column: column - 2 } : { row: Math.max(0, row - 2), column: 0 };
	const end = span.endPosition;
	const isLineEnd = text[span.end] === '\n' || text[span.end] === undefined;
	const endPosition = isLineEnd ? { row: end.row + 1, column: 1 } : { row: end.row, column: end.column + 2 };
	return { startPosition, endPosition };
}
