import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { openSocketDirectory } from '../embedded/socket-directory.ts';
import type { StartFailure } from '../start-failure.ts';
import { mainUrl, networkLine } from './addresses.ts';
import { keptMasterKey, keptTicketSecret, openDataFolder } from './data-folder.ts';
import { prepareSchema, type SupervisedDatabase, superviseDatabase } from './database.ts';
import { refuseTakenPort } from './free-port.ts';
import type { Program } from './life.ts';
import { type Lock, takeLock } from './lock.ts';
import type { LogStream } from './log-stream.ts';
import { productionPrograms, type Wiring } from './programs.ts';
import type { HouseSettings } from './settings.ts';
import { Supervised } from './supervised.ts';

export interface HouseOptions {
	readonly settings: HouseSettings;
	readonly log: LogStream;
	/** What to run once the database is there; realtime, web and ai as in production by default. */
	readonly programs?: (wiring: Wiring) => Program[];
	/** Gives the start up in the middle; what runs already is stopped. */
	readonly signal?: AbortSignal;
}

/** Everything that runs: the database, and the programs on top of it. */
export interface House {
	/** Where people find it. */
	readonly url: string;
	readonly networkLine: string;
	readonly port: number;
	readonly databaseUrl: string;
	readonly ticketSecret: string;
	/** Process ids by name (`postgres`, `realtime`, `web`, `ai`); what does not run at the moment is left out. */
	pids(): Readonly<Record<string, number>>;
	/** Ends one program in order and starts it again; resolves when it serves. */
	restart(name: string): Promise<void>;
	/** Resolves when a program cannot run any more, whatever is tried. The house is to be stopped then. */
	readonly failed: Promise<StartFailure>;
	/** Stops the programs in order, then the database. Leaves no process. Safe to call twice. */
	stop(): Promise<void>;
	/** Ends all at once; resolves when nothing runs any more. The next start recovers. */
	kill(): Promise<void>;
}

/** Starts everything and resolves when all of it serves. @throws StartFailure; nothing runs any more then. */
export async function startHouse(options: HouseOptions): Promise<House> {
	const { settings } = options;
	openDataFolder(settings.dataDirectory);
	const lock = await takeLock(settings.dataDirectory);
	const house = new RunningHouse(options, lock);
	try {
		await house.start();
		return house;
	} catch (error) {
		await house.stop();
		throw error;
	}
}

/** Who waits this long wants to know for what. */
const TELL_WAITING_MS = 10_000;

class RunningHouse implements House {
	readonly failed: Promise<StartFailure>;
	readonly ticketSecret: string;
	readonly #options: HouseOptions;
	readonly #lock: Lock;
	readonly #fail: (failure: StartFailure) => void;
	#database: SupervisedDatabase | undefined;
	#databaseUrl = '';
	#programs: readonly Supervised[] = [];
	#stopped: Promise<void> | undefined;

	constructor(options: HouseOptions, lock: Lock) {
		this.#options = options;
		this.#lock = lock;
		this.ticketSecret = options.settings.ticketSecret ?? keptTicketSecret(options.settings.dataDirectory);
		let fail: (failure: StartFailure) => void = () => undefined;
		this.failed = new Promise((resolve) => (fail = resolve));
		this.#fail = fail;
	}

	get port(): number {
		return this.#programs.find((program) => program.port !== undefined)?.port ?? this.#options.settings.port;
	}

	get url(): string {
		return mainUrl(this.#options.settings.host, this.port);
	}

	get networkLine(): string {
		return networkLine(this.#options.settings.host, this.port, networkInterfaces());
	}

	get databaseUrl(): string {
		return this.#databaseUrl;
	}

	async start(): Promise<void> {
		const { settings, log, signal } = this.#options;
		await refuseTakenPort(settings.host, settings.port);
		signal?.throwIfAborted();
		this.#databaseUrl = settings.databaseUrl ?? (await this.#startDatabase());
		signal?.throwIfAborted();
		await prepareSchema(this.#databaseUrl, log);
		signal?.throwIfAborted();
		await this.#startPrograms();
	}

	pids(): Record<string, number> {
		const entries = this.#programs.map((program) => [program.name, program.pid] as const);
		const all = [['postgres', this.#database?.pid] as const, ...entries];
		return Object.fromEntries(all.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
	}

	async restart(name: string): Promise<void> {
		const program = this.#programs.find((each) => each.name === name);
		if (program === undefined) throw new Error(`There is no program ${name} in the house.`);
		await program.restart();
	}

	stop(): Promise<void> {
		this.#stopped ??= this.#stopAll();
		return this.#stopped;
	}

	async kill(): Promise<void> {
		for (const program of this.#programs) program.kill();
		this.#database?.kill();
		await this.stop();
	}

	async #stopAll(): Promise<void> {
		await Promise.all(this.#programs.map((program) => program.stop()));
		await this.#database?.stop();
		this.#lock.release();
	}

	async #startDatabase(): Promise<string> {
		this.#database = await superviseDatabase(this.#options.settings.dataDirectory, this.#options.log);
		return this.#database.databaseUrl;
	}

	async #startPrograms(): Promise<void> {
		const { settings, log, signal, programs = productionPrograms } = this.#options;
		const socketDirectory = openSocketDirectory(settings.dataDirectory, 'socket');
		const wiring: Wiring = {
			settings,
			databaseUrl: this.#databaseUrl,
			ticketSecret: this.ticketSecret,
			masterKeys: settings.masterKeys ?? keptMasterKey(settings.dataDirectory),
			webSocketPath: path.join(socketDirectory, 'web.sock'),
			aiSocketPath: path.join(socketDirectory, 'ai.sock'),
		};
		const record = (): void => this.#lock.record(this.#programs.flatMap((program) => program.pid ?? []));
		this.#programs = programs(wiring).map(
			(program) => new Supervised({ program, log, onProcess: () => queueMicrotask(record), onGivenUp: this.#fail }),
		);
		const allReady = Promise.all(this.#programs.map((program) => program.whenReady()));
		const telling = setInterval(() => log.say('info', `Waiting for ${this.#unready().join(' and ')}`), TELL_WAITING_MS);
		try {
			const failure = await Promise.race([this.failed, aborted(signal), allReady]);
			if (failure instanceof Error) throw failure;
		} finally {
			clearInterval(telling);
		}
	}

	#unready(): string[] {
		return this.#programs.filter((program) => !program.isReady).map((program) => program.name);
	}
}

/** Rejects with the signal's reason when it is given. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
	return new Promise((_resolve, reject) => {
		signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
	});
}
