import type { FileId } from '@covibe/shared';
import { describe, expect, it } from 'vitest';
import { usageRows } from './usage-rows.ts';

const place = (path: string, row: number) => ({
	file: path as FileId,
	path,
	row,
	column: 2,
	length: 3,
	line: 'sum(a)',
	from: 2,
});

describe('rows of usages', () => {
	const places = [place('a.ts', 1), place('a.ts', 4), place('b/c.ts', 0)];

	it('stand under their files', () => {
		expect(usageRows(places, new Set()).map(({ level, label }) => `${level} ${label}`)).toEqual([
			'1 a.ts, 2 places',
			'2 Line 2: sum(a)',
			'2 Line 5: sum(a)',
			'1 b/c.ts, 1 place',
			'2 Line 1: sum(a)',
		]);
	});

	it('are left out of a folded file', () => {
		const rows = usageRows(places, new Set(['a.ts']));
		expect(rows.map(({ key, isOpen }) => [key, isOpen])).toEqual([
			['a.ts', false],
			['b/c.ts', true],
			['b/c.ts:0:2', undefined],
		]);
	});
});
