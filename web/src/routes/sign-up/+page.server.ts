import { signUp } from '@covibe/db';
import { fail, redirect } from '@sveltejs/kit';
import { parseSignUp } from '$lib/server/account-forms.ts';
import { signUpThrottle } from '$lib/server/accounts.ts';
import { refuseForm } from '$lib/server/action.ts';
import { addressOf } from '$lib/server/address.ts';
import { addressKey } from '@covibe/db';
import { nextPage } from '$lib/server/next-page.ts';
import { services } from '$lib/server/services.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { user }, url }) => {
	const next = nextPage(url.searchParams.get('next'));
	if (user?.kind === 'account') redirect(303, next);
	return { next };
};

export const actions: Actions = {
	default: async (event) => {
		const guest = event.locals.user;
		const form = parseSignUp(await event.request.formData(), guest);
		if (!form.ok) return fail(422, { form: 'sign-up', errors: form.errors, typed: form.typed });
		const { email, name } = form.value;
		try {
			await signUpThrottle.spend(addressKey(addressOf(event)));
			await signUp(services().sql, { ...form.value, guest });
		} catch (cause) {
			return refuseForm(cause, 'sign-up', { email, name, password: '' });
		}
		// The same for an address that had an account: only its owner can go on from here.
		return { form: 'made', typed: { email, name: '', password: '' } } as const;
	},
};
