import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot } from './paths.mjs';

/**
 * Remembers in `file` what a result was made from, so that it is made again only when that has changed.
 * `sources` are files and folders under the root; a missing one counts as empty.
 */
export function openStamp({ file, sources, salt = '' }) {
	const key = hashSources(sources, salt);
	return {
		isFresh: () => readText(file) === key,
		/** Call before the work: a cut in the middle must not look finished. */
		clear: () => rmSync(file, { force: true }),
		write: () => {
			mkdirSync(path.dirname(file), { recursive: true });
			writeFileSync(file, key);
		},
	};
}

function hashSources(sources, salt) {
	const hash = createHash('sha256').update(salt);
	for (const source of sources) {
		for (const file of listFiles(source)) hash.update(`\0${file}\0`).update(readFileSync(fromRoot(file)));
	}
	return hash.digest('hex');
}

/** Tests and folders of tools do not change what is made. */
const IGNORED = /(^|\/)(node_modules|dist|build|\.svelte-kit)(\/|$)|\.test\.(ts|mjs)$/;

function listFiles(source) {
	const found = statSync(fromRoot(source), { throwIfNoEntry: false });
	if (found === undefined || IGNORED.test(source)) return [];
	if (!found.isDirectory()) return [source];
	return readdirSync(fromRoot(source))
		.sort()
		.flatMap((name) => listFiles(`${source}/${name}`));
}

function readText(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		// No stamp, no result.
		return undefined;
	}
}
