import { expect, test } from 'vitest';
import { isForeignRequest } from './same-origin.ts';

const own = 'https://code.example.org';

function foreign(method: string, headers: Record<string, string>): boolean {
	return isForeignRequest({ method, headers: new Headers(headers) }, own);
}

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post'])('%s from another site is foreign', (method) => {
	expect(foreign(method, { 'sec-fetch-site': 'cross-site' })).toBe(true);
	expect(foreign(method, { 'sec-fetch-site': 'same-site' })).toBe(true);
	expect(foreign(method, { origin: 'https://evil.example' })).toBe(true);
	expect(foreign(method, { origin: 'null' })).toBe(true);
});

test.each(['https://code.example.org.evil.example', 'http://code.example.org', 'https://code.example.org:444'])(
	'the look-alike origin %s is foreign',
	(origin) => expect(foreign('POST', { origin, 'sec-fetch-site': 'same-origin' })).toBe(true),
);

test('a request of our own page, or of a program that sends neither header, is not foreign', () => {
	expect(foreign('POST', { origin: own, 'sec-fetch-site': 'same-origin' })).toBe(false);
	expect(foreign('POST', { 'content-type': 'text/plain' })).toBe(false);
});

test('following a link from another site is not foreign', () => {
	expect(foreign('GET', { 'sec-fetch-site': 'cross-site' })).toBe(false);
});
