import { StartFailure } from '../start-failure.ts';
import { Life, type LifeEnd, type Program } from './life.ts';
import type { LogStream } from './log-stream.ts';
import { createRestartDelays } from './restart-delays.ts';

/** The exit code with which a program says that its port is taken: to start it again is no use. */
const PORT_TAKEN_EXIT_CODE = 98;
/** And so is it while another installation has its database to itself. */
const NOT_ALONE_EXIT_CODE = 97;

/** A program that ends that often before it ever served will not come up by itself. */
const ENDS_BEFORE_GIVING_UP = 5;

export interface SupervisedOptions {
	readonly program: Program;
	readonly log: LogStream;
	/** Called whenever the process is another one. */
	readonly onProcess: () => void;
	/** The program cannot run at all, and is not started again. */
	readonly onGivenUp: (failure: StartFailure) => void;
}

/** Keeps one program running: starts it, and starts it again when it ends or hangs, until `stop`. */
export class Supervised {
	readonly #options: SupervisedOptions;
	readonly #nextRestart = createRestartDelays();
	readonly #running: Promise<void>;
	readonly #readyListeners: (() => void)[] = [];
	#life: Life | undefined;
	#port: number | undefined;
	#wasEverReady = false;
	#isStopping = false;
	#endPause: () => void = () => undefined;

	constructor(options: SupervisedOptions) {
		this.#options = options;
		this.#running = this.#run();
	}

	get name(): string {
		return this.#options.program.name;
	}

	/** Of the process that runs now; undefined while there is none. */
	get pid(): number | undefined {
		return this.#life?.hasEnded === false ? this.#life.pid : undefined;
	}

	/** The port that the program announced; the same one in all its lives. */
	get port(): number | undefined {
		return this.#port;
	}

	get isReady(): boolean {
		return this.#life?.isReady === true;
	}

	/** Resolves when the program serves, at once when it does so now. */
	whenReady(): Promise<void> {
		if (this.isReady) return Promise.resolve();
		return new Promise((resolve) => this.#readyListeners.push(resolve));
	}

	/** Ends this life in order and begins another. */
	async restart(): Promise<void> {
		await this.#life?.end();
		await this.whenReady();
	}

	/** Ends the program in order. It is not started again. */
	async stop(): Promise<void> {
		this.#isStopping = true;
		this.#endPause();
		await this.#life?.end();
		await this.#running;
	}

	/** Ends the program at once. */
	kill(): void {
		this.#isStopping = true;
		this.#endPause();
		this.#life?.kill();
	}

	async #run(): Promise<void> {
		for (;;) {
			const end = await this.#live();
			if (this.#isStopping) return;
			const failure = this.#hopelessness(end);
			if (failure !== undefined) {
				this.#options.onGivenUp(failure);
				return;
			}
			if (!end.wasAsked) await this.#pauseAfter(end);
		}
	}

	async #live(): Promise<LifeEnd> {
		const { program, log, onProcess } = this.#options;
		// A port that the system chose in the first life must stay: pages are connected to it.
		const env: Record<string, string> = this.#port === undefined ? {} : { PORT: String(this.#port) };
		this.#life = new Life(program, env, {
			onLine: (line) => log.pass(program.name, line),
			onListening: (port) => (this.#port = port),
			onHanging: () => log.say('error', `${program.name} has not answered for half a minute and is ended`),
			onReady: () => this.#becomeReady(),
		});
		onProcess();
		return this.#life.ended;
	}

	#becomeReady(): void {
		if (this.#wasEverReady) this.#options.log.say('info', `${this.name} is back`);
		this.#wasEverReady = true;
		for (const tell of this.#readyListeners.splice(0)) tell();
	}

	#endsBeforeReady = 0;

	#hopelessness(end: LifeEnd): StartFailure | undefined {
		if (end.code === PORT_TAKEN_EXIT_CODE) return portTaken(this.#port ?? Number(this.#options.program.env['PORT']));
		if (this.#wasEverReady || end.wasAsked) return undefined;
		if (end.code === NOT_ALONE_EXIT_CODE) return new StartFailure(readable(end.lastLine));
		this.#endsBeforeReady++;
		if (this.#endsBeforeReady < ENDS_BEFORE_GIVING_UP) return undefined;
		return new StartFailure(`${this.name} cannot start (${end.how}): ${readable(end.lastLine)}`);
	}

	async #pauseAfter(end: LifeEnd): Promise<void> {
		const { delayMs, isMany, endsInRow } = this.#nextRestart(end.healthyMs);
		const { log } = this.#options;
		log.say('warn', `${this.name} ended (${end.how}) and starts again in ${delayMs / 1000} s`);
		if (isMany)
			log.say('error', `${this.name} has ended ${endsInRow} times in a row; it is tried again until it stays`);
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, delayMs);
			this.#endPause = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}
}

export function portTaken(port: number): StartFailure {
	return new StartFailure(
		`Port ${port} is taken by another program: set PORT to a free one, for example PORT=${port + 1}.`,
	);
}

/** The message of a line of pino's JSON, or the line. */
function readable(line: string): string {
	const message = /"msg":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
	if (message === undefined) return line;
	const text: unknown = JSON.parse(message);
	return typeof text === 'string' ? text : line;
}
