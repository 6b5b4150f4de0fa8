import { signIn } from '@covibe/db';
import { fail, redirect } from '@sveltejs/kit';
import { parseSignIn } from '$lib/server/account-forms.ts';
import { announceEndedSessions, browserOf, tryPassword } from '$lib/server/accounts.ts';
import { refuseForm } from '$lib/server/action.ts';
import { nextPage } from '$lib/server/next-page.ts';
import { services } from '$lib/server/services.ts';
import { setSessionCookie } from '$lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { user }, url }) => {
	const next = nextPage(url.searchParams.get('next'));
	if (user?.kind === 'account') redirect(303, next);
	return { next, isPasswordNew: url.searchParams.has('new-password') };
};

export const actions: Actions = {
	default: async (event) => {
		const data = await event.request.formData();
		const form = parseSignIn(data);
		if (!form.ok) return fail(422, { form: 'sign-in', errors: form.errors, typed: form.typed });
		const { email } = form.value;
		try {
			const session = await tryPassword(event, email, () => signIn(services().sql, form.value, browserOf(event)));
			setSessionCookie(event, session);
		} catch (cause) {
			const typed = { email, password: '' };
			return refuseForm<'email' | 'password'>(cause, 'sign-in', typed, { 'credentials-wrong': 'password' });
		}
		await announceEndedSessions();
		redirect(303, nextPage(data.get('next')));
	},
};
