import { DELETED_KEPT_DAYS, leaveProject, readShelf, setArchived, setDeleted } from '@covibe/db';
import { CovibeError, parseProjectId, type ProjectId, type UserId } from '@covibe/shared';
import { fail, redirect } from '@sveltejs/kit';
import { copyRoom } from '$lib/server/copies.ts';
import { failureOf, orErrorPage } from '$lib/server/failures.ts';
import { requireGrant, requireUser } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import { parseShelfQuery } from '$lib/shelf/query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals: { user }, url }) =>
	orErrorPage(async () => {
		const query = parseShelfQuery(url.searchParams);
		const found = user ? await readShelf(services().sql, user.id, query) : { rooms: [], hasMore: false };
		return { ...found, query, keptDays: DELETED_KEPT_DAYS };
	});

type Place = { readonly projectId: ProjectId; readonly userId: UserId };

export const actions: Actions = {
	archive: (event) => change(event, (place) => setArchived(services().sql, place, true)),
	unarchive: (event) => change(event, (place) => setArchived(services().sql, place, false)),
	leave: (event) => change(event, (place) => leaveProject(services().sql, place)),
	delete: (event) => change(event, (place) => setDeleted(services().sql, place, true)),
	restore: (event) => change(event, (place) => setDeleted(services().sql, place, false)),
	copy: async (event) => {
		let copyId: ProjectId | undefined;
		const refused = await change(event, async ({ projectId }) => {
			copyId = await copyRoom(await requireGrant(event.locals, projectId, 'read'));
		});
		if (refused || !copyId) return refused;
		redirect(303, `/p/${copyId}`);
	},
};

/** Does what a button in a room's row asks for; an expected failure becomes the sentence above the list. */
async function change({ request, locals }: RequestEvent, work: (place: Place) => Promise<void>) {
	try {
		const { id: userId } = requireUser(locals);
		const projectId = parseProjectId((await request.formData()).get('room'));
		if (!projectId) throw new CovibeError('not-found');
		await work({ projectId, userId });
		return undefined;
	} catch (cause) {
		const failure = failureOf(cause);
		if (!failure) throw cause;
		return fail(failure.status, { failure: failure.message });
	}
}
