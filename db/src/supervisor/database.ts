import { type EmbeddedDatabase, startEmbedded } from '../embedded/start.ts';
import { migrate } from '../migrate.ts';
import { openSql, waitForDatabase } from '../sql.ts';
import { StartFailure } from '../start-failure.ts';
import type { LogStream } from './log-stream.ts';
import { createRestartDelays } from './restart-delays.ts';

/** The embedded PostgreSQL, started again whenever it dies. */
export interface SupervisedDatabase {
	readonly databaseUrl: string;
	readonly pid: number;
	stop(): Promise<void>;
	kill(): void;
}

export async function superviseDatabase(dataDirectory: string, log: LogStream): Promise<SupervisedDatabase> {
	const database = await startEmbedded({ dataDirectory, onLine: (line) => log.pass('postgres', line) });
	const stopping = new AbortController();
	const watching = keepAlive(database, log, stopping.signal);
	return {
		databaseUrl: database.databaseUrl,
		get pid() {
			return database.pid;
		},
		async stop() {
			stopping.abort();
			await database.stop();
			await watching;
			// A restart that was under way has brought up another server.
			await database.stop();
		},
		kill() {
			stopping.abort();
			database.kill();
		},
	};
}

async function keepAlive(database: EmbeddedDatabase, log: LogStream, stopping: AbortSignal): Promise<void> {
	const nextRestart = createRestartDelays();
	const stopped = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve(), { once: true }));
	let startedAt = performance.now();
	while (!stopping.aborted) {
		await Promise.race([database.died, stopped]);
		if (stopping.aborted) return;
		const { delayMs } = nextRestart(performance.now() - startedAt);
		log.say('error', `PostgreSQL ended and starts again in ${delayMs / 1000} s`);
		await pauseUnless(stopped, delayMs);
		startedAt = performance.now();
		if (!stopping.aborted) await restartUntilUp(database, log, stopped, nextRestart, stopping);
	}
}

async function restartUntilUp(
	database: EmbeddedDatabase,
	log: LogStream,
	stopped: Promise<void>,
	nextRestart: ReturnType<typeof createRestartDelays>,
	stopping: AbortSignal,
): Promise<void> {
	while (!stopping.aborted) {
		try {
			await database.restart();
			log.say('info', 'PostgreSQL is back');
			return;
		} catch (error) {
			const { delayMs } = nextRestart(0);
			log.say(
				'error',
				`${error instanceof Error ? error.message : String(error)} (next attempt in ${delayMs / 1000} s)`,
			);
			await pauseUnless(stopped, delayMs);
		}
	}
}

async function pauseUnless(stopped: Promise<void>, delayMs: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	await Promise.race([stopped, new Promise((resolve) => (timer = setTimeout(resolve, delayMs)))]);
	clearTimeout(timer);
}

/** A database that starts beside us, as with docker compose, may need a while. */
const DATABASE_LIMIT_MS = 60_000;

/** Waits for the database and brings its schema up to date. @throws StartFailure when it does not answer. */
export async function prepareSchema(databaseUrl: string, log: LogStream): Promise<void> {
	const sql = openSql(databaseUrl, { maxConnections: 1, name: 'covibe-migrate' });
	try {
		const failure = await waitForDatabase(sql, DATABASE_LIMIT_MS);
		if (failure !== undefined)
			throw new StartFailure(`The database does not answer: ${failure.message}`, { cause: failure });
		await migrate(sql, { onApplied: (name) => log.say('info', `Migrated the database: ${name}`) });
	} finally {
		await sql.end();
	}
}
