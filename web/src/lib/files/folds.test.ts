import { expect, test } from 'vitest';
import { foldsOf, movedFolds, toggled, unfolded } from './folds.ts';

test('a folder folds and unfolds, and the old set stays as it was', () => {
	const before = foldsOf(['a']);
	expect([...toggled(before, 'b')]).toEqual(['a', 'b']);
	expect([...toggled(before, 'a')]).toEqual([]);
	expect([...before]).toEqual(['a']);
});

test('unfolding what is not folded changes nothing', () => {
	const before = foldsOf(['a']);
	expect(unfolded(before, ['b', 'c'])).toBe(before);
	expect([...unfolded(before, ['a', 'b'])]).toEqual([]);
});

test('folds move with their folder, and a neighbour with a longer name stays', () => {
	const moved = movedFolds(foldsOf(['src', 'src/lib', 'src2']), { from: 'src', to: 'app/code' });
	expect([...moved]).toEqual(['app/code', 'app/code/lib', 'src2']);
});
