import type { FileId } from '@covibe/shared';
import { expect, it } from 'vitest';
import type { FoundSymbol } from './messages.ts';
import { symbolItems } from './symbol-items.ts';

const symbol = (name: string, row: number): FoundSymbol => ({
	name,
	kind: 'function',
	container: undefined,
	path: 'a.py',
	marks: [],
	file: 'f' as FileId,
	row,
	column: 0,
});

it('a symbol has one id, whatever else was found with it, and stands there once', () => {
	const [alone] = symbolItems([symbol('b', 2)]);
	const among = symbolItems([symbol('a', 1), symbol('b', 2), symbol('b', 2), symbol('b', 3)]);
	expect(among.map(({ item }) => item.text)).toEqual(['a', 'b', 'b']);
	expect(among.filter(({ item }) => item.id === alone?.item.id).map(({ place }) => place.row)).toEqual([2]);
});
