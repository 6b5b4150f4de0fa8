import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LIMITS } from '@covibe/shared';

export type Target = {
	/** The folder that the paths of `files` are relative to. */
	readonly folder: string;
	/** Set when one file was named. */
	readonly single: string | undefined;
	/** With the line ends that they have on disk. */
	readonly files: ReadonlyMap<string, string>;
};

const SKIPPED: ReadonlySet<string> = new Set([
	'node_modules',
	'.git',
	'.hg',
	'.svn',
	'.covibe',
	'__pycache__',
	'.venv',
]);
/** A NUL this early tells a binary from a text. */
const PROBE_BYTES = 8_000;

/** @throws Error when there is no such file or folder, or a named file is no text */
export async function readTarget(named: string): Promise<Target> {
	if ((await stat(named)).isFile()) {
		const name = path.basename(named);
		const text = await readText(named);
		if (text === undefined) throw new Error(`${named} is binary, or too large for a room.`);
		return { folder: path.dirname(named), single: name, files: new Map([[name, text]]) };
	}
	const files = new Map<string, string>();
	for (const name of await listFolder(named, '')) {
		const text = await readText(path.join(named, name));
		if (text !== undefined) files.set(name, text);
	}
	return { folder: named, single: undefined, files };
}

async function listFolder(root: string, folder: string): Promise<string[]> {
	const entries = await readdir(path.join(root, folder), { withFileTypes: true });
	const lists = entries.map(async (entry) => {
		const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFolder(root, name);
		return entry.isFile() ? [name] : [];
	});
	return (await Promise.all(lists)).flat().sort();
}

async function readText(file: string): Promise<string | undefined> {
	const bytes = await readFile(file);
	if (bytes.subarray(0, PROBE_BYTES).includes(0)) return undefined;
	const text = bytes.toString('utf8');
	return text.length > LIMITS.textUnitsPerFile ? undefined : text;
}

/** Writes what differs and removes what is gone. */
export async function writeChanges(target: Target, after: ReadonlyMap<string, string>): Promise<void> {
	for (const [name, text] of after) {
		if (target.files.get(name) === text) continue;
		const file = path.join(target.folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	for (const name of target.files.keys()) if (!after.has(name)) await rm(path.join(target.folder, name));
}
