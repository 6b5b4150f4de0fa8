import { spawn } from 'node:child_process';
import { existsSync, openSync, closeSync, fsyncSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from '../start-failure.ts';
import type { Binaries } from './binaries.ts';
import { commandAs, type Identity, makePrivateDirectory, removeDirectory } from './identity.ts';

/** The major version of the binaries; the format of a cluster's files changes with it. */
const MAJOR_VERSION = '18';

/** The superuser, and the only one: whoever can open the socket's private directory is trusted. */
export const DATABASE_USER = 'covibe';

/**
 * Makes the files of a new cluster unless there is one. They are made beside it and renamed when complete, so a cut
 * in the middle leaves nothing that looks like a cluster.
 * @throws StartFailure when the existing one belongs to another major version, or the disk is full.
 */
export async function prepareCluster(clusterDirectory: string, binaries: Binaries, identity: Identity): Promise<void> {
	const unfinished = `${clusterDirectory}.unfinished`;
	removeDirectory(unfinished);
	if (existsSync(clusterDirectory)) {
		refuseOtherVersion(clusterDirectory);
		return;
	}
	makePrivateDirectory(unfinished, identity);
	await initialize(unfinished, binaries, identity);
	renameSync(unfinished, clusterDirectory);
	syncDirectory(path.dirname(clusterDirectory));
}

function refuseOtherVersion(clusterDirectory: string): void {
	const version = readVersion(clusterDirectory);
	if (version === MAJOR_VERSION) return;
	const found = version === undefined ? 'holds no PostgreSQL data' : `was made by PostgreSQL ${version}`;
	throw new StartFailure(
		`The folder ${clusterDirectory} ${found}, and this is PostgreSQL ${MAJOR_VERSION}: move it away, ` +
			'or set COVIBE_DATA to another folder.',
	);
}

function readVersion(clusterDirectory: string): string | undefined {
	try {
		return readFileSync(path.join(clusterDirectory, 'PG_VERSION'), 'utf8').trim();
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/** The builtin locale sorts by code point and is the same on every system. */
const INITDB_ARGUMENTS = [
	'--encoding=UTF8',
	'--locale-provider=builtin',
	'--builtin-locale=C.UTF-8',
	'--locale=C',
	'--auth=trust',
	`--username=${DATABASE_USER}`,
];

async function initialize(directory: string, binaries: Binaries, identity: Identity): Promise<void> {
	const args = [`--pgdata=${directory}`, ...INITDB_ARGUMENTS];
	const { file, args: allArgs, options } = commandAs(identity, binaries.initdb, args);
	const child = spawn(file, allArgs, { ...options, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
	let output = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw explainFailure(`initdb ended with code ${code}`, output);
}

/** Turns the last words of a program of PostgreSQL into one line that says what to do. */
export function explainFailure(what: string, output: string): StartFailure {
	if (/No space left on device/i.test(output)) {
		return new StartFailure('The disk is full: PostgreSQL cannot write its data. Free some space and start again.');
	}
	if (/error while loading shared libraries|image not found/i.test(output)) {
		return new StartFailure(
			'PostgreSQL lacks its libraries, because the install scripts of its package did not run: ' +
				'remove node_modules and start again, or set DATABASE_URL to a PostgreSQL of your own.',
		);
	}
	const reason = output.split('\n').findLast((line) => /error|fatal|panic/i.test(line)) ?? output.trim();
	return new StartFailure(`PostgreSQL could not be started (${what}): ${reason.trim()}`);
}

function syncDirectory(directory: string): void {
	const descriptor = openSync(directory, 'r');
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
