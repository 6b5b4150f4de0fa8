import { expect, test } from 'vitest';
import { blameWords, type Writer } from './writers.ts';

const known = {
	writers: [
		{ client: 2, name: 'Bo' },
		{ client: 3, name: 'Ana', turn: 't', model: 'gpt', prompt: '@ai make\nit shorter' },
		{ client: 5, name: 'Cleo' },
		{ client: 6, name: 'Dan' },
	] satisfies Writer[],
	hunks: [],
	names: { nameOf: () => undefined, modelName: (model: string) => model },
	own: { client: 1, name: 'Ana' },
};

test('who wrote most of a line comes first, each once', () => {
	expect(
		blameWords(
			[
				[1, 0, 2],
				[2, 0, 5],
				[1, 9, 1],
			],
			known,
		),
	).toBe('Bo, Ana');
});

test('what an agent wrote leads to who asked it, and in which words', () => {
	expect(blameWords([[3, 0, 4]], known)).toBe('gpt for Ana (“@ai make it shorter”)');
});

test('a line of many writers names three, and an unknown id is from before', () => {
	const runs = [
		[1, 0, 9],
		[2, 0, 8],
		[5, 0, 7],
		[6, 0, 2],
		[9, 0, 1],
	] as const;
	expect(blameWords(runs, known)).toBe('Ana, Bo, Cleo, and 2 more');
	expect(blameWords([[9, 0, 1]], known)).toBe('from before');
	expect(blameWords([], known)).toBe('Nobody wrote anything here.');
});
