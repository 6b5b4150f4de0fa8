import { languageOfPath } from '@covibe/shared/diagnostics';
import { type CurrentFile, ProjectIndex } from '@covibe/shared/structure';
import { type Context, filesOf } from './context.ts';
import { breathe } from './inspect.ts';

/** What the project defines and where it speaks of it. */
export type ProjectSymbols = {
	readonly index: ProjectIndex;
	readonly files: ReadonlyMap<string, CurrentFile>;
	/** Files that were too much to read. */
	readonly unread: number;
};

export async function readSymbols(context: Context): Promise<ProjectSymbols> {
	const { copy, inspector, signal } = context;
	const index = new ProjectIndex();
	const files = new Map<string, CurrentFile>();
	const { paths, skipped } = filesOf({ kind: 'project' }, context);
	for (const path of paths) {
		const language = languageOfPath(path);
		const tags = language && (await inspector.tags(path, copy.read(path)));
		if (!language || !tags) continue;
		await breathe(signal);
		index.set(path, language.id, tags);
		files.set(path, { path, language: language.id, tags });
	}
	return { index, files, unread: skipped };
}

/**
 * The file of a scope in which something has this name; another one of the project where only that one defines it.
 * Without a name, the scope's own file.
 */
export async function fileWith(name: string | undefined, path: string, context: Context): Promise<string> {
	if (name === undefined) return path;
	const { files } = await readSymbols(context);
	const definers = [...files.values()].filter(({ tags }) => tags.definitions.some((each) => each.name === name));
	const [definer] = definers;
	return definers.length === 1 && definer ? definer.path : path;
}

/** The row's number counted from 1, and the row. */
export function lineAt(text: string, offset: number): { line: number; text: string } {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	const end = text.indexOf('\n', offset);
	return {
		line: text.slice(0, offset).split('\n').length,
		text: text.slice(start, end === -1 ? text.length : end).trim(),
	};
}

export function offsetOfLine(text: string, line: number): number {
	let at = 0;
	for (let row = 1; row < line; row++) {
		const next = text.indexOf('\n', at);
		if (next === -1) return text.length;
		at = next + 1;
	}
	return at;
}

export const countLines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
