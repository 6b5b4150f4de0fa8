import { expect, test } from 'vitest';
import { type Encoding, negotiateEncoding } from './encoding.ts';

const all: Encoding[] = ['identity', 'gzip', 'br'];

test.each([
	[undefined, 'identity'],
	['', 'identity'],
	['gzip, deflate, br, zstd', 'br'],
	['gzip', 'gzip'],
	['GZIP', 'gzip'],
	['br;q=0.5, gzip;q=0.8', 'gzip'],
	['br; q=0.8 , gzip; q=0.8', 'br'],
	['br;q=0, gzip', 'gzip'],
	['br;q=0, gzip;q=0', 'identity'],
	['*', 'br'],
	['*;q=0', 'identity'],
	['br;q=0, *', 'gzip'],
	['identity', 'identity'],
	['identity;q=0, *;q=0', 'identity'],
	['gzip;q=0.5, identity', 'identity'],
	['br;q=2', 'identity'],
	['br;q=x, gzip', 'gzip'],
	['brotli, xgzip', 'identity'],
] as const)('Accept-Encoding %j gets %s', (accept, expected) => {
	expect(negotiateEncoding(accept, all)).toBe(expected);
});

test('only what is at hand is given', () => {
	expect(negotiateEncoding('br, gzip', ['identity', 'gzip'])).toBe('gzip');
	expect(negotiateEncoding('br, gzip', ['identity'])).toBe('identity');
});
