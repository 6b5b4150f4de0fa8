import { expect, test } from 'vitest';
import { formatAddress, isLoopback } from './address.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

test('addresses are written as people write them', () => {
	expect(formatAddress(bytes('7f000001'))).toBe('127.0.0.1');
	expect(formatAddress(bytes('00000000000000000000ffffc6336407'))).toBe('198.51.100.7');
	expect(formatAddress(bytes('00000000000000000000000000000001'))).toBe('::1');
	expect(formatAddress(bytes('20010db8000000000000000000000abc'))).toBe('2001:db8::abc');
	expect(formatAddress(bytes(''))).toBe('');
});

test('only this machine is loopback', () => {
	expect(['127.0.0.1', '127.8.9.10', '::1'].every(isLoopback)).toBe(true);
	expect(['', '10.0.0.1', '128.0.0.1', '::2', '127.0.0.1.evil'].some(isLoopback)).toBe(false);
});
