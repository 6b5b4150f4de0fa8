import { expect, test } from 'vitest';
import { isOriginAllowed, ownOrigin } from './origin.ts';

const client = { address: '127.0.0.1', protocol: 'http', host: 'code.example.org' } as const;

test('our own origin is the configured one, else what the request says', () => {
	expect(ownOrigin(undefined, client)).toBe('http://code.example.org');
	expect(ownOrigin(undefined, { ...client, host: 'LOCALHOST:3000' })).toBe('http://localhost:3000');
	expect(ownOrigin(undefined, { ...client, protocol: 'https', host: 'a:443' })).toBe('https://a');
	expect(ownOrigin('https://code.example.org', client)).toBe('https://code.example.org');
	expect(ownOrigin('https://code.example.org:443', client)).toBe('https://code.example.org');
});

test.each(['', 'a b', 'user@host', 'host/path', 'host?x', ':80', '[::1'])('%j is no host', (host) => {
	expect(ownOrigin(undefined, { ...client, host })).toBeUndefined();
});

test.each([
	['https://evil.example'],
	['null'],
	[''],
	['http://code.example.org.evil.example'],
	['http://evil-code.example.org'],
	['http://code.example.org:8080'],
	['https://code.example.org'],
	['http://code.example.org/'],
	['http://code.example.org, https://evil.example'],
	['http://code.example.org', 'https://evil.example'],
])('a page of %s may not open a socket', (...origins) => {
	const own = 'http://code.example.org';
	expect(isOriginAllowed({ origins, own, hasAuthorization: false })).toBe(false);
	expect(isOriginAllowed({ origins, own, hasAuthorization: true })).toBe(false);
});

test('our own pages may, and programs without an origin only with an Authorization header', () => {
	const own = 'http://code.example.org';
	expect(isOriginAllowed({ origins: [own], own, hasAuthorization: false })).toBe(true);
	expect(isOriginAllowed({ origins: [], own, hasAuthorization: false })).toBe(false);
	expect(isOriginAllowed({ origins: [], own, hasAuthorization: true })).toBe(true);
	expect(isOriginAllowed({ origins: ['undefined'], own: undefined, hasAuthorization: true })).toBe(false);
});
