import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guard, type WireEvent } from './guard.ts';
import type { ModelEvent } from './model.ts';

const source = { provider: 'openai', model: 'm' } as const;
const limits = { firstTokenMs: 1_000, idleMs: 500 };
const text = { type: 'text-delta', text: 'a' } as const;
const end = { type: 'end', reason: 'stop', usage: undefined } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a stream that ends without an end was cut', async () => {
	await expect(all(run([text]))).rejects.toMatchObject({ kind: 'truncated' });
});

test('signs of life reset the limit on the first token, and are not handed on', async () => {
	const events = all(run([900, { type: 'alive' }, 900, { type: 'alive' }, 900, text, end]));
	await vi.advanceTimersByTimeAsync(2_700);
	expect(await events).toEqual([text, end]);
});

test('the first token has its own limit', async () => {
	const events = expect(all(run([1_001, text, end]))).rejects.toMatchObject({ kind: 'timeout-first-token' });
	await vi.advanceTimersByTimeAsync(1_000);
	await events;
});

test('a silence in the middle has another', async () => {
	const events = expect(all(run([text, 501, end]))).rejects.toMatchObject({ kind: 'timeout-idle' });
	await vi.advanceTimersByTimeAsync(500);
	await events;
});

test('a reader that takes its time is not taken for a silent provider', async () => {
	const stream = run([text, text, end]);
	await stream.next();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await all(stream)).toEqual([text, end]);
});

test('a read that never settles does not keep the caller', async () => {
	const controller = new AbortController();
	const stuck = guard(() => stuckStream(), { source, limits, signal: controller.signal });
	const first = expect(stuck.next()).rejects.toMatchObject({ kind: 'aborted' });
	controller.abort();
	await first;
});

test('an end that comes after the stop is no end', async () => {
	const controller = new AbortController();
	const stream = run([text, end], controller.signal);
	await stream.next();
	controller.abort();
	await expect(stream.next()).rejects.toMatchObject({ kind: 'aborted' });
});

/** Numbers are pauses in milliseconds. */
function run(
	script: readonly (WireEvent | number)[],
	signal = new AbortController().signal,
): AsyncGenerator<ModelEvent> {
	return guard(() => play(script), { source, limits, signal });
}

async function* play(script: readonly (WireEvent | number)[]): AsyncGenerator<WireEvent> {
	for (const step of script) {
		if (typeof step === 'number') await new Promise((resolve) => setTimeout(resolve, step));
		else yield step;
	}
}

async function* stuckStream(): AsyncGenerator<WireEvent> {
	await new Promise(() => undefined);
	yield end;
}

async function all(events: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
	const collected: ModelEvent[] = [];
	for await (const event of events) collected.push(event);
	return collected;
}
