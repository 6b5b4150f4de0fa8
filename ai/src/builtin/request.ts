import type { FileId, Mention, TurnMode } from '@covibe/shared';

/** A living file as it stands now; files that may hold secrets are not among them. */
export type BuiltInFile = { readonly id: FileId; readonly path: string; readonly text: string };

/** What the built-in helper is asked, and all that it knows. */
export type BuiltInRequest = {
	/** What the person wrote, without the call by `@`. */
	readonly instruction: string;
	/** In `ask` and `plan` no block may come. */
	readonly mode: TurnMode;
	readonly files: readonly BuiltInFile[];
	/** Where the person is, or what the message points at. Lines count from 1, both ends included. */
	readonly current?: {
		readonly path: string;
		readonly selection?: { readonly fromLine: number; readonly toLine: number };
	};
	/** What the message points at beside its words; a problem among them is the one that is meant. */
	readonly mentions?: readonly Mention[];
};

/** Answers in Markdown with the same SEARCH/REPLACE blocks as a model, piece by piece; ends early when the signal fires. */
export type AnswerBuiltIn = (request: BuiltInRequest, signal: AbortSignal) => AsyncIterable<string>;
