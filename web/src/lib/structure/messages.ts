import type { FileId } from '@covibe/shared';
import type { LanguageId } from '@covibe/shared/diagnostics';
import type { SymbolKind } from '@covibe/shared/structure';

/** A place in a text; row and column count from 0, the column in UTF-16 units. */
export type Point = { readonly row: number; readonly column: number };
export type FilePoint = Point & { readonly file: FileId };

/** Something that a file defines, with what stands in it. */
export type OutlineEntry = {
	readonly name: string;
	readonly kind: SymbolKind;
	/** Of its name. */
	readonly at: Point;
	readonly start: Point;
	readonly end: Point;
	readonly children: readonly OutlineEntry[];
};

/** A file of the project whose language has tags. */
export type ProjectFile = {
	readonly id: FileId;
	readonly path: string;
	readonly language: LanguageId;
	/** Its text is in the worker, and kept up to date there. */
	readonly isOpen: boolean;
};

/** A place that a name leads to, with the line that it stands in. */
export type FoundPlace = FilePoint & {
	readonly path: string;
	readonly length: number;
	/** The line, cut where it is long; `from` is the column of its first unit. */
	readonly line: string;
	readonly from: number;
};

export type FoundPlaces = {
	readonly name: string;
	readonly places: readonly FoundPlace[];
	/** Nothing in other files could change the answer. */
	readonly isFinal: boolean;
};

export type FoundSymbol = FilePoint & {
	readonly path: string;
	readonly name: string;
	readonly kind: SymbolKind;
	/** Name of what it stands in. */
	readonly container: string | undefined;
	/** Places of the letters that were asked for. */
	readonly marks: readonly number[];
};

/** Names to replace in one file, in the order of the text; offsets are those of a text that is `length` long. */
export type FileRename = {
	readonly file: FileId;
	readonly path: string;
	readonly length: number;
	readonly edits: readonly { readonly start: number; readonly end: number; readonly insert: string }[];
};

export type RenamePlan =
	| { readonly ok: true; readonly oldName: string; readonly files: readonly FileRename[] }
	/** Why not, as a sentence for people. */
	| { readonly ok: false; readonly reason: string };

/** A stretch of a text, as Monaco takes it apart. */
export type PointSpan = { readonly start: Point; readonly end: Point };
