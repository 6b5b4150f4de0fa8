import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleSteps } from './idle-steps.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Steps of a millisecond each. */
function* work(steps: number, done: number[]): Generator<void, string> {
	for (let step = 0; step < steps; step++) {
		vi.setSystemTime(Date.now() + 1);
		done.push(step);
		yield;
	}
	return 'done';
}

describe('idle steps', () => {
	it('go on in slices, with room for messages in between', async () => {
		const done: number[] = [];
		const answer = new IdleSteps(() => true, Date.now).run(work(10, done));
		await vi.advanceTimersByTimeAsync(0);
		expect(done).toHaveLength(4);
		await vi.advanceTimersByTimeAsync(1);
		await vi.runAllTimersAsync();
		expect(await answer).toBe('done');
	});

	it('wait while there is something more urgent, but not for ever', async () => {
		let isIdle = false;
		const done: number[] = [];
		const answer = new IdleSteps(() => isIdle, Date.now).run(work(6, done));
		await vi.advanceTimersByTimeAsync(70);
		expect(done).toHaveLength(0);
		await vi.advanceTimersByTimeAsync(20);
		expect(done).toHaveLength(4);
		isIdle = true;
		await vi.advanceTimersByTimeAsync(20);
		expect(await answer).toBe('done');
	});

	it('stop when nobody wants them', async () => {
		let isWanted = true;
		const done: number[] = [];
		const answer = new IdleSteps(() => true, Date.now).run(work(100, done), () => isWanted);
		await vi.advanceTimersByTimeAsync(0);
		isWanted = false;
		await vi.advanceTimersByTimeAsync(10);
		expect(await answer).toBeUndefined();
		expect(done).toHaveLength(4);
	});
});
