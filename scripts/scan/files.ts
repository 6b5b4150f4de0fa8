import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { languageOfPath, type LanguageSpec } from '../../shared/src/diagnostics/index.ts';

export type SourceFile = { readonly path: string; readonly language: LanguageSpec; readonly text: string };

/** Code is smaller; what is larger was made by a program. */
const MAX_BYTES = 1_000_000;
/** UTF-16 units per line, on average, above which a file was minified. */
const MAX_LINE_LENGTH = 400;
/** A NUL this early tells a binary from a text. */
const PROBE_LENGTH = 8_000;
const SKIPPED = new Set([
	'node_modules',
	'.git',
	'.hg',
	'.svn',
	'.jj',
	'.svelte-kit',
	'.covibe',
	'__pycache__',
	'.venv',
]);

/**
 * The files of a folder (or the one file) that have rules, sorted by path; paths are relative to the folder.
 * @throws Error when the folder does not exist, or `useGit` is asked for outside a repository
 */
export async function* readSources(root: string, options: { useGit: boolean }): AsyncGenerator<SourceFile> {
	const { isFile } = await kindOf(root);
	const names = isFile ? [''] : options.useGit ? await listByGit(root) : await listFolder(root, '');
	for (const name of names.sort()) {
		const language = languageOfPath(name === '' ? root : name);
		if (!language || language.rules.length === 0) continue;
		const text = await readText(path.join(root, name));
		if (text !== undefined) yield { path: name === '' ? path.basename(root) : name, language, text };
	}
}

async function kindOf(file: string): Promise<{ isFile: boolean }> {
	const found = await stat(file).catch((cause: unknown) => {
		throw new Error(`There is no file or folder that can be read at ${file}.`, { cause });
	});
	return { isFile: found.isFile() };
}

async function listFolder(root: string, folder: string): Promise<string[]> {
	const entries = await readdir(path.join(root, folder), { withFileTypes: true });
	const lists = entries.map(async (entry) => {
		const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFolder(root, name);
		return entry.isFile() ? [name] : [];
	});
	return (await Promise.all(lists)).flat();
}

/** What is tracked, and what is new and not ignored. */
async function listByGit(root: string): Promise<string[]> {
	const options = { cwd: root, maxBuffer: 256 * 1024 * 1024 };
	const { stdout } = await promisify(execFile)('git', ['ls-files', '-z', '-co', '--exclude-standard'], options);
	return stdout.split('\0').filter((name) => name !== '' && !name.split('/').some((part) => SKIPPED.has(part)));
}

async function readText(file: string): Promise<string | undefined> {
	const bytes = await readFile(file).catch((cause: unknown) => {
		// Deleted meanwhile, or listed by git and gone, or not ours to read: there is nothing to scan.
		if (cause instanceof Error && 'code' in cause && ['ENOENT', 'EACCES', 'EISDIR'].includes(String(cause.code)))
			return;
		throw cause;
	});
	if (!bytes || bytes.length > MAX_BYTES || bytes.subarray(0, PROBE_LENGTH).includes(0)) return undefined;
	const text = bytes.toString('utf8').replace(/\r\n?/g, '\n');
	const lines = text.split('\n').length;
	return text.length / lines > MAX_LINE_LENGTH ? undefined : text;
}
