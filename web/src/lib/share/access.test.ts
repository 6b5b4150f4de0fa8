import { expect, test } from 'vitest';
import { lifetimeWords, linkWords, peopleWords } from './words.ts';

test('times and numbers are told as people say them', () => {
	expect([1, 2, 24, 168].map(lifetimeWords)).toEqual(['1 hour', '2 hours', '1 day', '7 days']);
	expect([1, 5].map(peopleWords)).toEqual(['1 person', '5 people']);
});

test('a link says how long it works and who came by it', () => {
	expect(linkWords({ uses: 1, maxUses: undefined, expiresAt: undefined })).toBe('until withdrawn · 1 person came');
	const expiresAt = new Date(2026, 2, 3, 14, 5);
	expect(linkWords({ uses: 2, maxUses: 5, expiresAt }, 'en-GB')).toBe('until 3 Mar, 14:05 · 2 of 5 people came');
});
