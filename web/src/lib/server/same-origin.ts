const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * True when another site made the visitor's browser send this request, so that cookies must not count.
 * Kit's own check covers form content types only; this one covers whatever can change something.
 */
export function isForeignRequest(request: { method: string; headers: Headers }, ownOrigin: string): boolean {
	if (SAFE_METHODS.has(request.method.toUpperCase())) return false;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null && site !== 'same-origin' && site !== 'none') return true;
	const origin = request.headers.get('origin');
	return origin !== null && origin !== ownOrigin;
}
