import { shiftSpan, type SyntaxEdit } from '@covibe/shared/diagnostics';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { Look, Point, TextChange } from './messages.ts';

/** The changes of one event, in an order in which they can be made one after another. */
export function changesOf(changes: readonly editor.IModelContentChange[]): TextChange[] {
	// All places are those before the event, so the last goes first.
	return changes.toSorted((one, other) => other.rangeOffset - one.rangeOffset).map(toChange);
}

function toChange({ range, rangeOffset, rangeLength, text }: editor.IModelContentChange): TextChange {
	return {
		start: rangeOffset,
		end: rangeOffset + rangeLength,
		startPosition: { row: range.startLineNumber - 1, column: range.startColumn - 1 },
		endPosition: { row: range.endLineNumber - 1, column: range.endColumn - 1 },
		text,
	};
}

export function syntaxEditOf({ start, end, startPosition, endPosition, text }: TextChange): SyntaxEdit {
	const lastBreak = text.lastIndexOf('\n');
	const breaks = lastBreak === -1 ? 0 : text.split('\n').length - 1;
	const column = lastBreak === -1 ? startPosition.column + text.length : text.length - lastBreak - 1;
	return {
		startIndex: start,
		oldEndIndex: end,
		newEndIndex: start + text.length,
		startPosition,
		oldEndPosition: endPosition,
		newEndPosition: { row: startPosition.row + breaks, column },
	};
}

/** Where the caret and what is visible will be when the editor has followed the changes. */
export function lookAfter(
	{ visible, caret }: { visible: Look['visible']; caret: Point },
	changes: readonly TextChange[],
	offsetAt: (point: Point) => number,
): Look {
	const edits = changes.map(syntaxEditOf);
	const moved = edits.reduce(movePoint, caret);
	return { caret: offsetAt(moved), caretRow: moved.row, visible: edits.reduce(shiftSpan, visible) };
}

function movePoint(point: Point, { startPosition, oldEndPosition, newEndPosition }: SyntaxEdit): Point {
	if (isBefore(point, oldEndPosition)) return isBefore(point, startPosition) ? point : newEndPosition;
	const row = point.row + newEndPosition.row - oldEndPosition.row;
	if (point.row !== oldEndPosition.row) return { row, column: point.column };
	return { row, column: point.column + newEndPosition.column - oldEndPosition.column };
}

const isBefore = (one: Point, other: Point) =>
	one.row < other.row || (one.row === other.row && one.column < other.column);
