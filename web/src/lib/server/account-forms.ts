import {
	CovibeError,
	type EmailAddress,
	parseDisplayName,
	parseEmail,
	parseNewPassword,
	readPassword,
} from '@covibe/shared';
import { attempt, echo, type Parsed, text } from './forms.ts';

export type SignUpForm = { readonly email: EmailAddress; readonly password: string; readonly name: string };

/** Reads the form that makes an account. Who has a name here already is not asked for it. Passwords are never echoed. */
export function parseSignUp(
	form: FormData,
	known: { name: string } | undefined,
): Parsed<SignUpForm, 'email' | 'password' | 'name'> {
	const typed = { email: text(form, 'email'), name: text(form, 'name'), password: '' };
	const email = attempt(() => parseEmail(typed.email));
	const password = attempt(() => parseNewPassword(form.get('password'), email.value));
	const name = known ? { value: known.name } : attempt(() => parseDisplayName(typed.name));
	if (email.error === undefined && password.error === undefined && name.error === undefined)
		return { ok: true, value: { email: email.value, password: password.value, name: name.value } };
	const errors = { ...said('email', email.error), ...said('password', password.error), ...said('name', name.error) };
	return { ok: false, errors, typed: echo(typed) };
}

/** Reads the form that signs somebody in. */
export function parseSignIn(form: FormData): Parsed<{ email: EmailAddress; password: string }, 'email' | 'password'> {
	const typed = { email: text(form, 'email'), password: '' };
	const email = attempt(() => parseEmail(typed.email));
	const password = attempt(() => requiredPassword(form.get('password')));
	if (email.error === undefined && password.error === undefined)
		return { ok: true, value: { email: email.value, password: password.value } };
	return {
		ok: false,
		errors: { ...said('email', email.error), ...said('password', password.error) },
		typed: echo(typed),
	};
}

/** Reads a form that sets a new password, for an address. */
export function parseReset(form: FormData, email: string): Parsed<{ next: string }, 'next'> {
	const next = attempt(() => parseNewPassword(form.get('next'), email));
	if (next.error === undefined) return { ok: true, value: { next: next.value } };
	return { ok: false, errors: { next: next.error }, typed: { next: '' } };
}

/** Reads the form of somebody who has a password and wants another. */
export function parsePasswordChange(
	form: FormData,
	email: string,
): Parsed<{ present: string; next: string }, 'present' | 'next'> {
	const present = attempt(() => requiredPassword(form.get('present')));
	const next = attempt(() => parseNewPassword(form.get('next'), email));
	if (present.error === undefined && next.error === undefined)
		return { ok: true, value: { present: present.value, next: next.value } };
	return {
		ok: false,
		errors: { ...said('present', present.error), ...said('next', next.error) },
		typed: { present: '', next: '' },
	};
}

/** Reads the form of somebody who proves that they are there. */
export function parseConfirmation(form: FormData): Parsed<{ present: string }, 'present'> {
	const present = attempt(() => requiredPassword(form.get('present')));
	if (present.error === undefined) return { ok: true, value: { present: present.value } };
	return { ok: false, errors: { present: present.error }, typed: { present: '' } };
}

/** Whatever nobody can have chosen is a wrong password like any other. */
function requiredPassword(value: unknown): string {
	const password = readPassword(value);
	if (password === undefined || password === '')
		throw new CovibeError('credentials-wrong', { detail: 'Enter your password.' });
	return password;
}

function said<Field extends string>(field: Field, error: string | undefined): { readonly [F in Field]?: string } {
	return (error === undefined ? {} : { [field]: error }) as { readonly [F in Field]?: string };
}
