import { type LinkRole, type ProjectId } from '@covibe/shared';
import { request } from './request.ts';

export type NewLink = {
	readonly role: LinkRole;
	/** Undefined: until it is withdrawn. */
	readonly lifetimeHours?: number | undefined;
	/** Undefined: any number of people. */
	readonly maxUses?: number | undefined;
};

/** Makes a share link and returns its address. @throws Error with a sentence for the person */
export async function createLink(projectId: ProjectId, link: NewLink): Promise<string> {
	const body = await request(`/p/${projectId}/links`, 'POST', link);
	const url = body['url'];
	if (typeof url !== 'string') throw new Error('The server made no link. Try again.');
	return url;
}

/** Gives the room another name and returns it as the server keeps it. @throws Error with a sentence for the person */
export async function renameProject(projectId: ProjectId, name: string): Promise<string> {
	const body = await request(`/p/${projectId}/name`, 'POST', { name });
	return typeof body['name'] === 'string' ? body['name'] : name;
}
