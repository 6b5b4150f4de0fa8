import { describe, expect, test } from 'vitest';
import { tabNames } from './tab-names.ts';

const hints = (...paths: string[]) => tabNames(paths).map((tab) => tab.hint);

describe('names of tabs', () => {
	test('a name that only one open file has stands alone', () => {
		expect(tabNames(['src/app.ts', 'README.md'])).toEqual([
			{ name: 'app.ts', hint: undefined },
			{ name: 'README.md', hint: undefined },
		]);
	});

	test('two files of one name are told apart by the nearest folder', () => {
		expect(hints('src/a/index.ts', 'src/b/index.ts')).toEqual(['a', 'b']);
	});

	test('where the nearest folder is the same, the hint grows', () => {
		expect(hints('one/lib/index.ts', 'two/lib/index.ts')).toEqual(['one/lib', 'two/lib']);
	});

	test('a file in the root is told from one in a folder', () => {
		expect(hints('index.ts', 'src/index.ts')).toEqual(['root', 'src']);
	});
});
