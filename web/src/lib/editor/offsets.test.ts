import { describe, expect, it } from 'vitest';
import { moveOffset, moveSelection, type TrackedSelection } from './offsets.ts';

const caret = (at: number, isBeforeLine = false): TrackedSelection => ({
	start: at,
	end: at,
	isBackward: false,
	isBeforeLine,
});

describe('moveOffset', () => {
	it('goes along with what is inserted and deleted before it', () => {
		expect(moveOffset(5, [{ retain: 2 }, { insert: 'abc' }], () => 'left')).toBe(8);
		expect(moveOffset(5, [{ retain: 1 }, { delete: 2 }], () => 'left')).toBe(3);
	});

	it('goes to the beginning of a deletion that it lies in', () => {
		expect(moveOffset(5, [{ retain: 3 }, { delete: 9 }], () => 'left')).toBe(3);
	});

	it('stays where it is when the change is behind it', () => {
		expect(moveOffset(5, [{ retain: 6 }, { insert: 'abc' }, { delete: 2 }], () => 'right')).toBe(5);
	});

	it('takes the side that it is told at the very place', () => {
		expect(moveOffset(5, [{ retain: 5 }, { insert: 'abc' }], () => 'left')).toBe(5);
		expect(moveOffset(5, [{ retain: 5 }, { insert: 'abc' }], () => 'right')).toBe(8);
	});

	it('follows many operations of one change', () => {
		const operations = [{ insert: 'x' }, { retain: 2 }, { delete: 1 }, { insert: 'yy' }, { retain: 1 }, { delete: 4 }];
		// 'abcdefghij', before 'f' → 'xabyyd' + 'ij': the deletion of 'efgh' takes the place of 'f'.
		expect(moveOffset(5, operations, () => 'left')).toBe(6);
	});
});

describe('moveSelection', () => {
	it('leaves a caret behind its own text when somebody else types there', () => {
		expect(moveSelection(caret(4), [{ retain: 4 }, { insert: 'theirs' }])).toEqual(caret(4));
	});

	it('lets whole lines that come in before a line push the caret down with it', () => {
		expect(moveSelection(caret(4, true), [{ retain: 4 }, { insert: 'line\n' }]).start).toBe(9);
		expect(moveSelection(caret(4, true), [{ retain: 4 }, { insert: 'word' }]).start).toBe(4);
	});

	it('does not grow a selection at either end', () => {
		const selection = { start: 2, end: 5, isBackward: true, isBeforeLine: false };
		const moved = moveSelection(selection, [{ retain: 2 }, { insert: 'xx' }, { retain: 3 }, { insert: 'yy' }]);
		expect(moved).toEqual({ ...selection, start: 4, end: 7 });
	});

	it('collapses a selection whose text was replaced', () => {
		const selection = { start: 2, end: 5, isBackward: false, isBeforeLine: false };
		const moved = moveSelection(selection, [{ retain: 2 }, { insert: 'new' }, { delete: 3 }]);
		expect(moved.start).toBe(moved.end);
	});
});
