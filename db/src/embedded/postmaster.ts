import { readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from '../start-failure.ts';
import { commandLine, isAlive, signal, waitForEnd } from './processes.ts';

/** What a running PostgreSQL writes into postmaster.pid of its cluster. */
export interface Postmaster {
	readonly pid: number;
	readonly socketDirectory: string;
	readonly isReady: boolean;
}

/** Reads postmaster.pid; undefined when there is none or it is not complete yet. */
export function readPostmaster(clusterDirectory: string): Postmaster | undefined {
	const lines = readPidFile(clusterDirectory)?.split('\n');
	const pid = Number(lines?.[0]);
	if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
	return { pid, socketDirectory: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' };
}

function readPidFile(clusterDirectory: string): string | undefined {
	try {
		return readFileSync(path.join(clusterDirectory, 'postmaster.pid'), 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
		throw error;
	}
}

/** The PostgreSQL that runs on this cluster now, whoever started it. */
export function findRunning(clusterDirectory: string): Postmaster | undefined {
	const postmaster = readPostmaster(clusterDirectory);
	return postmaster !== undefined && servesCluster(postmaster.pid, clusterDirectory) ? postmaster : undefined;
}

/** False for a foreign process that has the id by chance: ids are given anew after a reboot or in a new container. */
function servesCluster(pid: number, clusterDirectory: string): boolean {
	if (!isAlive(pid)) return false;
	const command = commandLine(pid) ?? '';
	const isPostgres = /(^|\/)postgres( |$)/.test(command);
	return isPostgres && (command.includes(clusterDirectory) || command.includes(realpathSync(clusterDirectory)));
}

const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * Frees a cluster from a PostgreSQL whose parent was killed, and from a file that an earlier one left behind.
 * @throws StartFailure when that PostgreSQL does not end.
 */
export async function clearOrphan(clusterDirectory: string): Promise<'none' | 'stopped'> {
	const running = findRunning(clusterDirectory);
	if (running === undefined) {
		// PostgreSQL takes any living process with the id for its predecessor and would not start.
		rmSync(path.join(clusterDirectory, 'postmaster.pid'), { force: true });
		return 'none';
	}
	signal(running.pid, 'SIGINT');
	if (await waitForEnd(running.pid, FAST_SHUTDOWN_MS)) return 'stopped';
	signal(running.pid, 'SIGQUIT');
	if (await waitForEnd(running.pid, IMMEDIATE_SHUTDOWN_MS)) return 'stopped';
	throw new StartFailure(`An earlier PostgreSQL (process ${running.pid}) does not end: stop it and start again.`);
}
