import {
	type LinkRole,
	parseLinkRole,
	parseRole,
	parseUserId,
	type ProjectId,
	type Role,
	type UserId,
} from '@covibe/shared';
import * as v from 'valibot';
import { request } from './request.ts';

const user = v.object({
	id: v.custom<UserId>((value) => parseUserId(value) !== undefined),
	name: v.string(),
	colour: v.number(),
});
const day = v.pipe(
	v.string(),
	v.transform((text) => new Date(text)),
);
const member = v.object({
	user,
	role: v.custom<Role>((value) => parseRole(value) !== undefined),
	/** The link that they came by. */
	linkId: v.optional(v.string()),
});
const removal = v.object({ user });
const link = v.object({
	id: v.string(),
	role: v.custom<LinkRole>((value) => parseLinkRole(value) !== undefined),
	createdBy: v.optional(v.string()),
	createdAt: day,
	expiresAt: v.optional(day),
	maxUses: v.optional(v.number()),
	uses: v.number(),
	needsPassword: v.boolean(),
	asksFirst: v.boolean(),
});
const membersAnswer = v.object({ members: v.array(member), removals: v.array(removal) });
const linksAnswer = v.object({ links: v.array(link) });

export type MemberEntry = v.InferOutput<typeof member>;
export type RemovalEntry = v.InferOutput<typeof removal>;
export type LinkEntry = v.InferOutput<typeof link>;
/** Everything about who may come in. */
export type Access = {
	readonly members: readonly MemberEntry[];
	readonly removals: readonly RemovalEntry[];
	readonly links: readonly LinkEntry[];
};

/** @throws Error with a sentence for the person; so do the others. */
export async function readAccess(projectId: ProjectId): Promise<Access> {
	const [people, links] = await Promise.all([
		request(`/p/${projectId}/members`, 'GET'),
		request(`/p/${projectId}/links`, 'GET'),
	]);
	return { ...v.parse(membersAnswer, people), ...v.parse(linksAnswer, links) };
}

export async function giveRole(projectId: ProjectId, userId: UserId, role: Role): Promise<void> {
	await request(`/p/${projectId}/members/${userId}`, 'PUT', { role });
}

export async function removePerson(projectId: ProjectId, userId: UserId): Promise<void> {
	await request(`/p/${projectId}/members/${userId}`, 'DELETE');
}

/** Lets links work again for somebody who was removed. */
export async function letBack(projectId: ProjectId, userId: UserId): Promise<void> {
	await request(`/p/${projectId}/members/${userId}`, 'POST');
}

/** Changes rules of the room; who is in it is told by the room. `maxPeople: null`: any number. */
export async function changeRules(
	projectId: ProjectId,
	change: { readonly isFrozen?: boolean; readonly maxPeople?: number | null },
): Promise<void> {
	await request(`/p/${projectId}/rules`, 'PATCH', change);
}

/** Nobody comes in by it any more; with `andPeople`, those who did leave. */
export async function withdrawLink(projectId: ProjectId, id: string, { andPeople }: { andPeople: boolean }) {
	await request(`/p/${projectId}/links/${id}${andPeople ? '?people=1' : ''}`, 'DELETE');
}
