import { expect, it } from 'vitest';
import { compareLines } from './compare.ts';

it('shows what each side has alone, with some lines around it', () => {
	const room = 'a b c d e f g h i j'.split(' ');
	const copy = room.map((line) => (line === 'f' ? 'F' : line));
	expect(compareLines(copy.join('\n'), room.join('\n'))).toEqual([
		{ kind: 'alike', count: 2 },
		...['c', 'd', 'e'].map((text) => ({ kind: 'same', text })),
		{ kind: 'room', text: 'f' },
		{ kind: 'copy', text: 'F' },
		...['g', 'h', 'i'].map((text) => ({ kind: 'same', text })),
		{ kind: 'same', text: 'j' },
	]);
	expect(compareLines('a\nb', 'a\nb')).toEqual([{ kind: 'alike', count: 2 }]);
});

it('takes two texts without anything in common for what they are, without comparing for ever', () => {
	const [one, other] = ['x', 'y'].map((letter) => Array.from({ length: 4_000 }, (_, i) => `${letter}${i}`).join('\n'));
	expect(compareLines(one ?? '', other ?? '')).toHaveLength(8_000);
});
