import { describe, expect, test } from 'vitest';
import { ANA, message } from './testing/messages.ts';
import { dayWords, notesOf, plainWords, typingWords } from './timeline.ts';

describe('what stands round messages', () => {
	test('one who goes on is not named again, until somebody else spoke or time passed', () => {
		const messages = [
			message({ position: 1, createdAtMs: 0 }),
			message({ position: 2, createdAtMs: 60_000 }),
			message({ position: 3, createdAtMs: 90_000, author: { kind: 'person', ...ANA } }),
			message({ position: 4, createdAtMs: 91_000 }),
			message({ position: 5, createdAtMs: 91_000 + 6 * 60_000 }),
		];
		const notes = notesOf(messages, undefined);
		expect(messages.map(({ id }) => notes.get(id)?.startsRun)).toEqual([true, false, true, true, true]);
	});

	test('the line of what is new stands before the first that was not read, once', () => {
		const messages = [1, 2, 3].map((position) => message({ position }));
		const notes = notesOf(messages, 1);
		expect(messages.map(({ id }) => notes.get(id)?.isFirstNew)).toEqual([false, true, false]);
		expect([...notesOf(messages, undefined).values()].some(({ isFirstNew }) => isFirstNew)).toBe(false);
	});

	test('days have words', () => {
		const noon = new Date(2026, 10, 26, 12).getTime();
		expect(dayWords(noon, noon)).toBe('Today');
		expect(dayWords(new Date(2026, 10, 25, 23, 59).getTime(), noon)).toBe('Yesterday');
		expect(dayWords(new Date(2025, 0, 1, 12).getTime(), noon)).toContain('2025');
	});

	test('typing is told in one line, however many type', () => {
		expect(typingWords([])).toBeUndefined();
		expect(typingWords(['Ana'])).toBe('Ana is typing');
		expect(typingWords(['Ana', 'Bo'])).toBe('Ana and Bo are typing');
		expect(typingWords(['Ana', 'Bo', 'Cy'])).toBe('Ana and 2 others are typing');
	});

	test('one line of a message has none of its marks, and names with marks in them stay', () => {
		expect(
			plainWords('## So\n\n- **bold** and `snake_case_name`\n- [a link](https://x.example)\n```ts\ncode\n```'),
		).toBe('So bold and snake_case_name a link code');
	});
});
