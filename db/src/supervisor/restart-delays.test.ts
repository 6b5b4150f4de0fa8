import { expect, test } from 'vitest';
import { createRestartDelays } from './restart-delays.ts';

test('the first restart comes after 0.1 s, each further one later, none later than 10 s', () => {
	const next = createRestartDelays();
	const delays = Array.from({ length: 9 }, () => next(0).delayMs);
	expect(delays).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
});

test('ten seconds of health make the next end a first one again, less does not', () => {
	const next = createRestartDelays();
	next(0);
	expect(next(9_999).delayMs).toBe(200);
	expect(next(10_000).delayMs).toBe(100);
});

test('it is told once in a row that a program keeps ending', () => {
	const next = createRestartDelays();
	const told = Array.from({ length: 20 }, () => next(0)).filter((each) => each.isMany);
	expect(told.map((each) => each.endsInRow)).toEqual([6]);
});
