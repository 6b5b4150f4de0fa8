import type { FileId } from '@covibe/shared';
import type { languages as monacoLanguages } from 'monaco-editor/editor/editor.api.js';
import type { Point, PointSpan } from '../structure/messages.ts';
import type { OpenFiles } from './code-editor.ts';
import { languages, Range, type TextModel } from './monaco.ts';

/** What the syntax worker knows about the shape of a text. */
export type ShapeHelp = {
	/** First row, last row and kind of each range; kinds: 0 code, 1 comment, 2 imports. */
	folds(file: FileId): Promise<Int32Array | undefined>;
	selections(file: FileId, points: readonly Point[]): Promise<readonly (readonly PointSpan[])[] | undefined>;
};

/** Lets Monaco fold, keep headings in sight and grow selections by syntax; where there is no tree it goes by indentation. */
export function offerShape(files: OpenFiles, help: ShapeHelp): () => void {
	const registrations = [
		languages.registerFoldingRangeProvider('*', {
			provideFoldingRanges: async (model, _context, token) => {
				const file = files.fileOf(model);
				const folds = file && (await help.folds(file));
				return folds && !token.isCancellationRequested ? foldingRanges(folds) : undefined;
			},
		}),
		languages.registerSelectionRangeProvider('*', {
			provideSelectionRanges: async (model, positions) => {
				const file = files.fileOf(model);
				const points = positions.map(({ lineNumber, column }) => ({ row: lineNumber - 1, column: column - 1 }));
				const found = file && (await help.selections(file, points));
				return (found ?? []).map((spans) => spans.map((span) => ({ range: rangeOf(model, span) })));
			},
		}),
	];
	return () => {
		for (const registration of registrations) registration.dispose();
	};
}

function foldingRanges(folds: Int32Array): monacoLanguages.FoldingRange[] {
	const ranges: monacoLanguages.FoldingRange[] = [];
	const kinds = [undefined, languages.FoldingRangeKind.Comment, languages.FoldingRangeKind.Imports];
	for (let at = 0; at + 2 < folds.length; at += 3) {
		const [startRow = 0, endRow = 0, kindIndex = 0] = folds.subarray(at, at + 3);
		const kind = kinds[kindIndex];
		ranges.push({ start: startRow + 1, end: endRow + 1, ...(kind && { kind }) });
	}
	return ranges;
}

const rangeOf = (model: TextModel, { start, end }: PointSpan) =>
	model.validateRange(new Range(start.row + 1, start.column + 1, end.row + 1, end.column + 1));
