import { expect, test } from 'vitest';
import { nextPage } from './next-page.ts';

test.each(['/', '/account', '/p/AAAAAAAAAAAAAAAAAAAAAA', '/s/token?x=1#y', '/p/a//b'])('goes on to %s', (path) => {
	expect(nextPage(path)).toBe(path);
});

test.each([
	'//evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'https://evil.example',
	'https:evil.example',
	'javascript:alert(1)',
	'/\t/evil.example',
	'/\n/evil.example',
	' /account',
	'account',
	'',
	`/${'a'.repeat(400)}`,
	undefined,
	7,
])('[W8] %j leads home, and not to another site', (path) => {
	expect(nextPage(path)).toBe('/');
	expect(new URL(nextPage(path), 'https://covibe.example').origin).toBe('https://covibe.example');
});
