import { type LinkRole, type ProjectId } from '@covibe/shared';
import { request } from './request.ts';

export type NewLink = {
	readonly role: LinkRole;
	/** Undefined: until it is withdrawn. */
	readonly lifetimeHours?: number | undefined;
	/** Undefined: any number of people. */
	readonly maxUses?: number | undefined;
	/** Undefined: the link alone opens the room. */
	readonly password?: string | undefined;
	/** Who comes by it waits until somebody lets them in. */
	readonly asksFirst?: boolean | undefined;
};

/** A link as it is being chosen; its password is kept while the box is not ticked. */
export type LinkChoices = {
	lifetimeHours: number | undefined;
	maxUses: number | undefined;
	hasPassword: boolean;
	password: string;
	asksFirst: boolean;
};

export function termsOf(
	role: LinkRole,
	{ lifetimeHours, maxUses, hasPassword, password, asksFirst }: LinkChoices,
): NewLink {
	return { role, lifetimeHours, maxUses, asksFirst, password: hasPassword ? password : undefined };
}

/** Makes a share link and returns its address. @throws Error with a sentence for the person */
export async function createLink(projectId: ProjectId, link: NewLink): Promise<string> {
	return addressIn(await request(`/p/${projectId}/links`, 'POST', link));
}

/** Gives a link another address, and returns that; the old one is dead. @throws Error with a sentence for the person */
export async function rotateLink(projectId: ProjectId, id: string): Promise<string> {
	return addressIn(await request(`/p/${projectId}/links/${id}`, 'POST'));
}

function addressIn(body: Readonly<Record<string, unknown>>): string {
	const url = body['url'];
	if (typeof url !== 'string') throw new Error('The server made no link. Try again.');
	return url;
}

/** Gives the room another name and returns it as the server keeps it. @throws Error with a sentence for the person */
export async function renameProject(projectId: ProjectId, name: string): Promise<string> {
	const body = await request(`/p/${projectId}/name`, 'POST', { name });
	return typeof body['name'] === 'string' ? body['name'] : name;
}
