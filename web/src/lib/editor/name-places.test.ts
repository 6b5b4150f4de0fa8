import { describe, expect, it } from 'vitest';
import { type NamedCaret, placeNames } from './name-places.ts';

const VIEW_PX = 600;
const caret = (left: number, top: number, width = 60): NamedCaret => ({ left, top, width, lineHeight: 20 });

describe('placeNames', () => {
	it('puts a name above its line', () => {
		expect(placeNames([caret(10, 100)], VIEW_PX)).toEqual([{ row: 0, isBelow: false, isLeftward: false }]);
	});

	it('puts it below where there is no room above', () => {
		expect(placeNames([caret(10, 8)], VIEW_PX)).toEqual([{ row: 0, isBelow: true, isLeftward: false }]);
	});

	it('puts it to the left at the right edge', () => {
		expect(placeNames([caret(590, 100)], VIEW_PX)).toEqual([{ row: 0, isBelow: false, isLeftward: true }]);
	});

	it('keeps the names of people at one spot apart', () => {
		const places = placeNames([caret(10, 100), caret(10, 100), caret(10, 100)], VIEW_PX);
		expect(new Set(places.map(({ row, isBelow }) => `${row}${isBelow}`)).size).toBe(3);
	});

	it('keeps a name that goes below apart from those of the next line', () => {
		// The first goes under its line, right where the second would stand above its own.
		const places = placeNames([caret(10, 8), caret(10, 48)], VIEW_PX);
		expect(places.map(({ isBelow }) => isBelow)).toEqual([true, true]);
	});

	it('leaves names side by side in one row', () => {
		const places = placeNames([caret(10, 100), caret(71, 100)], VIEW_PX);
		expect(places.map(({ row }) => row)).toEqual([0, 0]);
	});
});
