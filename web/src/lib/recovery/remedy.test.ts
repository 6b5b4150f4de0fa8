import { type ErrorCode, ERRORS } from '@covibe/shared';
import { expect, it } from 'vitest';
import { remedyOf } from './remedy.ts';

const remedy = (code: ErrorCode | undefined) => remedyOf({ code, message: '' });

it('[PR6] [PR19] every refusal of an edit opens the room afresh; every refusal of the person leaves the page as it is', () => {
	const codes = Object.keys(ERRORS) as ErrorCode[];
	const final = codes.filter((code) => !ERRORS[code].retry);
	expect(final.filter((code) => remedy(code) === 'rebase')).toEqual(['client-taken']);
	expect(final.filter((code) => remedy(code) === 'reopen')).toEqual([
		'malformed-frame',
		'update-invalid',
		'read-only',
		'room-frozen',
		'update-too-large',
		'update-too-tangled',
		'project-full',
	]);
	for (const code of ['removed', 'not-found', 'not-signed-in', 'ticket-invalid', undefined] as const)
		expect(remedy(code), code).toBe('leave');
	expect(remedyOf({ code: 'diverged', message: '' })).toBe('rebase');
});
