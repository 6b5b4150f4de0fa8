import type { NodeLock } from '@covibe/db';
import { type Logger, pino } from 'pino';
import { readConfig, type RealtimeConfig } from './config.ts';
import { assertNativeSupport } from './native-check.ts';
import { claimDatabase, NotAlone } from './only-node.ts';
import { type Realtime, startRealtime } from './realtime.ts';

/** What the supervisor reads as: the port is taken, starting again will not help. */
const PORT_TAKEN_EXIT_CODE = 98;
/** And this: another node has the database to itself. */
const NOT_ALONE_EXIT_CODE = 97;
/** The supervisor kills after 10 s; by then everything has to be said. */
const DRAIN_LIMIT_MS = 7_500;

await main();

async function main(): Promise<void> {
	const config = prepare();
	const logger = pino({ level: config.logLevel, base: null });
	for (const event of ['uncaughtException', 'unhandledRejection'] as const)
		process.on(event, (error: unknown) => {
			logger.fatal({ err: error }, 'a mistake of ours ends this process; the supervisor starts it again');
			process.exit(1);
		});
	try {
		const claim = await claimDatabase(config, (intruder) => endWith(intruder, config.port));
		const realtime = await startRealtime(config, logger);
		for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
			process.once(event, () => void stop({ realtime, claim }, logger, event));
		logger.info({ port: realtime.port }, 'listening');
		process.send?.({ type: 'listening', port: realtime.port });
	} catch (error) {
		endWith(error, config.port);
	}
}

/** Before anything is started: a machine or a setting that does not fit ends with one line. */
function prepare(): RealtimeConfig {
	try {
		assertNativeSupport();
		return readConfig(process.env);
	} catch (error) {
		return endWith(error, 0);
	}
}

function endWith(error: unknown, port: number): never {
	const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	const reason = error instanceof Error ? error.message : String(error);
	process.stderr.write(isTaken ? `Port ${port} is taken; set PORT to another one.\n` : `${reason}\n`);
	const code = error instanceof NotAlone ? NOT_ALONE_EXIT_CODE : 1;
	process.exit(isTaken ? PORT_TAKEN_EXIT_CODE : code);
}

let isStopping = false;

type House = { readonly realtime: Realtime; readonly claim: NodeLock };

async function stop({ realtime, claim }: House, logger: Logger, event: string): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	logger.info({ event }, 'stopping');
	setTimeout(() => {
		logger.warn('the last commits take too long; what was not acknowledged is sent again by its authors');
		process.exit(0);
	}, DRAIN_LIMIT_MS).unref();
	await realtime.drain();
	await claim.close();
	logger.info('stopped');
	process.exit(0);
}
