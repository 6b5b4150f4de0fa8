import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { signal } from '../embedded/processes.ts';
import { askHealth, type HealthPlace } from './health.ts';

/** One program of the house and how to run it. */
export interface Program {
	readonly name: string;
	readonly file: string;
	readonly args: readonly string[];
	/** On top of the environment of the supervisor, without the settings that the house decides. */
	readonly env: Readonly<Record<string, string>>;
	readonly workingDirectory: string;
	readonly health: HealthPlace;
}

export interface LifeEvents {
	readonly onLine: (line: string) => void;
	/** The program serves; at most once in a life. */
	readonly onReady: () => void;
	/** The program told the port that it listens on. */
	readonly onListening: (port: number) => void;
	/** It has not answered for so long that it was killed. */
	readonly onHanging: () => void;
}

/** How a life ended. */
export interface LifeEnd {
	/** `code 1` or `signal SIGKILL`. */
	readonly how: string;
	readonly code: number | null;
	/** The last line that it wrote, which most often says why. */
	readonly lastLine: string;
	/** How long it had been serving; 0 when it never did. */
	readonly healthyMs: number;
	/** It was told to end. */
	readonly wasAsked: boolean;
}

const READY_POLL_MS = 50;
const HEALTH_POLL_MS = 10_000;
/** Half a minute without any answer, on a machine that may be busy: it hangs. */
const SILENCES_BEFORE_KILL = 3;
/** How long a program may take to hand over what it holds. */
const DRAIN_LIMIT_MS = 10_000;

/**
 * What the house decides for each program, or keeps from it: web's server, for one, prefers an inherited PORT to the
 * socket that it is given, and would take realtime's port.
 */
const DECIDED_BY_HOUSE = new Set([
	'PORT',
	'HOST',
	'SOCKET_PATH',
	'COVIBE_DATA',
	'DATABASE_URL',
	'REDIS_URL',
	'ORIGIN',
	'TICKET_SECRET',
	'MASTER_KEYS',
	'STATIC_DIR',
	'WEB_SOCKET',
	'WEB_URL',
	'REALTIME_URL',
	'LOG_LEVEL',
]);

function inheritedEnv(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !DECIDED_BY_HOUSE.has(name)));
}

/** One run of a program, from its start to its end. */
export class Life {
	readonly pid: number;
	readonly ended: Promise<LifeEnd>;
	readonly #child: ChildProcess;
	readonly #program: Program;
	readonly #events: LifeEvents;
	#port: number | undefined;
	#readyAt: number | undefined;
	#lastLine = '';
	#hasEnded = false;
	#wasAsked = false;

	constructor(program: Program, env: Readonly<Record<string, string>>, events: LifeEvents) {
		this.#program = program;
		this.#events = events;
		// A program that was killed leaves its socket behind and could not listen again.
		if (program.health.kind === 'socket') rmSync(program.health.socketPath, { force: true });
		this.#child = spawn(program.file, program.args, {
			cwd: program.workingDirectory,
			env: { ...inheritedEnv(), ...program.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			// A session of its own: Ctrl-C in the terminal reaches us alone, and we stop things in order.
			detached: true,
		});
		this.pid = this.#child.pid ?? 0;
		this.ended = this.#watchEnd();
		this.#readLines();
		this.#child.on('message', (message) => this.#receive(message));
		void this.#watchHealth();
	}

	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	get isReady(): boolean {
		return this.#readyAt !== undefined && !this.#hasEnded;
	}

	/** Tells it to finish, and ends it by force when it takes too long. Safe to call twice. */
	async end(): Promise<void> {
		this.#wasAsked = true;
		if (this.#hasEnded) return;
		this.#signal('SIGTERM');
		const timer = setTimeout(() => this.#signal('SIGKILL'), DRAIN_LIMIT_MS);
		await this.ended;
		clearTimeout(timer);
	}

	kill(): void {
		this.#wasAsked = true;
		this.#signal('SIGKILL');
	}

	#signal(name: NodeJS.Signals): void {
		if (!this.#hasEnded && this.pid !== 0) signal(this.pid, name);
	}

	#readLines(): void {
		for (const stream of [this.#child.stdout, this.#child.stderr]) {
			if (stream === null) continue;
			createInterface({ input: stream }).on('line', (line) => {
				this.#lastLine = line;
				this.#events.onLine(line);
			});
		}
	}

	#receive(message: unknown): void {
		if (typeof message !== 'object' || message === null || !('type' in message) || !('port' in message)) return;
		if (message.type !== 'listening' || typeof message.port !== 'number') return;
		this.#port = message.port;
		this.#events.onListening(message.port);
	}

	#watchEnd(): Promise<LifeEnd> {
		return new Promise((resolve) => {
			const end = (how: string, code: number | null): void => {
				if (this.#hasEnded) return;
				this.#hasEnded = true;
				const healthyMs = this.#readyAt === undefined ? 0 : performance.now() - this.#readyAt;
				resolve({ how, code, lastLine: this.#lastLine, healthyMs, wasAsked: this.#wasAsked });
			};
			this.#child.once('error', (error) => {
				if (this.pid === 0) end(error.message, null);
			});
			// Not at 'close': a grandchild could hold the streams open. What was written is read first.
			this.#child.once('exit', (code, name) => {
				setImmediate(() => end(name === null ? `code ${code}` : `signal ${name}`, code));
			});
		});
	}

	async #watchHealth(): Promise<void> {
		let silences = 0;
		for (;;) {
			const health = await askHealth(this.#program.health, this.#port);
			if (this.#hasEnded) return;
			if (health === 'ready' && this.#readyAt === undefined) {
				this.#readyAt = performance.now();
				this.#events.onReady();
			}
			// Before it is ready it may be silent for as long as it lives: recovery takes the time that it takes.
			silences = health === 'silent' && this.#readyAt !== undefined ? silences + 1 : 0;
			if (silences === SILENCES_BEFORE_KILL) {
				this.#events.onHanging();
				this.#signal('SIGKILL');
			}
			await this.#pause(this.#readyAt === undefined ? READY_POLL_MS : HEALTH_POLL_MS);
			// Its port may be another program's by now.
			if (this.hasEnded) return;
		}
	}

	/** A pause that ends with the life. */
	async #pause(delayMs: number): Promise<void> {
		let timer: NodeJS.Timeout | undefined;
		await Promise.race([this.ended, new Promise((resolve) => (timer = setTimeout(resolve, delayMs)))]);
		clearTimeout(timer);
	}
}
