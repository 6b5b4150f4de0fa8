import {
	changePassword,
	deleteAccount,
	endOneSession,
	endSessions,
	findAccount,
	foreseeDeletion,
	listSessions,
	parseSessionId,
	sessionIdOf,
} from '@covibe/db';
import { fail, redirect } from '@sveltejs/kit';
import { parseConfirmation, parsePasswordChange } from '$lib/server/account-forms.ts';
import { announceEndedSessions, requireAccount, tryPassword } from '$lib/server/accounts.ts';
import { refuseForm } from '$lib/server/action.ts';
import { orErrorPage } from '$lib/server/failures.ts';
import { requireUser } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import { dropSessionCookie, originOf, setSessionCookie } from '$lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { user, sessionId } }) => {
	if (!user) redirect(303, '/sign-in?next=/account');
	return orErrorPage(async () => {
		const { sql } = services();
		const account = user.kind === 'account' ? await findAccount(sql, user.id) : undefined;
		if (!account) return { name: user.name, account: undefined };
		const [sessions, fates] = await Promise.all([listSessions(sql, user.id), foreseeDeletion(sql, user.id)]);
		return {
			name: user.name,
			account: { email: account.email, isAdmin: account.isAdmin, passwordAt: account.passwordAt },
			sessions: sessions.map((session) => ({ ...session, isThis: session.id === sessionId })),
			rooms: fates.map(({ projectId, name, heir }) => ({ id: projectId, name, heir: heir?.name })),
		};
	});
};

export const actions: Actions = {
	signOut: async (event) => {
		const user = await orErrorPage(() => Promise.resolve(requireUser(event.locals)));
		const where = (await event.request.formData()).get('where');
		const id = event.locals.sessionId;
		if ((where !== 'here' && where !== 'everywhere') || !id) return fail(422, { form: 'sign-out' });
		try {
			if (where === 'here') await endOneSession(services().sql, { userId: user.id, id });
			else await endSessions(services().sql, user.id);
		} catch (cause) {
			return refuseForm(cause, 'sign-out', {});
		}
		dropSessionCookie(event);
		await announceEndedSessions();
		redirect(303, '/');
	},

	endSession: async ({ locals, request }) => {
		try {
			const { user } = await requireAccount(locals);
			const id = parseSessionId((await request.formData()).get('session'));
			if (!id) return fail(422, { form: 'sessions' });
			await endOneSession(services().sql, { userId: user.id, id });
		} catch (cause) {
			return refuseForm(cause, 'sessions', {});
		}
		await announceEndedSessions();
		return { form: 'sessions', done: 'That device is signed out.' };
	},

	changePassword: async (event) => {
		try {
			const { user, account } = await requireAccount(event.locals);
			const form = parsePasswordChange(await event.request.formData(), account.email);
			if (!form.ok) return fail(422, { form: 'password', errors: form.errors });
			const change = { ...form.value, userId: user.id, origin: originOf(event) };
			const session = await tryPassword(event, account.email, () => changePassword(services().sql, change));
			setSessionCookie(event, session);
			// The page that is made for this answer marks it in the list.
			event.locals.sessionId = sessionIdOf(session.token);
		} catch (cause) {
			return refuseForm(cause, 'password', {}, { 'credentials-wrong': 'present' });
		}
		await announceEndedSessions();
		return { form: 'password', done: 'Your password is changed, and all other devices are signed out.' };
	},

	deleteAccount: async (event) => {
		try {
			const { user, account } = await requireAccount(event.locals);
			const form = parseConfirmation(await event.request.formData());
			if (!form.ok) return fail(422, { form: 'delete', errors: form.errors });
			const deletion = { userId: user.id, password: form.value.present };
			await tryPassword(event, account.email, () => deleteAccount(services().sql, deletion));
		} catch (cause) {
			return refuseForm(cause, 'delete', {}, { 'credentials-wrong': 'present' });
		}
		dropSessionCookie(event);
		await announceEndedSessions();
		redirect(303, '/');
	},
};
