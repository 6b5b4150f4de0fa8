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
	const stopped = new Promise<'stopped'>((resolve) => {
		stopping.addEventListener('abort', () => resolve('stopped'), { once: true });
	});
	for (let startedAt = performance.now(); ; startedAt = performance.now()) {
		if ((await Promise.race([database.died, stopped])) === 'stopped') return;
		let { delayMs } = nextRestart(performance.now() - startedAt);
		for (let failure: string | undefined = 'PostgreSQL ended'; failure !== undefined;) {
			log.say('error', `${failure} (starts again in ${delayMs / 1000} s)`);
			if ((await pauseUnless(stopped, delayMs)) === 'stopped') return;
			failure = await restart(database);
			if (failure !== undefined) ({ delayMs } = nextRestart(0));
		}
		log.say('info', 'PostgreSQL is back');
	}
}

/** Undefined when it runs again, otherwise what keeps it from running. */
async function restart(database: EmbeddedDatabase): Promise<string | undefined> {
	try {
		await database.restart();
		return undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

async function pauseUnless(stopped: Promise<'stopped'>, delayMs: number): Promise<'stopped' | 'over'> {
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<'over'>((resolve) => (timer = setTimeout(() => resolve('over'), delayMs)));
	const first = await Promise.race([stopped, over]);
	clearTimeout(timer);
	return first;
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
