import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Person } from '../room/people.ts';
import { Arrivals } from './arrivals.ts';

let told: string[] = [];
let arrivals: Arrivals;

function people(...names: string[]): Person[] {
	return names.map((name, clientId) => ({
		clientId,
		user: { id: name, name, colour: 0, kind: 'person' },
		file: undefined,
		selection: undefined,
		isSelf: name === 'Me',
	}));
}

beforeEach(() => {
	vi.useFakeTimers();
	told = [];
	arrivals = new Arrivals(({ joined, left }) => {
		for (const member of joined) told.push(`+${member.user.name}`);
		for (const member of left) told.push(`-${member.user.name}`);
	});
	arrivals.update(people('Me', 'Ana'));
	vi.advanceTimersByTime(3_000);
});

afterEach(() => {
	arrivals.stop();
	vi.useRealTimers();
});

test('whom one finds in the room did not just join', () => {
	expect(told).toEqual([]);
});

test('somebody who comes is told of, even while others keep moving their cursors', () => {
	for (let step = 0; step < 40; step++) {
		arrivals.update(people('Me', 'Ana', 'Ben'));
		vi.advanceTimersByTime(100);
	}
	expect(told).toEqual(['+Ben']);
});

test('somebody who reloads the page neither left nor came', () => {
	arrivals.update(people('Me'));
	vi.advanceTimersByTime(2_000);
	arrivals.update(people('Me', 'Ana'));
	vi.advanceTimersByTime(10_000);
	expect(told).toEqual([]);
});

test('somebody who stays away has left', () => {
	arrivals.update(people('Me'));
	vi.advanceTimersByTime(3_000);
	expect(told).toEqual(['-Ana']);
});

test('losing one’s own connection is nobody’s leaving', () => {
	arrivals.update(people('Me'));
	arrivals.update(people('Me'));
	arrivals.stop();
	vi.advanceTimersByTime(10_000);
	arrivals.update(people('Me', 'Ana'));
	vi.advanceTimersByTime(10_000);
	expect(told).toEqual([]);
});
