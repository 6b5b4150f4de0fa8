import { watch } from 'node:fs';
import path from 'node:path';
import { type House, startHouse } from './house.ts';
import { createLogStream, type LogStream } from './log-stream.ts';
import type { Program } from './life.ts';
import { productionPrograms, ROOT_DIRECTORY, type Wiring } from './programs.ts';
import type { HouseSettings } from './settings.ts';

/** Under npm one Ctrl-C arrives twice, from the terminal and from npm: only a later one means "at once". */
const SECOND_SIGNAL_AFTER_MS = 700;

export interface UpOptions {
	/** What to run; realtime and web as in production by default. */
	readonly programs?: (wiring: Wiring) => Program[];
	/** Starts realtime again whenever its code changes. */
	readonly isWatching?: boolean;
}

/** Runs the house in the foreground until it is told to end; resolves to the exit code. */
export async function up(settings: HouseSettings, options: UpOptions = {}): Promise<number> {
	const log = createLogStream({
		write: (text) => process.stderr.write(text),
		level: settings.logLevel,
	});
	const stopping = new AbortController();
	let house: House | undefined;
	const ignoreSignals = onStopSignals({
		first: () => stopping.abort(),
		second: () => {
			log.say('warn', 'Ending at once');
			void (house?.kill() ?? Promise.resolve()).finally(() => process.exit(130));
		},
	});
	try {
		log.say('info', settings.databaseUrl === undefined ? 'Starting PostgreSQL' : 'Connecting to the database');
		house = await startHouse({
			settings,
			log,
			signal: stopping.signal,
			programs: options.programs ?? productionPrograms,
		});
		process.stdout.write(`Covibe is ready at ${house.url}\n${house.networkLine}\n`);
		const stopWatching = options.isWatching === true ? restartOnChange(house, log) : () => undefined;
		const failure = await Promise.race([house.failed, whenAborted(stopping.signal)]);
		stopWatching();
		log.say('info', 'Stopping');
		await house.stop();
		if (failure !== undefined) throw failure;
		return 0;
	} catch (error) {
		if (stopping.signal.aborted && error === stopping.signal.reason) return 0;
		throw error;
	} finally {
		ignoreSignals();
	}
}

function onStopSignals(actions: { readonly first: () => void; readonly second: () => void }): () => void {
	let firstAt: number | undefined;
	const receive = (): void => {
		if (firstAt === undefined) {
			firstAt = performance.now();
			actions.first();
		} else if (performance.now() - firstAt > SECOND_SIGNAL_AFTER_MS) actions.second();
	};
	const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const name of names) process.on(name, receive);
	return () => {
		for (const name of names) process.off(name, receive);
	};
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve(undefined);
		signal.addEventListener('abort', () => resolve(undefined), { once: true });
	});
}

/** Editors write a file in several steps. */
const SETTLE_MS = 150;

/** Starts realtime again whenever its code changes; vite looks after web by itself. */
function restartOnChange(house: House, log: LogStream): () => void {
	let timer: NodeJS.Timeout | undefined;
	const watchers = ['realtime/src', 'db/src', 'shared/src'].map((folder) =>
		watch(path.join(ROOT_DIRECTORY, folder), { recursive: true }, (_event, name) => {
			if (name === null || !name.endsWith('.ts') || name.endsWith('.test.ts')) return;
			clearTimeout(timer);
			timer = setTimeout(() => {
				log.say('info', `${folder}/${name} changed: realtime starts again`);
				house.restart('realtime').catch((error: unknown) => log.say('error', String(error)));
			}, SETTLE_MS);
		}),
	);
	return () => {
		clearTimeout(timer);
		for (const watcher of watchers) watcher.close();
	};
}
