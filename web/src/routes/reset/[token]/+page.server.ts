import { findReset, resetPassword } from '@covibe/db';
import { CovibeError } from '@covibe/shared';
import { fail, redirect } from '@sveltejs/kit';
import { parseReset } from '$lib/server/account-forms.ts';
import { announceEndedSessions } from '$lib/server/accounts.ts';
import { refuseForm } from '$lib/server/action.ts';
import { orErrorPage } from '$lib/server/failures.ts';
import { services } from '$lib/server/services.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const { email } = await orErrorPage(() => requireReset(params.token));
	return { email };
};

export const actions: Actions = {
	default: async ({ params, request }) => {
		try {
			const { email } = await requireReset(params.token);
			const form = parseReset(await request.formData(), email);
			if (!form.ok) return fail(422, { form: 'reset', errors: form.errors, typed: form.typed });
			await resetPassword(services().sql, params.token, form.value.next);
		} catch (cause) {
			return refuseForm(cause, 'reset', { next: '' });
		}
		await announceEndedSessions();
		redirect(303, '/sign-in?new-password');
	},
};

/** @throws CovibeError 'reset-link-invalid' */
async function requireReset(token: string) {
	const reset = await findReset(services().sql, token);
	if (!reset) throw new CovibeError('reset-link-invalid');
	return reset;
}
