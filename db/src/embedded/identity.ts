import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartFailure } from '../start-failure.ts';
import type { Binaries } from './binaries.ts';

/** As whom PostgreSQL runs, which refuses to run as root. */
export type Identity =
	/** We are not root: as ourselves. */
	| { readonly kind: 'ourselves' }
	/** We are root: in a user namespace of its own, where its files look as if they belonged to nobody. */
	| { readonly kind: 'namespace' }
	/** We are root and may not make namespaces (some containers): as another user. */
	| { readonly kind: 'other-user'; readonly uid: number; readonly gid: number };

/** The user and group `nobody` of every Linux. */
export const NOBODY = 65534;

export function chooseIdentity(): Identity {
	if (process.getuid?.() !== 0) return { kind: 'ourselves' };
	const attempt = spawnSync('unshare', ['-U', 'true'], { stdio: 'ignore' });
	return attempt.status === 0 ? { kind: 'namespace' } : { kind: 'other-user', uid: NOBODY, gid: NOBODY };
}

export interface Command {
	readonly file: string;
	readonly args: readonly string[];
	readonly options: { readonly uid?: number; readonly gid?: number };
}

/** The command that runs a program of PostgreSQL under an identity. The process it starts is the program itself. */
export function commandAs(identity: Identity, program: string, args: readonly string[]): Command {
	switch (identity.kind) {
		case 'ourselves':
			return { file: program, args, options: {} };
		case 'namespace':
			return { file: 'unshare', args: ['-U', program, ...args], options: {} };
		case 'other-user':
			return { file: program, args, options: { uid: identity.uid, gid: identity.gid } };
	}
}

/**
 * Makes sure that the identity reaches the programs: another user cannot look into a private home directory, so it
 * gets a copy (60 MB) in the system's temporary directory.
 */
export function reachableBinaries(identity: Identity, binaries: Binaries): Binaries {
	if (identity.kind !== 'other-user' || canRun(identity, binaries.postgres)) return binaries;
	const native = path.dirname(path.dirname(binaries.postgres));
	const key = createHash('sha256')
		.update(native)
		.update(String(statSync(binaries.postgres).mtimeMs))
		.digest('hex');
	const copy = path.join(tmpdir(), `covibe-postgres-${key.slice(0, 16)}`);
	if (existsSync(copy) && statSync(copy).uid !== 0) throw new StartFailure(`Remove ${copy}: it is not ours.`);
	if (!existsSync(copy)) {
		const unfinished = `${copy}.${process.pid}`;
		cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
		chmodSync(unfinished, 0o755);
		renameSync(unfinished, copy);
	}
	return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres') };
}

function canRun(identity: Identity, program: string): boolean {
	const { file, args, options } = commandAs(identity, program, ['--version']);
	return spawnSync(file, args, { ...options, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Makes a directory that only the identity and root may enter. Safe to call when it exists. */
export function makePrivateDirectory(directory: string, identity: Identity): void {
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	if (identity.kind === 'other-user') chownSync(directory, identity.uid, identity.gid);
}

/**
 * Lets another user pass through our data folder to its own part of it.
 * @throws StartFailure when a folder above is closed to that user.
 */
export function letPass(identity: Identity, dataDirectory: string): void {
	if (identity.kind !== 'other-user') return;
	chmodSync(dataDirectory, 0o711);
	const { uid, gid } = identity;
	const attempt = spawnSync('test', ['-x', dataDirectory], { uid, gid, cwd: '/', stdio: 'ignore' });
	if (attempt.status !== 0) {
		throw new StartFailure(
			`PostgreSQL cannot run as root, and the user nobody cannot reach ${dataDirectory}: set COVIBE_DATA to a ` +
				'folder outside of private ones, such as /var/lib/covibe, or start Covibe as an ordinary user.',
		);
	}
}

/** Removes a directory and all in it; a missing one is no failure. */
export function removeDirectory(directory: string): void {
	rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}
