import { createFileId } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { findByLetters, moveInTree } from './tree-keys.ts';
import { treeRows } from './tree.ts';

const entries = ['src/lib/a.ts', 'src/app.ts', 'apple.md', 'zoo.md'].map((path, index) => ({
	id: createFileId(index, () => 0),
	path,
	kind: 'file' as const,
}));
// src/ · lib/ · a.ts · app.ts · apple.md · zoo.md
const rows = treeRows(entries, new Set());
const folded = treeRows(entries, new Set(['src']));

describe('the keys of the tree', () => {
	test('up and down stop at the ends', () => {
		expect(moveInTree(rows, 0, 'ArrowUp')).toEqual({ focus: 0 });
		expect(moveInTree(rows, 5, 'ArrowDown')).toEqual({ focus: 5 });
		expect(moveInTree(rows, 2, 'End')).toEqual({ focus: 5 });
	});

	test('right opens a folder, then goes in; left closes it, or goes out', () => {
		expect(moveInTree(folded, 0, 'ArrowRight')).toEqual({ fold: 0 });
		expect(moveInTree(rows, 0, 'ArrowRight')).toEqual({ focus: 1 });
		expect(moveInTree(rows, 0, 'ArrowLeft')).toEqual({ fold: 0 });
		expect(moveInTree(rows, 3, 'ArrowLeft')).toEqual({ focus: 0 });
		expect(moveInTree(rows, 4, 'ArrowLeft')).toBeUndefined();
	});

	test('Enter opens a file and folds a folder', () => {
		expect(moveInTree(rows, 4, 'Enter')).toEqual({ open: 4 });
		expect(moveInTree(rows, 0, 'Enter')).toEqual({ fold: 0 });
	});

	test('other keys are left alone, and an empty tree has no answer', () => {
		expect(moveInTree(rows, 0, 'x')).toBeUndefined();
		expect(moveInTree([], -1, 'ArrowDown')).toBeUndefined();
	});

	test('one letter goes on to the next name, more letters narrow it down', () => {
		expect(findByLetters(rows, 3, 'a')).toBe(4);
		expect(findByLetters(rows, 4, 'a')).toBe(2);
		expect(findByLetters(rows, 3, 'app')).toBe(3);
		expect(findByLetters(rows, 3, 'appl')).toBe(4);
		expect(findByLetters(rows, 0, 'q')).toBeUndefined();
	});
});
