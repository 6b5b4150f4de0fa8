import { createProject, listProjects } from '@covibe/db';
import { fail, redirect } from '@sveltejs/kit';
import { failureOf, orErrorPage } from '$lib/server/failures.ts';
import { type NewRoom, parseNewRoom } from '$lib/server/forms.ts';
import { services } from '$lib/server/services.ts';
import { welcomeGuest } from '$lib/server/session.ts';
import { TEMPLATES } from '$lib/server/templates/index.ts';
import { buildSeed } from '$lib/server/templates/seed.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals: { user } }) =>
	orErrorPage(async () => ({
		user: user && { name: user.name },
		rooms: user ? await listProjects(services().sql, user.id) : [],
		templates: TEMPLATES.map(({ id, label, blurb, mark }) => ({ id, label, blurb, mark })),
	}));

export const actions: Actions = {
	default: async (event) => {
		const form = parseNewRoom(await event.request.formData(), { isKnown: event.locals.user !== undefined });
		if (!form.ok) return fail(422, { errors: form.errors, typed: form.typed });
		let projectId;
		try {
			projectId = await makeRoom(event, form.value);
		} catch (cause) {
			const failure = failureOf(cause);
			if (!failure) throw cause;
			return fail(failure.status, { failure: failure.message, typed: typedOf(form.value) });
		}
		redirect(303, `/p/${projectId}`);
	},
};

async function makeRoom(event: RequestEvent, { personName, roomName, template }: NewRoom) {
	const owner = event.locals.user ?? (await welcomeGuest(event, personName));
	return createProject(services().sql, {
		name: roomName ?? `Room of ${owner.name}`,
		ownerId: owner.id,
		seed: buildSeed(template, { nowMs: Date.now(), random: Math.random }),
	});
}

function typedOf({ personName, roomName, template }: NewRoom) {
	return { name: personName ?? '', room: roomName ?? '', template: template.id };
}
