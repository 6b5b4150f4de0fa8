import type { TextEdit } from '@covibe/shared/diagnostics';

/**
 * Edits of `before` as edits of the text that others have made of it meanwhile. Undefined when somebody changed a line
 * that an edit changes too: a quote or a bracket might lose its other half.
 */
export function movedEdits(
	before: string,
	edits: readonly TextEdit[],
	changes: readonly TextEdit[],
): readonly TextEdit[] | undefined {
	let blocks = edits.map((edit) => ({ ...linesRound(before, edit), edit }));
	for (const change of changes) {
		const growth = change.text.length - (change.end - change.start);
		if (blocks.some(({ start, end }) => change.start <= end && change.end >= start)) return undefined;
		blocks = blocks.map((block) => (block.start > change.end ? shifted(block, growth) : block));
	}
	return blocks.map(({ edit }) => edit);
}

type Block = { readonly start: number; readonly end: number; readonly edit: TextEdit };

/** The whole lines that an edit stands in, without the last line's end. */
function linesRound(text: string, { start, end }: TextEdit): { start: number; end: number } {
	const lineEnd = text.indexOf('\n', end);
	return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd === -1 ? text.length : lineEnd };
}

function shifted({ start, end, edit }: Block, by: number): Block {
	return { start: start + by, end: end + by, edit: { ...edit, start: edit.start + by, end: edit.end + by } };
}
