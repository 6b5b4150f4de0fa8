import { expect, test } from 'vitest';
import { looksPrivate } from './base-url.ts';

test.each([
	'https://127.0.0.1/v1',
	'https://2130706433/v1',
	'https://0x7f.1/',
	'https://[::1]/',
	'https://[::ffff:10.0.0.1]/',
	'https://169.254.169.254/latest',
	'https://localhost./',
	'https://printer.local/',
])('%s is in the house', (url) => {
	expect(looksPrivate(new URL(url))).toBe(true);
});

test.each(['https://public.example/v1', 'https://93.184.216.34/'])('%s is not', (url) => {
	expect(looksPrivate(new URL(url))).toBe(false);
});
