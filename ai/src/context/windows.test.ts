import { expect, test } from 'vitest';
import { fenced } from './marked.ts';
import { coverOutside, joinRanges, showRanges, windowAround } from './windows.ts';

const TEXT = 'one\ntwo\nthree\nfour\nfive\nsix\nseven';

test('shows lines and says which are left out', () => {
	const ranges = joinRanges([{ from: 3, to: 3 }], 7);
	expect(showRanges(TEXT, ranges)).toBe('[lines 1 to 2 are not shown]\nthree\n[lines 4 to 7 are not shown]');
	expect(coverOutside(TEXT, ranges)).toHaveLength(TEXT.length);
	expect(
		coverOutside(TEXT, ranges)
			.split('\n')
			.map((line) => line.replaceAll('\0', '.')),
	).toEqual(['...', '...', 'three', '....', '....', '...', '.....']);
});

test('a window grows round its centre as far as it fits, and not beyond the text', () => {
	expect(windowAround(TEXT, { from: 4, to: 4 }, 16)).toEqual({ from: 3, to: 5 });
	expect(windowAround(TEXT, { from: 7, to: 9 }, 1_000)).toEqual({ from: 1, to: 7 });
});

test('nothing in a text ends its fence', () => {
	expect(fenced('a\n````\nb')).toBe('`````\na\n````\nb\n`````\n');
});
