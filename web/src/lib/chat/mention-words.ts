import type { FileId, Mention } from '@covibe/shared';

/** Where a chip leads; lines count from 1. */
export type Place = { readonly file: FileId; readonly line: number | undefined };

/** How a mention is written in the text of a message; undefined for those that stand beside it. */
export function tokenOf(mention: Mention, nameOf: (user: string) => string | undefined): string | undefined {
	switch (mention.kind) {
		case 'agent':
			return `@${mention.model ?? 'ai'}`;
		case 'file':
			return `@${mention.path}`;
		case 'person': {
			const name = nameOf(mention.user);
			return name === undefined ? undefined : `@${name}`;
		}
		case 'selection':
		case 'problem':
			return undefined;
	}
}

/** A mention that stands beside the text, in few words. */
export function chipWords(mention: Mention): string {
	const name = 'path' in mention ? mention.path.slice(mention.path.lastIndexOf('/') + 1) : '';
	if (mention.kind === 'selection')
		return mention.fromLine === mention.toLine
			? `${name}:${mention.fromLine}`
			: `${name}:${mention.fromLine}–${mention.toLine}`;
	if (mention.kind === 'problem') return `${name}:${mention.line} ${mention.message}`;
	return name;
}

export function placeOfMention(mention: Mention): Place | undefined {
	if (mention.kind === 'file') return { file: mention.file, line: undefined };
	if (mention.kind === 'selection') return { file: mention.file, line: mention.fromLine };
	if (mention.kind === 'problem') return { file: mention.file, line: mention.line };
	return undefined;
}

/** Reads `src/main.ts`, `src/main.ts:12` or `src/main.ts#L12` as a place; undefined when the room has no such file. */
export function placeOfPath(words: string, fileOf: (path: string) => FileId | undefined): Place | undefined {
	const [, path = '', line] = /^(?:\.\/)?(.+?)(?:(?::|#L)(\d{1,7})(?:[-–:]L?\d+)?)?$/.exec(words.trim()) ?? [];
	const file = fileOf(path);
	return file === undefined ? undefined : { file, line: line === undefined ? undefined : Number(line) };
}
