/** Asks the server and reads its JSON. @throws Error with a sentence for the person */
export async function request(
	path: string,
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
	content?: unknown,
): Promise<Record<string, unknown>> {
	let response: Response;
	try {
		response = await fetch(path, {
			method,
			...(content === undefined
				? {}
				: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) }),
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
