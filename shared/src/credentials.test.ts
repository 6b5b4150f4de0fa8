import { expect, it } from 'vitest';
import { parseEmail, parseNewPassword, readPassword } from './credentials.ts';
import { CovibeError } from './errors.ts';

function refusal(parse: () => unknown): string {
	try {
		return `taken: ${String(parse())}`;
	} catch (error) {
		return error instanceof CovibeError ? error.code : String(error);
	}
}

it.each([
	['ana@example.org', 'ana@example.org'],
	['  Ana.Bo+code@Example.ORG ', 'ana.bo+code@example.org'],
	["o'neil@intranet", "o'neil@intranet"],
	['jörg@münchen.example', 'jörg@münchen.example'],
])('finds the account of %j under one spelling', (typed, email) => {
	expect(parseEmail(typed)).toBe(email);
});

it.each([
	'',
	'   ',
	'ana',
	'ana@',
	'@example.org',
	'a@b@c',
	'ana bo@example.org',
	'ana@example..org',
	'ana@example.org\r\nbcc: eve@example.org',
	'<ana@example.org>',
	'"ana"@example.org',
	'ana\u0000@example.org',
	`${'a'.repeat(65)}@example.org`,
	`a@${'b.'.repeat(200)}org`,
	undefined,
	7,
])('refuses %j as an address', (typed) => {
	expect(refusal(() => parseEmail(typed))).toBe('email-invalid');
});

it('takes any password that is long enough, in one spelling', () => {
	expect(parseNewPassword('correct horse battery', 'ana@example.org')).toBe('correct horse battery');
	expect(parseNewPassword('Zoe\u0308 und Bo zu Haus', undefined)).toBe('Zo\u00eb und Bo zu Haus');
	expect(readPassword('🐎'.repeat(128))).toBe('🐎'.repeat(128));
});

it.each([
	['too short', 'nine char'],
	['one character', 'a'.repeat(40)],
	['a few characters', 'abababcbab'],
	['the address itself', 'Ana@Example.org'],
	['more than 256 characters', 'ab🐎de'.repeat(43)],
	['a megabyte', 'x1y2z'.repeat(200_000)],
	['nothing', undefined],
])('refuses %s as a password', (_, password) => {
	expect(refusal(() => parseNewPassword(password, 'ana@example.org'))).toBe('password-unfit');
});
