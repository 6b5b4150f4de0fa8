import { expect, test } from 'vitest';
import { judgeBaseUrl } from './base-url.ts';

const resolve = (host: string) =>
	Promise.resolve(host === 'inside.example' ? ['93.184.216.34', '10.0.0.7'] : ['93.184.216.34']);

test.each([
	'https://127.0.0.1/v1',
	'https://2130706433/v1',
	'https://0x7f.1/',
	'https://[::1]/',
	'https://[::ffff:10.0.0.1]/',
	'https://169.254.169.254/latest',
	'https://localhost./',
	'https://printer.local/',
	'https://inside.example/v1',
	'http://public.example/v1',
	'https://user:secret@public.example/v1',
	'file:///etc/passwd',
	'nonsense',
])('%s is refused', async (url) => {
	expect(await judgeBaseUrl(url, { arePrivateAllowed: false, resolve })).toMatchObject({ ok: false });
});

test('a public address is taken, and a private one where it is allowed', async () => {
	expect(await judgeBaseUrl('https://public.example/v1', { arePrivateAllowed: false, resolve })).toEqual({ ok: true });
	expect(await judgeBaseUrl('http://127.0.0.1:11434/v1', { arePrivateAllowed: true, resolve })).toEqual({ ok: true });
});

test('a name that leads nowhere is refused', async () => {
	const verdict = await judgeBaseUrl('https://x.example', {
		arePrivateAllowed: false,
		resolve: () => Promise.resolve([]),
	});
	expect(verdict).toEqual({ ok: false, reason: 'This address is not known.' });
});
