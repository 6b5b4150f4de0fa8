import { type LinkRole, type ProjectId } from '@covibe/shared';

/** Makes a share link and returns its address. @throws Error with a sentence for the person */
export async function createLink(projectId: ProjectId, role: LinkRole): Promise<string> {
	const body = await post(`/p/${projectId}/links`, { role });
	const url = body['url'];
	if (typeof url !== 'string') throw new Error('The server made no link. Try again.');
	return url;
}

/** Gives the room another name and returns it as the server keeps it. @throws Error with a sentence for the person */
export async function renameProject(projectId: ProjectId, name: string): Promise<string> {
	const body = await post(`/p/${projectId}/name`, { name });
	return typeof body['name'] === 'string' ? body['name'] : name;
}

async function post(path: string, content: unknown): Promise<Record<string, unknown>> {
	let response: Response;
	try {
		response = await fetch(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(content),
		});
	} catch (cause) {
		throw new Error('The server cannot be reached. Try again when you are online.', { cause });
	}
	const body = await readObject(response);
	if (response.ok) return body;
	throw new Error(typeof body['message'] === 'string' ? body['message'] : 'The server could not do this. Try again.');
}

async function readObject(response: Response): Promise<Record<string, unknown>> {
	try {
		const body: unknown = await response.json();
		return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
	} catch {
		// Safe: an answer without JSON (204, or a proxy's error page) is told by its status.
		return {};
	}
}
