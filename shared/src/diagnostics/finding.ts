import type { Point } from 'web-tree-sitter';
import type { Category, Confidence, Severity } from './rule.ts';

/** A stretch of text in UTF-16 offsets; rows and columns count from 0, columns in UTF-16 units. */
export type Span = {
	readonly start: number;
	readonly end: number;
	readonly startPosition: Readonly<Point>;
	readonly endPosition: Readonly<Point>;
};

/** Replaces [start, end) by `text`; offsets are of the text that the finding was made on. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string };

export type Fix = {
	readonly title: string;
	/** May be applied together with every other safe fix of the same rule. */
	readonly isSafe: boolean;
	/** Sorted, not overlapping. */
	readonly edits: readonly TextEdit[];
};

export type Finding = Span & {
	readonly ruleId: string;
	readonly severity: Severity;
	readonly category: Category;
	readonly confidence: Confidence;
	readonly cwe?: number;
	readonly message: string;
	readonly fix?: Fix;
};

/** Applies the edits of fixes to a text; of two that overlap, the earlier wins. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	let result = '';
	let at = 0;
	for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
		if (edit.start < at) continue;
		result += text.slice(at, edit.start) + edit.text;
		at = edit.end;
	}
	return result + text.slice(at);
}

/** By place, then by rule: the order in which one pass over the whole file finds them. */
export function compareFindings(one: Finding, other: Finding): number {
	return (
		one.start - other.start ||
		one.end - other.end ||
		compareText(one.ruleId, other.ruleId) ||
		compareText(one.message, other.message)
	);
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
