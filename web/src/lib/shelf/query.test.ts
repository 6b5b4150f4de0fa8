import { describe, expect, it } from 'vitest';
import { parseShelfQuery, shelfAddress } from './query.ts';

const parse = (address: string) => parseShelfQuery(new URLSearchParams(address));

describe('what a list of rooms is asked for', () => {
	it('is read from the address and written into it', () => {
		for (const address of ['', '?list=mine', '?q=a+b&list=deleted&sort=name', '?q=%25%26'])
			expect(shelfAddress(parse(address))).toBe(address);
	});

	it('takes what makes no sense for nothing said', () => {
		const plain = { shelf: 'all', order: 'recent', search: '' };
		for (const address of ['?list=toString&sort=constructor', '?list=&sort=&q=', '?q=%20%20'])
			expect(parse(address)).toEqual(plain);
		expect(parse(`?q=${'x'.repeat(5_000)}`).search).toHaveLength(80);
	});
});
