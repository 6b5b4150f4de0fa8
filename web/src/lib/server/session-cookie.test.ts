import { expect, test } from 'vitest';
import { sessionCookieName } from './session-cookie.ts';

test('the cookie is pinned to the host over https, and has a name of its own over http', () => {
	expect(sessionCookieName(new URL('https://code.example.org/'))).toBe('__Host-covibe');
	expect(sessionCookieName(new URL('http://192.168.1.7:3000/'))).toBe('covibe_session');
});
