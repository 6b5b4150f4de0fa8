import { acceptLink, findGrant, findLink, type Link, noteOpened, type User } from '@covibe/db';
import { CovibeError, isAtLeast } from '@covibe/shared';
import { fail, redirect } from '@sveltejs/kit';
import { failureOf, orErrorPage } from '$lib/server/failures.ts';
import { parseJoin } from '$lib/server/forms.ts';
import { services } from '$lib/server/services.ts';
import { welcomeGuest } from '$lib/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { user }, params }) => {
	const { link, isMember } = await orErrorPage(async () => {
		const found = await requireLink(params.token);
		return { link: found, isMember: user !== undefined && (await hasAtLeast(found, user)) };
	});
	if (isMember) redirect(303, `/p/${link.projectId}`);
	return { room: link.projectName, role: link.role, user: user && { name: user.name } };
};

export const actions: Actions = {
	default: async (event) => {
		const form = parseJoin(await event.request.formData());
		// A visitor with a session was not asked for a name.
		if (!form.ok && !event.locals.user) return fail(422, { errors: form.errors, typed: form.typed });
		const typed = form.ok ? { name: form.value.personName } : form.typed;
		let projectId;
		try {
			projectId = await join(event, typed.name);
		} catch (cause) {
			const failure = failureOf(cause);
			if (!failure) throw cause;
			return fail(failure.status, { failure: failure.message, typed });
		}
		redirect(303, `/p/${projectId}`);
	},
};

/** @throws CovibeError 'link-invalid' */
async function requireLink(token: string): Promise<Link> {
	const link = await findLink(services().sql, token);
	if (!link) throw new CovibeError('link-invalid');
	return link;
}

async function hasAtLeast(link: Link, user: User): Promise<boolean> {
	const grant = await findGrant(services().sql, link.projectId, user.id);
	return grant !== undefined && isAtLeast(grant.role, link.role);
}

async function join(event: RequestEvent, name: string) {
	const { sql } = services();
	// Before a guest is made: a withdrawn link must leave no user behind.
	await requireLink(event.params.token);
	const user = event.locals.user ?? (await welcomeGuest(event, name));
	const projectId = await acceptLink(sql, { token: event.params.token, userId: user.id });
	await noteOpened(sql, projectId, user.id);
	return projectId;
}
