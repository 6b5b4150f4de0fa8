import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Binaries } from './binaries.ts';
import { explainFailure } from './cluster.ts';
import { commandAs, type Identity } from './identity.ts';
import { clearOrphan, readPostmaster } from './postmaster.ts';
import { signal } from './processes.ts';

export interface ServerPlace {
	readonly binaries: Binaries;
	readonly identity: Identity;
	readonly clusterDirectory: string;
	readonly socketDirectory: string;
	/** Settings of PostgreSQL on top of ours. */
	readonly settings: Readonly<Record<string, string>>;
	/** Takes each line that PostgreSQL logs. */
	readonly onLine: (line: string) => void;
}

/** One running PostgreSQL, our child. */
export interface Server {
	readonly pid: number;
	/** Resolves when the process has ended, for whatever reason, to the last lines that it logged. */
	readonly ended: Promise<string>;
}

/** A predecessor that was killed leaves its shared memory until its last child has ended. */
const PREDECESSOR_LINGERS = /shared memory block .* is still in use|lock file .* already exists/;
const PREDECESSOR_ATTEMPTS = 50;
const PREDECESSOR_WAIT_MS = 100;

/** Starts PostgreSQL and resolves when it takes connections. Nothing limits the time that recovery takes. */
export async function startServer(place: ServerPlace): Promise<Server> {
	for (let attempt = 1; ; attempt++) {
		await clearOrphan(place.clusterDirectory);
		const server = spawnServer(place);
		const lastWords = await Promise.race([server.ended, waitUntilReady(place.clusterDirectory, server)]);
		if (lastWords === undefined) return server;
		if (attempt === PREDECESSOR_ATTEMPTS || !PREDECESSOR_LINGERS.test(lastWords)) {
			throw explainFailure('it ended at once', lastWords);
		}
		await new Promise((resolve) => setTimeout(resolve, PREDECESSOR_WAIT_MS));
	}
}

function spawnServer(place: ServerPlace): Server {
	const { file, args, options } = commandAs(place.identity, place.binaries.postgres, serverArguments(place));
	const child = spawn(file, args, {
		...options,
		cwd: place.clusterDirectory,
		stdio: ['ignore', 'ignore', 'pipe'],
		// A session of its own: Ctrl-C in the terminal must not reach it before those who still write to it.
		detached: true,
	});
	return { pid: child.pid ?? 0, ended: watchEnd(child, place.onLine) };
}

function serverArguments(place: ServerPlace): string[] {
	const settings = {
		listen_addresses: '',
		unix_socket_directories: place.socketDirectory,
		unix_socket_permissions: '0700',
		fsync: 'on',
		synchronous_commit: 'on',
		full_page_writes: 'on',
		log_min_messages: 'warning',
		log_checkpoints: 'off',
		log_line_prefix: '',
		...place.settings,
	};
	return [
		'-D',
		place.clusterDirectory,
		...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	];
}

const KEPT_LINES = 20;

async function watchEnd(child: ChildProcess, onLine: (line: string) => void): Promise<string> {
	const lastLines: string[] = [];
	const keep = (line: string): void => {
		lastLines.push(line);
		if (lastLines.length > KEPT_LINES) lastLines.shift();
	};
	if (child.stderr !== null) {
		createInterface({ input: child.stderr }).on('line', (line) => {
			keep(line);
			onLine(line);
		});
	}
	await new Promise<void>((resolve) => {
		child.once('error', (error) => {
			keep(`FATAL:  ${error.message}`);
			resolve();
		});
		child.once('exit', () => {
			// Its own children may hold the pipe open a little longer: what has been written is read, not waited for.
			setImmediate(resolve);
		});
	});
	return lastLines.join('\n');
}

const READY_POLL_MS = 10;

/** Resolves to undefined when the server says in its pid file that it takes connections. */
async function waitUntilReady(clusterDirectory: string, server: Server): Promise<undefined> {
	const state = { hasEnded: false };
	void server.ended.then(() => (state.hasEnded = true));
	while (!state.hasEnded) {
		const postmaster = readPostmaster(clusterDirectory);
		if (postmaster?.pid === server.pid && postmaster.isReady) return undefined;
		await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
	}
	// The race has been decided by the end of the server.
	return new Promise(() => undefined);
}

const FAST_SHUTDOWN_LIMIT_MS = 20_000;

/** Stops the server: open transactions roll back, everything committed is on disk. Safe to call when it has ended. */
export async function stopServer(server: Server): Promise<void> {
	signal(server.pid, 'SIGINT');
	const timer = setTimeout(() => signal(server.pid, 'SIGQUIT'), FAST_SHUTDOWN_LIMIT_MS);
	await server.ended;
	clearTimeout(timer);
}
