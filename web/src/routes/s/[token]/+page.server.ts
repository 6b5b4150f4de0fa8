import { type Arrival, findGrant, isRemoved, type Link, noteOpened, readKnock, type User } from '@covibe/db';
import { CovibeError, isAtLeast } from '@covibe/shared';
import { fail, redirect } from '@sveltejs/kit';
import { addressOf } from '$lib/server/address.ts';
import { announce } from '$lib/server/chat.ts';
import { failureOf, orErrorPage } from '$lib/server/failures.ts';
import { type FieldErrors, type Join, parseJoin } from '$lib/server/forms.ts';
import { services } from '$lib/server/services.ts';
import { welcomeGuest } from '$lib/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { user } = event.locals;
	const { link, isMember, knock } = await orErrorPage(async () => {
		const found = await look(event);
		if (user && (await isRemoved(services().sql, found.projectId, user.id))) throw new CovibeError('removed');
		const hasKnocked = user && found.asksFirst ? await readKnock(services().sql, found.projectId, user.id) : undefined;
		return { link: found, isMember: user !== undefined && (await hasAtLeast(found, user)), knock: hasKnocked };
	});
	if (isMember) redirect(303, `/p/${link.projectId}`);
	const { projectName: room, role, needsPassword, asksFirst } = link;
	return { room, role, needsPassword, asksFirst, knock, user: user && { name: user.name } };
};

type Refusal = {
	readonly errors?: FieldErrors<'name' | 'password'>;
	/** What is wrong besides. */
	readonly failure?: string;
	readonly typed: { readonly name: string };
};

function refuse(status: number, refusal: Refusal) {
	return fail(status, refusal);
}

export const actions: Actions = {
	default: async (event) => {
		const form = parseJoin(await event.request.formData(), { isKnown: event.locals.user !== undefined });
		if (!form.ok) return refuse(422, { errors: form.errors, typed: form.typed });
		const typed = { name: form.value.personName ?? '' };
		let arrival: Arrival;
		try {
			arrival = await join(event, form.value);
		} catch (cause) {
			const failure = failureOf(cause);
			if (!failure) throw cause;
			const { status, code, message } = failure;
			return refuse(
				status,
				code === 'link-password' ? { errors: { password: message }, typed } : { failure: message, typed },
			);
		}
		redirect(303, arrival.isIn ? `/p/${arrival.projectId}` : `/s/${event.params.token}`);
	},
};

/** @throws CovibeError 'link-invalid' | 'slow-down' */
function look(event: RequestEvent | Parameters<PageServerLoad>[0]): Promise<Link> {
	return services().links.look(event.params.token, addressOf(event));
}

async function hasAtLeast(link: Link, user: User): Promise<boolean> {
	const grant = await findGrant(services().sql, link.projectId, user.id);
	return grant !== undefined && isAtLeast(grant.role, link.role);
}

/** A guest is made when nothing else is in the way: who does not get in leaves no user behind. */
async function join(event: RequestEvent, { personName, password }: Join): Promise<Arrival> {
	const { sql, links } = services();
	const { token } = event.params;
	let userId = event.locals.user?.id;
	const who = userId ?? (async () => (userId = (await welcomeGuest(event, personName)).id));
	const arrival = await links.enter({ token, password, who }, addressOf(event));
	const { projectId, isIn } = arrival;
	if (!isIn) await announce.room(projectId, { kind: 'knocks' });
	else if (userId) await noteOpened(sql, projectId, userId);
	return arrival;
}
