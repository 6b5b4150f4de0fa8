import type { TextEdit } from '@covibe/shared/diagnostics';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import { Range, type TextModel } from './monaco.ts';

/** Edits in offsets of the model's text as Monaco takes them. */
export function toOperations(model: TextModel, edits: readonly TextEdit[]): editor.IIdentifiedSingleEditOperation[] {
	return edits.map(({ start, end, text }) => ({
		range: Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
		text,
	}));
}
