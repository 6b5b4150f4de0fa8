import { expect, test } from 'vitest';
import { cameWords, lifetimeWords, linkWords, noteWords, peopleWords } from './words.ts';

test('times and numbers are told as people say them', () => {
	expect([1, 2, 24, 168].map(lifetimeWords)).toEqual(['1 hour', '2 hours', '1 day', '7 days']);
	expect([1, 5].map(peopleWords)).toEqual(['1 person', '5 people']);
});

test('a link says how long it works, what it asks for, and how many it lets in', () => {
	const plain = { uses: 1, maxUses: undefined, expiresAt: undefined, needsPassword: false, asksFirst: false };
	expect(linkWords(plain)).toBe('until withdrawn');
	const expiresAt = new Date(2026, 2, 3, 14, 5);
	expect(linkWords({ uses: 2, maxUses: 5, expiresAt, needsPassword: true, asksFirst: true }, 'en-GB')).toBe(
		'until 3 Mar, 14:05 · with a password · asks to join · 3 of 5 people left',
	);
});

test('a link says who came by it, also of those who are gone', () => {
	expect(cameWords(0, [])).toBe('Nobody came by it yet');
	expect(cameWords(2, [])).toBe('2 people came by it');
	expect(cameWords(2, ['Bo', 'Cleo'])).toBe('Came by it: Bo, Cleo');
	expect(cameWords(3, ['Bo', 'Cleo'])).toBe('Came by it: Bo, Cleo, and 1 person who is gone');
});

test('what a link does is said with what else it takes', () => {
	const note = 'Anyone with this link can edit.';
	expect(noteWords(note, { hasPassword: false, asksFirst: false })).toBe(note);
	expect(noteWords(note, { hasPassword: true, asksFirst: true })).toBe(
		'Anyone with this link and its password can edit, once somebody here lets them in.',
	);
});
