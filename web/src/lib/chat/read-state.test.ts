import { describe, expect, test } from 'vitest';
import { markOf, mergeMarks, NO_MARKS, unreadAfter, unreadThreads } from './read-state.ts';
import { ANA, BO, message, THREAD } from './testing/messages.ts';

describe('how far somebody has read', () => {
	test('marks only move on', () => {
		const marks = mergeMarks(NO_MARKS, [{ user: ANA.id, thread: THREAD, position: 5 }]);
		expect(mergeMarks(marks, [{ user: ANA.id, thread: THREAD, position: 3 }])).toBe(marks);
		expect(markOf(marks, { user: ANA.id, thread: THREAD })).toBe(5);
		expect(markOf(marks, { user: BO.id, thread: THREAD })).toBeUndefined();
	});

	test('what others said since counts; what I said, and what was deleted, does not', () => {
		const messages = [
			message({ position: 1 }),
			message({ position: 2, author: { kind: 'person', ...ANA } }),
			message({ position: 3 }),
			message({ position: 4, isDeleted: true }),
		];
		expect(unreadAfter(messages, 1, ANA.id).map(({ position }) => position)).toEqual([3]);
	});

	test('a thread that was never opened is not new to somebody who just came', () => {
		const thread = { id: THREAD, title: '', isMain: true, createdAtMs: 0, lastPosition: 7 };
		expect(unreadThreads([thread], NO_MARKS, ANA.id).size).toBe(0);
		const marks = mergeMarks(NO_MARKS, [{ user: ANA.id, thread: THREAD, position: 6 }]);
		expect([...unreadThreads([thread], marks, ANA.id)]).toEqual([THREAD]);
	});
});
