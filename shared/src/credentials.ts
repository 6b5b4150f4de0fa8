import { CovibeError } from './errors.ts';

declare const brand: unique symbol;
/** An e-mail address in the one spelling in which accounts are found: trimmed, lower case. */
export type EmailAddress = string & { readonly [brand]: 'EmailAddress' };

/** Of a path through mail servers (RFC 5321 4.5.3.1.3), less its brackets. */
const EMAIL_LENGTH = 254;
/** One @ between two parts without spaces, brackets and control characters: the mail server judges the rest. */
const EMAIL = /^[^\s@<>()[\],;:"\\\p{Cc}]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*$/u;
/** As long as people can guess at, without rules of what has to be in it (NIST SP 800-63B 3.1.1.2). */
const PASSWORD_LENGTH = 10;
const DIFFERENT_CHARACTERS = 5;
/** UTF-16 units: a sentence fits, a megabyte that is hashed does not. */
const LONGEST_PASSWORD = 256;

/** @throws CovibeError 'email-invalid' with a sentence for the person. */
export function parseEmail(value: unknown): EmailAddress {
	const email =
		typeof value === 'string'
			? value
					.slice(0, 2 * EMAIL_LENGTH)
					.trim()
					.toLowerCase()
			: '';
	if (email === '') throw new CovibeError('email-invalid', { detail: 'Enter your e-mail address.' });
	if (email.length > EMAIL_LENGTH || !EMAIL.test(email)) throw new CovibeError('email-invalid');
	return email as EmailAddress;
}

/** A password that somebody chooses. @throws CovibeError 'password-unfit' with a sentence for the person. */
export function parseNewPassword(value: unknown, email: string | undefined): string {
	const password = readPassword(value);
	if (password === undefined) throw unfit(`Use at most ${LONGEST_PASSWORD} characters.`);
	const characters = Array.from(password);
	if (characters.length < PASSWORD_LENGTH)
		throw unfit(`Use at least ${PASSWORD_LENGTH} characters. A few words in a row are easy to remember.`);
	if (new Set(characters).size < DIFFERENT_CHARACTERS)
		throw unfit('This is too easy to guess: use more different characters.');
	if (password.toLowerCase() === email) throw unfit('Your address is too easy to guess.');
	return password;
}

/** A password as it was typed, in one spelling for all keyboards; undefined for what nobody can have chosen. */
export function readPassword(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > LONGEST_PASSWORD) return undefined;
	return value.normalize('NFC');
}

function unfit(detail: string): CovibeError {
	return new CovibeError('password-unfit', { detail });
}
