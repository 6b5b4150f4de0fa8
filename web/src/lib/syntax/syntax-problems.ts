import {
	findSyntaxErrors,
	shiftIndex,
	shiftSpan,
	type Span,
	type SyntaxEdit,
	type SyntaxProblem,
} from '@covibe/shared/diagnostics';
import type { Tree } from 'web-tree-sitter';

/** An error over more rows than this was caused by something else than where it begins. */
const WIDE_ROWS = 3;
const PLAIN_WORDS = 'The parser did not understand this';

/**
 * What is said about the syntax of one file: at once where it is plain, in better words when there was time to think.
 * Until then the words from before stay, as long as something is still wrong.
 */
export class SyntaxProblems {
	#problems: readonly SyntaxProblem[] = [];
	/** An edit went through it, so it may be mended. */
	#touched = new Set<SyntaxProblem>();

	get problems(): readonly SyntaxProblem[] {
		return this.#problems;
	}

	shift(edits: readonly SyntaxEdit[]): void {
		if (this.#problems.length === 0) return;
		const touched = new Set<SyntaxProblem>();
		this.#problems = this.#problems.map((problem) => {
			let moved = problem;
			let isTouched = this.#touched.has(problem);
			for (const edit of edits) {
				isTouched ||= edit.startIndex <= moved.end && edit.oldEndIndex >= moved.start;
				moved = shiftProblem(moved, edit);
			}
			if (isTouched) touched.add(moved);
			return moved;
		});
		this.#touched = touched;
	}

	/** After each parse. Errors in the row of the caret wait until they are explained. */
	parsed(tree: Tree, caretRow: number | undefined): void {
		const errors = findSyntaxErrors(tree);
		const kept = this.#problems.filter(
			(problem) => errors.length > 0 && (!this.#touched.has(problem) || errors.some((error) => isNear(error, problem))),
		);
		const fresh = errors.filter(
			(error) => !isWide(error) && !isIn(error, caretRow) && !kept.some((problem) => isNear(error, problem)),
		);
		this.#set([...kept, ...fresh.map((error) => ({ ...visible(error), message: PLAIN_WORDS }))]);
	}

	explained(problems: readonly SyntaxProblem[]): void {
		this.#set(problems);
	}

	#set(problems: readonly SyntaxProblem[]): void {
		this.#problems = problems.toSorted((one, other) => one.start - other.start);
		this.#touched = new Set([...this.#touched].filter((problem) => problems.includes(problem)));
	}
}

function shiftProblem(problem: SyntaxProblem, edit: SyntaxEdit): SyntaxProblem {
	const moved = shiftSpan(problem, edit);
	if (!problem.fix) return moved;
	const edits = problem.fix.edits.map((each) => ({
		...each,
		start: shiftIndex(each.start, edit, 'start'),
		end: shiftIndex(each.end, edit, 'end'),
	}));
	return { ...moved, fix: { ...problem.fix, edits } };
}

const isWide = ({ startPosition, endPosition }: Span) => endPosition.row - startPosition.row > WIDE_ROWS;

const isIn = ({ startPosition, endPosition }: Span, row: number | undefined) =>
	row !== undefined && startPosition.row <= row && endPosition.row >= row;

const isNear = (one: Span, other: Span) =>
	one.startPosition.row <= other.endPosition.row + 1 && one.endPosition.row >= other.startPosition.row - 1;

/** Something to underline where the parser misses something. */
function visible(span: Span): Span {
	if (span.end > span.start || span.startPosition.column === 0) return span;
	const { row, column } = span.startPosition;
	return { ...span, start: span.start - 1, startPosition: { row, column: column - 1 } };
}
