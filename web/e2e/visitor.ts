type Answer = { status: number; code: string; text: string; location: string };

/** Somebody who talks to the house without a browser: keeps the cookie that it gives. */
export class Visitor {
	readonly #url: string;
	#cookie = '';

	constructor(url: string) {
		this.#url = url;
	}

	async fetch(method: string, path: string, body?: unknown): Promise<Answer> {
		const isForm = body instanceof URLSearchParams;
		const response = await fetch(this.#url + path, {
			method,
			redirect: 'manual',
			headers: {
				origin: this.#url,
				cookie: this.#cookie,
				accept: 'application/json',
				...(isForm ? { 'x-sveltekit-action': 'true' } : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
		});
		const given = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
		if (given.length > 0) this.#cookie = given.join('; ');
		const text = await response.text();
		return { status: response.status, code: codeOf(text), text, location: response.headers.get('location') ?? '' };
	}

	/** What a form answers. */
	async submit(
		path: string,
		fields: Record<string, string>,
	): Promise<{ type: string; status: number; location?: string }> {
		const { status, text } = await this.fetch('POST', path, new URLSearchParams(fields));
		// An error has its status outside alone, a redirect and a refused form have it inside.
		return Object.assign({ status }, JSON.parse(text) as { type: string; location?: string });
	}
}

function codeOf(text: string): string {
	try {
		const parsed: unknown = JSON.parse(text);
		return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? String(parsed.code) : '';
	} catch {
		// Safe: a page has no code.
		return '';
	}
}
