import type { editor as monacoEditor } from 'monaco-editor/editor/editor.api.js';
import { editor, Selection, SelectionDirection } from './monaco.ts';
import { moveOffset, moveSelection, type TextOperation, type TrackedSelection } from './offsets.ts';

/** What has to stay where it is while others edit: the selections, and one line's height on the screen. */
export type ViewAnchor = {
	readonly selections: readonly TrackedSelection[];
	/** Undefined at the very top: there the file's beginning stays in view. */
	readonly line: { readonly offset: number; readonly topPx: number } | undefined;
};

export function captureView(widget: monacoEditor.ICodeEditor, model: monacoEditor.ITextModel): ViewAnchor {
	return {
		selections: (widget.getSelections() ?? []).map((selection) => trackSelection(model, selection)),
		line: captureLine(widget, model),
	};
}

export function trackSelection(model: monacoEditor.ITextModel, selection: Selection): TrackedSelection {
	const line = selection.startLineNumber;
	return {
		start: model.getOffsetAt(selection.getStartPosition()),
		end: model.getOffsetAt(selection.getEndPosition()),
		isBackward: selection.getDirection() === SelectionDirection.RTL,
		isBeforeLine: selection.isEmpty() && selection.startColumn === 1 && model.getLineLength(line) > 0,
	};
}

function captureLine(widget: monacoEditor.ICodeEditor, model: monacoEditor.ITextModel): ViewAnchor['line'] {
	const scrollTop = widget.getScrollTop();
	if (scrollTop <= 0) return undefined;
	const visible = widget.getVisibleRanges();
	const caretLine = widget.getPosition()?.lineNumber ?? 0;
	const isCaretVisible = visible.some(
		(range) => range.startLineNumber <= caretLine && caretLine <= range.endLineNumber,
	);
	const line = isCaretVisible && widget.hasTextFocus() ? caretLine : visible[0]?.startLineNumber;
	if (line === undefined) return undefined;
	const position = { lineNumber: line, column: 1 };
	return { offset: model.getOffsetAt(position), topPx: widget.getTopForLineNumber(line) - scrollTop };
}

export function moveView(anchor: ViewAnchor, operations: readonly TextOperation[]): ViewAnchor {
	return {
		selections: anchor.selections.map((selection) => moveSelection(selection, operations)),
		line: anchor.line && {
			...anchor.line,
			offset: moveOffset(anchor.line.offset, operations, (inserted) => (inserted.endsWith('\n') ? 'right' : 'left')),
		},
	};
}

/** Puts selections and scroll back, and touches neither when it is right already. */
export function restoreView(
	widget: monacoEditor.ICodeEditor,
	model: monacoEditor.ITextModel,
	anchor: ViewAnchor,
): void {
	const selections = anchor.selections.map((selection) => toSelection(model, selection));
	const current = widget.getSelections() ?? [];
	const isSame =
		current.length === selections.length &&
		current.every((selection, index) => selections[index]?.equalsSelection(selection));
	if (!isSame && selections.length > 0) widget.setSelections(selections, 'remote');
	if (!anchor.line) return;
	const { lineNumber } = model.getPositionAt(anchor.line.offset);
	const scrollTop = widget.getTopForLineNumber(lineNumber) - anchor.line.topPx;
	// Half a pixel: scroll positions are rounded, and setting one ends a smooth scroll that is under way.
	if (Math.abs(scrollTop - widget.getScrollTop()) > 0.5) widget.setScrollTop(scrollTop, editor.ScrollType.Immediate);
}

export function toSelection(model: monacoEditor.ITextModel, selection: TrackedSelection): Selection {
	const start = model.getPositionAt(selection.start);
	const end = model.getPositionAt(selection.end);
	return selection.isBackward ? Selection.fromPositions(end, start) : Selection.fromPositions(start, end);
}
