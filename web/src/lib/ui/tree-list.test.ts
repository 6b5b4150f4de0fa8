import { describe, expect, it } from 'vitest';
import { moveInTreeList, type TreeListRow } from './tree-list.ts';

const row = (key: string, level: number, isOpen?: boolean): TreeListRow => ({
	key,
	level,
	isOpen,
	position: 1,
	siblings: 1,
	name: key,
	label: key,
});
const ROWS = [row('a', 1, true), row('b', 2, true), row('c', 3), row('d', 1, false)];
const press = (key: string, index: number) => moveInTreeList(ROWS, index, { key, pageRows: 2 });

describe('keys in a tree', () => {
	it('go up and down, by pages and to the ends, and not beyond', () => {
		expect(press('ArrowDown', 3)).toEqual({ focus: 3 });
		expect(press('ArrowUp', 0)).toEqual({ focus: 0 });
		expect(press('PageDown', 0)).toEqual({ focus: 2 });
		expect(press('Home', 2)).toEqual({ focus: 0 });
		expect(press('End', 0)).toEqual({ focus: 3 });
	});

	it('open and fold, and go in and out', () => {
		expect(press('ArrowRight', 3)).toEqual({ fold: 'd' });
		expect(press('ArrowRight', 0)).toEqual({ focus: 1 });
		expect(press('ArrowRight', 2)).toBeUndefined();
		expect(press('ArrowLeft', 1)).toEqual({ fold: 'b' });
		expect(press('ArrowLeft', 2)).toEqual({ focus: 1 });
		expect(press('ArrowLeft', 3)).toBeUndefined();
	});

	it('mean nothing in an empty tree, nor other keys', () => {
		expect(moveInTreeList([], 0, { key: 'End', pageRows: 1 })).toBeUndefined();
		expect(press('x', 0)).toBeUndefined();
	});
});
