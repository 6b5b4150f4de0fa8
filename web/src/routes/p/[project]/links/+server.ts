import { createLink, type LinkTerms, listLinks } from '@covibe/db';
import { CovibeError, LINK_LIFETIMES_HOURS, LINK_MAX_USES, parseLinkPassword, parseLinkRole } from '@covibe/shared';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

const HOUR_MS = 3_600_000;

/** The links that open this room, without what opens it. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'share');
		return { links: await listLinks(services().sql, projectId) };
	});

/** Makes a share link of the asked role; its address is told this once. */
export const POST: RequestHandler = ({ locals, params, request, url }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'share');
		const terms = parseTerms(await readJsonFields(request));
		const token = await createLink(services().sql, grant, terms);
		return { url: `${url.origin}/s/${token}` };
	});

/** @throws CovibeError 'malformed-frame' | 'link-password' */
function parseTerms(fields: Readonly<Record<string, unknown>>): LinkTerms {
	const role = parseLinkRole(fields['role']);
	if (!role) throw malformed('A link is for people who edit, who comment or who look.');
	const hours = fields['lifetimeHours'];
	if (hours !== undefined && !LINK_LIFETIMES_HOURS.some((each) => each === hours))
		throw malformed('A link cannot last as long as that. Choose one of the times that are offered.');
	const maxUses = fields['maxUses'];
	if (maxUses !== undefined && !isCount(maxUses))
		throw malformed(`A link lets in from 1 to ${LINK_MAX_USES} people, or any number.`);
	const password = fields['password'] === undefined ? undefined : parseLinkPassword(fields['password']);
	const asksFirst = fields['asksFirst'] === true;
	return { role, maxUses, password, asksFirst, lifetimeMs: typeof hours === 'number' ? hours * HOUR_MS : undefined };
}

function isCount(value: unknown): value is number {
	return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LINK_MAX_USES;
}

function malformed(detail: string): CovibeError {
	return new CovibeError('malformed-frame', { detail });
}
