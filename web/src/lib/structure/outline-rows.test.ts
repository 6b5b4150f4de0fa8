import { describe, expect, it } from 'vitest';
import type { OutlineEntry, Point } from './messages.ts';
import { entriesAt, flatten, outlineRows } from './outline-rows.ts';

const point = (row: number, column = 0): Point => ({ row, column });
const entry = (name: string, [first, last]: readonly [number, number], children: readonly OutlineEntry[] = []) =>
	({ name, kind: 'function', at: point(first, 4), start: point(first), end: point(last, 1), children }) as const;

const TREE = [entry('a', [0, 9], [entry('b', [1, 3]), entry('b', [4, 8], [entry('c', [5, 6])])]), entry('d', [11, 11])];
const keysOf = (folded: readonly string[] = []) => outlineRows(TREE, new Set(folded)).map(({ key }) => key);

describe('rows of an outline', () => {
	it('are nested, counted, and told apart when they share a name', () => {
		const rows = outlineRows(TREE, new Set());
		expect(rows.map(({ name, level, position, siblings }) => [name, level, position, siblings])).toEqual([
			['a', 1, 1, 2],
			['b', 2, 1, 2],
			['b', 2, 2, 2],
			['c', 3, 1, 1],
			['d', 1, 2, 2],
		]);
		expect(new Set(keysOf()).size).toBe(5);
		expect(rows[0]?.label).toBe('a, function, line 1');
	});

	it('leave out what is folded', () => {
		const [root = ''] = keysOf();
		expect(keysOf([root])).toEqual([root, keysOf().at(-1)]);
	});

	it('keep their keys while something is typed above them', () => {
		const moved = outlineRows([entry('new', [0, 0]), ...TREE], new Set());
		expect(moved.slice(1).map(({ key }) => key)).toEqual(keysOf());
	});
});

describe('what stands round a place', () => {
	const namesAt = (at: Point) => entriesAt(TREE, at).map(({ name, start }) => `${name}${start.row}`);

	it('is told from the outermost in', () => {
		expect(namesAt(point(5, 3))).toEqual(['a0', 'b4', 'c5']);
		expect(namesAt(point(6, 1))).toEqual(['a0', 'b4', 'c5']);
		expect(namesAt(point(6, 2))).toEqual(['a0', 'b4']);
	});

	it('is nothing between two definitions', () => {
		expect(namesAt(point(10))).toEqual([]);
	});
});

it('all entries in order, with what they stand in', () => {
	expect(flatten(TREE).map(({ entry: { name }, level, container }) => [name, level, container])).toEqual([
		['a', 0, undefined],
		['b', 1, 'a'],
		['b', 1, 'a'],
		['c', 2, 'b'],
		['d', 0, undefined],
	]);
});
