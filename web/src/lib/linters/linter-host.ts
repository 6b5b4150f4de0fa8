import { type Endpoint, type Remote, wrap } from 'comlink';
import type { LinterWorker } from './linter-worker.ts';

/** A worker, as much of it as is needed here. */
export type LinterThread = Endpoint & { terminate(): void };

/** The tools could not be loaded, or broke. What was asked may be asked again: a new worker answers. */
export class LinterFailure extends Error {
	constructor(cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.name = 'LinterFailure';
	}
}

export type LinterHostOptions = {
	readonly start: () => Promise<LinterThread>;
	/** The worker ends when nobody asked for so long: it holds hundreds of megabytes. */
	readonly idleMs?: number;
	/** What takes longer hangs. A slow connection takes its time for 3 MB of Ruff. */
	readonly patienceMs?: number;
};

type Running = {
	readonly worker: Remote<LinterWorker>;
	/** Never resolves; rejects when the worker is gone. */
	readonly gone: Promise<never>;
	end(reason: Error): void;
};

const IDLE_MS = 5 * 60_000;
const PATIENCE_MS = 90_000;

/** Worker B's life: started at the first question, ended when idle or broken, started anew when asked again. */
export class LinterHost {
	readonly #options: Required<LinterHostOptions>;
	#running: Promise<Running> | undefined;
	#questions = 0;
	#idleTimer: ReturnType<typeof setTimeout> | undefined;

	constructor({ start, idleMs = IDLE_MS, patienceMs = PATIENCE_MS }: LinterHostOptions) {
		this.#options = { start, idleMs, patienceMs };
	}

	get isRunning(): boolean {
		return this.#running !== undefined;
	}

	/** @throws LinterFailure; the worker is gone then, and with it what others asked. */
	async ask<T>(question: (worker: Remote<LinterWorker>) => Promise<T>): Promise<T> {
		clearTimeout(this.#idleTimer);
		this.#questions++;
		const running = (this.#running ??= this.#start());
		try {
			const { worker, gone } = await running;
			return await this.#inTime(Promise.race([question(worker), gone]));
		} catch (error) {
			void this.#end(running, error);
			throw new LinterFailure(error);
		} finally {
			this.#questions--;
			if (this.#questions === 0) this.#endLater();
		}
	}

	dispose(): void {
		clearTimeout(this.#idleTimer);
		if (this.#running) void this.#end(this.#running, new Error('the page needs no linters any more'));
	}

	async #start(): Promise<Running> {
		const thread = await this.#options.start();
		let fail: (reason: Error) => void = () => undefined;
		const gone = new Promise<never>((_, reject) => (fail = reject));
		// Whoever asks hears of it; when nobody does, it is no news.
		gone.catch(() => undefined);
		const broken = (event: Event) => fail(new Error(`the worker broke (${event.type})`));
		thread.addEventListener('error', broken);
		thread.addEventListener('messageerror', broken);
		const end = (reason: Error) => {
			thread.terminate();
			fail(reason);
		};
		return { worker: wrap<LinterWorker>(thread), gone, end };
	}

	async #end(running: Promise<Running>, reason: unknown): Promise<void> {
		if (this.#running === running) this.#running = undefined;
		try {
			(await running).end(reason instanceof Error ? reason : new Error(String(reason)));
		} catch {
			// Safe: it never started, so there is nothing to end.
		}
	}

	#endLater(): void {
		this.#idleTimer = setTimeout(() => this.dispose(), this.#options.idleMs);
	}

	#inTime<T>(answer: Promise<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			const { patienceMs } = this.#options;
			const timer = setTimeout(() => reject(new Error(`no answer for ${patienceMs} ms`)), patienceMs);
			answer.then(resolve, reject).finally(() => clearTimeout(timer));
		});
	}
}
