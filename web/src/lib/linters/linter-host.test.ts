import { expose } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LinterFailure, LinterHost, type LinterThread } from './linter-host.ts';

/** A worker's other side without a thread: comlink speaks over a real channel. */
class Thread extends EventTarget implements LinterThread {
	isTerminated = false;
	readonly #here: MessagePort;
	readonly #there: MessagePort;

	constructor(lint: () => unknown) {
		super();
		const { port1, port2 } = new MessageChannel();
		[this.#here, this.#there] = [port1, port2];
		port1.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
			this.dispatchEvent(new MessageEvent('message', { data })),
		);
		port1.start();
		expose({ lint }, port2);
	}

	postMessage(message: unknown, transfer: Transferable[] = []): void {
		this.#here.postMessage(message, transfer);
	}

	terminate(): void {
		this.isTerminated = true;
		this.#here.close();
		this.#there.close();
	}
}

const REQUEST = { tool: 'ruff', path: 'a.py', text: '' } as const;
const CLEAN = { syntax: [], findings: [] };
const NEVER = () => new Promise(() => undefined);

/** A host whose workers answer by the functions, one worker after the other; a missing one does not load. */
function hostOf(...answers: ((() => unknown) | undefined)[]) {
	const threads: Thread[] = [];
	let started = 0;
	const host = new LinterHost({
		start: () => {
			const answer = answers[started++];
			if (!answer) return Promise.reject(new Error('the script did not load'));
			const thread = new Thread(answer);
			threads.push(thread);
			return Promise.resolve(thread);
		},
		idleMs: 60_000,
		patienceMs: 20_000,
	});
	return { host, threads, ask: () => host.ask((worker) => worker.lint(REQUEST)) };
}

describe('the worker of linters', () => {
	afterEach(() => vi.useRealTimers());

	it('starts at the first question and answers the others too', async () => {
		const { threads, ask, host } = hostOf(() => CLEAN);
		expect(host.isRunning).toBe(false);
		expect(await Promise.all([ask(), ask()])).toEqual([CLEAN, CLEAN]);
		expect(threads).toHaveLength(1);
		host.dispose();
	});

	it('ends when nobody asked for a while, and starts anew', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const { threads, ask, host } = hostOf(
			() => CLEAN,
			() => CLEAN,
		);
		await ask();
		await vi.advanceTimersByTimeAsync(59_000);
		expect(threads[0]?.isTerminated).toBe(false);
		await ask();
		await vi.advanceTimersByTimeAsync(59_000);
		expect(threads[0]?.isTerminated).toBe(false);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(threads[0]?.isTerminated).toBe(true);
		expect(host.isRunning).toBe(false);
		expect(await ask()).toEqual(CLEAN);
		expect(threads).toHaveLength(2);
		host.dispose();
	});

	it('is replaced when it could not be loaded', async () => {
		const { ask, host } = hostOf(undefined, () => CLEAN);
		await expect(ask()).rejects.toThrow(LinterFailure);
		expect(await ask()).toEqual(CLEAN);
		host.dispose();
	});

	it('is replaced when a tool throws', async () => {
		const broken = () => {
			throw new Error('unreachable');
		};
		const { threads, ask, host } = hostOf(broken, () => CLEAN);
		await expect(ask()).rejects.toThrow('unreachable');
		expect(threads[0]?.isTerminated).toBe(true);
		expect(await ask()).toEqual(CLEAN);
		host.dispose();
	});

	it('tells everybody who waits when it breaks', async () => {
		const { threads, ask, host } = hostOf(NEVER, () => CLEAN);
		const waiting = [ask(), ask()];
		await vi.waitFor(() => expect(threads).toHaveLength(1));
		threads[0]?.dispatchEvent(new Event('error'));
		for (const answer of waiting) await expect(answer).rejects.toThrow(LinterFailure);
		expect(await ask()).toEqual(CLEAN);
		host.dispose();
	});

	it('is ended when it does not answer', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const { threads, ask } = hostOf(NEVER);
		const answer = expect(ask()).rejects.toThrow('no answer for 20000 ms');
		await vi.advanceTimersByTimeAsync(20_000);
		await answer;
		expect(threads[0]?.isTerminated).toBe(true);
	});
});
