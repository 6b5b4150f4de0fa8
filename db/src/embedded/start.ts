import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openSql } from '../sql.ts';
import { findBinaries } from './binaries.ts';
import { DATABASE_USER, prepareCluster } from './cluster.ts';
import { chooseIdentity, type Identity, letPass, makePrivateDirectory, reachableBinaries } from './identity.ts';
import { findRunning } from './postmaster.ts';
import { type Server, type ServerPlace, startServer, stopServer } from './server.ts';
import { openSocketDirectory } from './socket-directory.ts';
import { signal } from './processes.ts';

/** A PostgreSQL of our own. */
export interface EmbeddedDatabase {
	readonly databaseUrl: string;
	/** The process id of the server that runs now. */
	readonly pid: number;
	/** Resolves when the server that runs now ends without `stop` having been called, to its last log lines. */
	readonly died: Promise<string>;
	/** Starts the server again after `died`, on the same socket. Rejects when it does not come up. */
	restart(): Promise<void>;
	/** Ends the server in order. Everything committed is on disk. Safe to call twice. */
	stop(): Promise<void>;
	/** Ends the server at once; the next start recovers. */
	kill(): void;
}

export interface EmbeddedOptions {
	/** The data folder; the cluster stands in `postgres` in it. Exists or can be made. Whoever calls has locked it. */
	readonly dataDirectory: string;
	readonly settings?: Readonly<Record<string, string>>;
	readonly onLine?: (line: string) => void;
	/** For tests of the ways to run as root. */
	readonly identity?: Identity;
}

/**
 * Starts PostgreSQL on a unix socket that only this user can reach; makes its files at the first start, and stops an
 * orphan of an earlier start before.
 * @throws StartFailure with one line that says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
	const place = await preparePlace(options);
	let server = await startServer(place);
	const state = { isStopping: false };
	let died = diedUnlessStopping(server, state);
	await createDatabase(place.socketDirectory);
	return {
		databaseUrl: socketUrl(place.socketDirectory, DATABASE_NAME),
		get pid() {
			return server.pid;
		},
		get died() {
			return died;
		},
		async restart() {
			server = await startServer(place);
			died = diedUnlessStopping(server, state);
			// stop() may have been called while the server came up, and knew only the one before.
			if (state.isStopping) await stopServer(server);
		},
		async stop() {
			state.isStopping = true;
			await stopServer(server);
		},
		kill() {
			state.isStopping = true;
			signal(server.pid, 'SIGQUIT');
		},
	};
}

/** The URL of a PostgreSQL that runs on this data folder already, started by another process. */
export function runningDatabaseUrl(dataDirectory: string): string | undefined {
	const running = findRunning(clusterIn(dataDirectory));
	return running === undefined ? undefined : socketUrl(running.socketDirectory, DATABASE_NAME);
}

const DATABASE_NAME = 'covibe';

function clusterIn(dataDirectory: string): string {
	return path.join(path.resolve(dataDirectory), 'postgres');
}

async function preparePlace(options: EmbeddedOptions): Promise<ServerPlace> {
	const dataDirectory = path.resolve(options.dataDirectory);
	mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
	const identity = options.identity ?? chooseIdentity();
	letPass(identity, dataDirectory);
	const binaries = reachableBinaries(identity, await findBinaries());
	const clusterDirectory = clusterIn(dataDirectory);
	await prepareCluster(clusterDirectory, binaries, identity);
	const socketDirectory = openSocketDirectory(dataDirectory, 'postgres-socket');
	makePrivateDirectory(socketDirectory, identity);
	return {
		binaries,
		identity,
		clusterDirectory,
		socketDirectory,
		settings: options.settings ?? {},
		onLine: options.onLine ?? (() => undefined),
	};
}

function socketUrl(socketDirectory: string, database: string): string {
	return `postgres://${DATABASE_USER}@localhost/${database}?host=${encodeURIComponent(socketDirectory)}`;
}

/** initdb makes the database `postgres` only, and a cut right after it must not leave us without ours. */
async function createDatabase(socketDirectory: string): Promise<void> {
	const sql = openSql(socketUrl(socketDirectory, 'postgres'), { maxConnections: 1 });
	try {
		const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${DATABASE_NAME}`;
		if (found.length === 0) await sql`CREATE DATABASE ${sql(DATABASE_NAME)}`;
	} finally {
		await sql.end();
	}
}

function diedUnlessStopping(server: Server, state: { readonly isStopping: boolean }): Promise<string> {
	return new Promise((resolve) => {
		void server.ended.then((lastWords) => {
			if (!state.isStopping) resolve(lastWords);
		});
	});
}
