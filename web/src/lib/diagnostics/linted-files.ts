import type { FileId } from '@covibe/shared';
import type { LanguageId } from '@covibe/shared/diagnostics';
import type { FedModel } from '../syntax/model-feed.ts';

/** An open file of the editor. */
export type LintedFile = FedModel & { readonly id: FileId };

/** An open file and the language that it is read in; a new name may change that. */
export type LintedEntry = { readonly file: LintedFile; language: LanguageId | undefined };

/** A memory, not a state: nothing is drawn anew when it changes. */
export const lintedFiles = (): Map<FileId, LintedEntry> => new Map();
