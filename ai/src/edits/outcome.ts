import type { FileId } from '@covibe/shared';
import type { Location, Tier } from './locate.ts';

/** What became of one block or file operation of an answer. */
export type BlockOutcome = {
	/** Counted from 1, in the order of the answer. */
	readonly block: number;
	readonly path: string;
	readonly result: BlockResult;
	readonly file?: FileId;
	readonly hunk?: string;
	readonly tier?: Tier;
	/** For the model, and for the chat: what happened and what to do. */
	readonly message: string;
};

export const DONE = ['edited', 'created', 'deleted', 'renamed', 'unchanged', 'contested'] as const;
export const FAILED = [
	'missing',
	'ambiguous',
	'not-shown',
	'no-file',
	'path-invalid',
	'path-taken',
	'too-large',
	'too-much',
	'no-right',
	'file-gone',
	'rejected',
	'malformed',
	'cut',
] as const;

export type BlockResult = (typeof DONE)[number] | (typeof FAILED)[number];

export const isDone = ({ result }: BlockOutcome): boolean => (DONE as readonly string[]).includes(result);

const SENTENCES = {
	edited: 'Applied.',
	created: 'The file was made.',
	deleted: 'The file was deleted.',
	renamed: 'The file was renamed.',
	unchanged: 'The file already reads like this.',
	contested: 'Applied beside lines that a person had changed meanwhile; those lines were left to them.',
	missing: 'The SEARCH lines are not in the file.',
	ambiguous: 'The SEARCH lines are in the file more than once; add lines around them.',
	'not-shown': 'This file was not shown to you; open it first.',
	'no-file': 'There is no such file.',
	'path-invalid': 'This is not a usable path inside the project.',
	'path-taken': 'There is already a file or folder with this name.',
	'too-large': 'The file would become too large for a room.',
	'too-much': 'The answer changes more than one turn may change.',
	'no-right': 'The person who asked may not edit here any more.',
	'file-gone': 'The file was deleted meanwhile.',
	rejected: 'A person took this back while it was being written.',
	malformed: 'The block is not in the format.',
	cut: 'The answer ended in the middle of this block; the old lines that it had not replaced stayed.',
} as const satisfies Record<BlockResult, string>;

export const sentenceOf = (result: BlockResult): string => SENTENCES[result];

/** Why lines were not found, with what helps to find them at the next try. */
export function explainLocation(location: Exclude<Location, { found: 'located' }>): string {
	if (location.found === 'ambiguous')
		return `The SEARCH lines begin at each of the lines ${location.lines.join(', ')}; add lines around them, or line=N.`;
	if (!location.nearest) return sentenceOf('missing');
	return `The SEARCH lines are not in the file. The most similar line is ${location.nearest.line}: ${location.nearest.text.trim().slice(0, 200)}`;
}
