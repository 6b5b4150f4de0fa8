import type { ErrorCode } from '@covibe/shared';
import { type ActionFailure, error, fail } from '@sveltejs/kit';
import { failureOf } from './failures.ts';
import type { FieldErrors } from './forms.ts';

type Refused<Field extends string> = {
	readonly form: string;
	readonly errors?: FieldErrors<Field>;
	readonly failure?: string;
	readonly typed: Readonly<Partial<Record<Field, string>>>;
};

/**
 * What a form on a page with several answers to an expected failure: a sentence beside the field that it is about, or
 * else above the form. Who lacks the right to the form gets the error page.
 */
export function refuseForm<Field extends string>(
	cause: unknown,
	form: string,
	typed: Readonly<Partial<Record<Field, string>>>,
	fields: Partial<Record<ErrorCode, Field>> = {},
): ActionFailure<Refused<Field>> {
	const failure = failureOf(cause);
	if (!failure) throw cause;
	const { status, code, message } = failure;
	if (code === 'account-needed' || code === 'not-signed-in') error(status, { message });
	const field = fields[code];
	if (field === undefined) return fail(status, { form, failure: message, typed });
	return fail(status, { form, errors: { [field]: message } as FieldErrors<Field>, typed });
}
