import { openTagger } from '@covibe/shared/diagnostics/node';
import { afterAll, expect, test } from 'vitest';
import { RepoMap } from './repo-map.ts';

const tagger = openTagger();
afterAll(() => tagger.close());

const SOURCES = [
	{ path: 'app.py', text: 'from store import load_account\n\n\ndef main():\n    print(load_account(1))\n' },
	{ path: 'store.py', text: 'def load_account(number):\n    return open_row(number)\n\n\ndef forget():\n    pass\n' },
	{ path: 'rows.py', text: 'def open_row(number):\n    return number\n' },
	{ path: 'unrelated.py', text: 'def paint(colour):\n    return colour\n' },
	{ path: 'notes.txt', text: 'load_account\n' },
];

const build = (units: number, words: readonly string[] = []) =>
	new RepoMap(tagger).build(SOURCES, { shown: new Set(['app.py']), words: new Set(words), units });

test('names what the shown file uses first, then what that uses, with lines', async () => {
	expect(await build(45)).toBe('store.py\n1: def load_account(number):');
	const all = await build(10_000);
	expect(all).toContain('rows.py\n1: def open_row(number):');
	expect(all).toContain('5: def forget():');
	expect(all).not.toContain('app.py');
	expect(all).not.toContain('notes.txt');
});

test('the same files give the same bytes, whatever order they come in', async () => {
	const map = new RepoMap(tagger);
	const options = { shown: new Set<string>(), words: new Set<string>(), units: 10_000 };
	expect(await map.build(SOURCES.toReversed(), options)).toBe(await map.build(SOURCES, options));
});

test('a secret in a definition is covered', async () => {
	const source = { path: 'keys.py', text: "API_KEY = 'kLm3Vx8qTz5Rw2Np'\n" };
	const map = await new RepoMap(tagger).build([source], { shown: new Set(), words: new Set(), units: 1_000 });
	expect(map).toContain('API_KEY');
	expect(map).not.toContain('kLm3Vx8q');
});
