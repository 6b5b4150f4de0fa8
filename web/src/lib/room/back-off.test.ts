import { expect, it } from 'vitest';
import { longestPauseMs } from './back-off.ts';

it('is eager while a server restarts, and patient afterwards', () => {
	expect(longestPauseMs(0, 0.5)).toBe(400);
	expect(longestPauseMs(19, 0.5)).toBe(400);
	expect(longestPauseMs(20, 0.5)).toBe(3_000);
});

it('spreads pages that lost the same server over half of the pause', () => {
	expect([longestPauseMs(0, 0), longestPauseMs(0, 0.999)]).toEqual([300, 500]);
});
