import { hostname } from 'node:os';
import { announceModels, openBus, openSql, type Sql } from '@covibe/db';
import type { Env } from '@covibe/shared';
import { type Logger, pino } from 'pino';
import { openHouse } from './agent/house.ts';
import { complete } from './completion/complete.ts';
import { CompletionDesk } from './completion/desk.ts';
import { readLimitSettings, readModelConfig } from './config.ts';
import { Catalog, installationKeys } from './models/catalog.ts';
import { openReadiness } from './readiness.ts';
import { createRunTurn } from './run-turn.ts';
import { Worker } from './worker.ts';
import { readWorkerConfig, type WorkerConfig } from './worker-config.ts';

/** A beat for each turn, and the queue. */
const SQL_CONNECTIONS = 6;
/** The supervisor kills after 10 s; by then all turns have to be handed on. */
const DRAIN_LIMIT_MS = 7_500;
const SQL_CLOSE_SECONDS = 2;
/** A database that does not answer this long is away. */
const READY_MS = 2_000;

/** Answers when there is no key for any other, and says what it is. */
const BUILT_IN = {
	id: 'built-in',
	name: 'Built-in helper',
	provider: 'built-in',
	isLocal: true,
	hasInstallationKey: true,
} as const;

await main();

async function main(): Promise<void> {
	const config = prepare();
	// Each connection to a room waits for the end of the process, to say good-bye.
	process.setMaxListeners(100);
	const logger = pino({ level: config.logLevel, base: null });
	for (const event of ['uncaughtException', 'unhandledRejection'] as const)
		process.on(event, (error: unknown) => {
			logger.fatal({ err: error }, 'a mistake of ours ends this process; the supervisor starts it again');
			process.exit(1);
		});
	try {
		const stop = await start({ env: process.env, config, logger });
		for (const event of ['SIGTERM', 'SIGINT'] as const) process.once(event, () => void end(stop, logger));
	} catch (error) {
		endWith(error);
	}
}

/** Before anything is started: a setting that does not fit ends with one line. */
function prepare(): WorkerConfig {
	try {
		return readWorkerConfig(process.env);
	} catch (error) {
		return endWith(error);
	}
}

function endWith(error: unknown): never {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
}

type Stop = () => Promise<void>;

/** @returns what hands on all turns and ends what was started. @throws Error that names a setting. */
async function start({ env, config, logger }: { env: Env; config: WorkerConfig; logger: Logger }): Promise<Stop> {
	const models = readModelConfig(env);
	const { databaseUrl, redisUrl } = config;
	const sql = openSql(databaseUrl, { maxConnections: SQL_CONNECTIONS, name: 'covibe-ai' });
	await announceModels(sql, [...new Catalog(models).offered(installationKeys(models.keys)), BUILT_IN]);
	const bus = openBus({ sql, databaseUrl, redisUrl });
	const house = openHouse({ sql, bus, logger, config, models, limitSettings: readLimitSettings(env) });
	const worker = new Worker({ sql, bus, logger, runTurn: createRunTurn(house), name: `${hostname()}:${process.pid}` });
	const desk = new CompletionDesk({ sql, bus, logger, complete: (asked, stop) => complete(house, asked, stop) });
	const readiness = await openReadiness(config.readiness, () => isAnswering(sql));
	worker.start();
	desk.start();
	logger.info('waiting for turns');
	return async () => {
		readiness.close();
		await Promise.all([worker.stop(), desk.stop()]);
		await bus.close();
		await sql.end({ timeout: SQL_CLOSE_SECONDS });
	};
}

async function isAnswering(sql: Sql): Promise<boolean> {
	const answer = sql`SELECT 1`.then(
		() => true,
		() => false,
	);
	return Promise.race([answer, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), READY_MS).unref())]);
}

let isStopping = false;

async function end(stop: Stop, logger: Logger): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	setTimeout(() => {
		logger.warn('some turns could not be handed on in time; their leases run out');
		process.exit(0);
	}, DRAIN_LIMIT_MS).unref();
	await stop();
	process.exit(0);
}
