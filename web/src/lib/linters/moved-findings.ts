import { shiftIndex, shiftSpan, type SyntaxEdit } from '@covibe/shared/diagnostics';
import type { LinterFinding } from '@covibe/shared/linters';

/** One replacement as an editor tells it: lines and columns count from 1. */
export type TextChange = {
	readonly range: {
		readonly startLineNumber: number;
		readonly startColumn: number;
		readonly endLineNumber: number;
		readonly endColumn: number;
	};
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
};

export function editOf({ range, rangeOffset, rangeLength, text }: TextChange): SyntaxEdit {
	const startPosition = { row: range.startLineNumber - 1, column: range.startColumn - 1 };
	const lastLine = text.lastIndexOf('\n');
	const rows = lastLine === -1 ? 0 : text.split('\n').length - 1;
	return {
		startIndex: rangeOffset,
		oldEndIndex: rangeOffset + rangeLength,
		newEndIndex: rangeOffset + text.length,
		startPosition,
		oldEndPosition: { row: range.endLineNumber - 1, column: range.endColumn - 1 },
		newEndPosition:
			rows === 0
				? { row: startPosition.row, column: startPosition.column + text.length }
				: { row: startPosition.row + rows, column: text.length - lastLine - 1 },
	};
}

/**
 * The findings after edits of their text, in the order of the edits: those that were touched are gone until the linter
 * has looked again, the others stay with their characters.
 */
export function movedFindings(
	findings: readonly LinterFinding[],
	edits: readonly SyntaxEdit[],
): readonly LinterFinding[] {
	let moved = findings;
	for (const edit of edits) moved = moved.flatMap((finding) => movedFinding(finding, edit) ?? []);
	return moved;
}

function movedFinding(finding: LinterFinding, edit: SyntaxEdit): LinterFinding | undefined {
	if (finding.end < edit.startIndex && !finding.fix) return finding;
	if (isTouched(finding, edit)) return undefined;
	const { fix, ...rest } = shiftSpan(finding, edit);
	// A fix whose place was touched would not mend what it was made for.
	if (!fix || fix.edits.some((each) => isTouched(each, edit))) return rest;
	const edits = fix.edits.map((each) => ({
		...each,
		start: shiftIndex(each.start, edit, 'start'),
		end: shiftIndex(each.end, edit, 'end'),
	}));
	return { ...rest, fix: { ...fix, edits } };
}

/** Also at the edges: what is typed at the end of a name changes the name. */
function isTouched({ start, end }: { start: number; end: number }, { startIndex, oldEndIndex }: SyntaxEdit): boolean {
	return startIndex <= end && oldEndIndex >= start;
}
