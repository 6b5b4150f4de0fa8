import type { FileId } from '@covibe/shared';
import type { Finding, Ignores, LanguageId, Span, SyntaxProblem } from '@covibe/shared/diagnostics';

export type Point = { readonly row: number; readonly column: number };

/** One replacement; places are those of the text before it. The changes of a batch are made one after another. */
export type TextChange = {
	readonly start: number;
	readonly end: number;
	readonly startPosition: Point;
	readonly endPosition: Point;
	readonly text: string;
};

/** What the person at this page looks at, in the text as it is after the changes that it comes with. */
export type Look = {
	/** Offset of the caret, and its row. */
	readonly caret: number;
	readonly caretRow: number;
	readonly visible: Span;
};

export type OpenRequest = {
	readonly file: FileId;
	readonly language: LanguageId;
	readonly version: number;
	readonly text: string;
	/** False where another service tells the mistakes of syntax. */
	readonly tellsSyntax: boolean;
	readonly look: Look | undefined;
};

/** A text that is looked at once. */
export type ScanRequest = Pick<OpenRequest, 'file' | 'language' | 'text' | 'tellsSyntax'>;

export type EditRequest = {
	readonly file: FileId;
	/** The version that the changes were made to, and the one that they make. */
	readonly from: number;
	readonly to: number;
	readonly changes: readonly TextChange[];
	readonly look: Look | undefined;
};

/** `gap`: the worker does not hold the version that was changed, and wants the text. */
export type EditAnswer = 'taken' | 'gap';

/** What is known about one version of a file. */
export type FileReport =
	| { readonly file: FileId; readonly state: 'failed'; readonly reason: string }
	| {
			readonly file: FileId;
			readonly state: 'on' | 'large';
			readonly version: number;
			readonly syntax: readonly SyntaxProblem[];
			/** Those to show; the settings and comments of the project have been asked. */
			readonly findings: readonly Finding[];
			readonly ignores: Ignores;
			/** Nothing is left to look at. */
			readonly isComplete: boolean;
	  };
