import { describe, expect, test } from 'vitest';
import { fuzzyFilter, fuzzyMatch } from './fuzzy.ts';

const ranked = (query: string, ...texts: string[]) =>
	fuzzyFilter(texts, { query, textOf: (text) => text, limit: 10 }).map(({ item }) => item);

describe('finding a file by some of its letters', () => {
	test('letters have to stand in order', () => {
		expect(fuzzyMatch('tsa', 'app.ts')).toBeUndefined();
		expect(fuzzyMatch('apts', 'app.ts')).toBeDefined();
	});

	test('the file name goes before the folder', () => {
		expect(ranked('room', 'room/a.ts', 'src/deeper/room.ts')).toEqual(['src/deeper/room.ts', 'room/a.ts']);
	});

	test('starts of words go before letters in the middle', () => {
		expect(ranked('ft', 'src/software.txt', 'src/file-tree.ts')[0]).toBe('src/file-tree.ts');
		expect(fuzzyMatch('ft', 'src/FileTree.ts')?.at).toEqual([4, 8]);
	});

	test('a folder and a name can be given together', () => {
		expect(ranked('lib/a', 'lib/a.ts', 'src/label.ts')).toEqual(['lib/a.ts']);
		expect(ranked('srcapp', 'src/app.ts')).toEqual(['src/app.ts']);
	});

	test('a greedy look at a start of a word does not lose a match', () => {
		expect(fuzzyMatch('abc', 'xabc-a')?.at).toEqual([1, 2, 3]);
		expect(fuzzyMatch('ac', 'xac-a')?.at).toEqual([1, 2]);
	});

	test('with nothing typed everything is offered in its own order', () => {
		expect(ranked(' ', 'b', 'a')).toEqual(['b', 'a']);
	});

	test('the marked places are the letters of the query', () => {
		const text = 'web/src/lib/workbench/Workbench.svelte';
		const at = fuzzyMatch('wb sv', text)?.at ?? [];
		expect(at.map((place) => text.charAt(place).toLowerCase()).join('')).toBe('wbsv');
	});
});
