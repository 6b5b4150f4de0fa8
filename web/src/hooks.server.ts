import type { Handle, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { createInitialModeExpression } from 'mode-watcher';
import { dev } from '$app/environment';
import { failureOf, type Failure } from '$lib/server/failures.ts';
import { log } from '$lib/server/log.ts';
import { refuse } from '$lib/server/refusal.ts';
import { isForeignRequest } from '$lib/server/same-origin.ts';
import { readVisitor } from '$lib/server/session.ts';

/** What every answer carries. The content security policy is in svelte.config.js: Kit knows the nonces of its scripts. */
const HEADERS = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	// Addresses of share links are secrets: no other site is told where a visitor came from.
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

/** A year of https only, once a browser came by https. Not for subdomains: they may be somebody else's. */
const STRICT_TRANSPORT = 'max-age=31536000';

type Resolve = Parameters<Handle>[0]['resolve'];

const FOREIGN: Failure = {
	status: 403,
	code: 'foreign-origin',
	message: 'This request came from another site and was refused. Open Covibe itself and try again.',
};

/** Sets the theme before anything is painted; app.html holds its place, with the nonce. */
const themeScript = createInitialModeExpression({ defaultMode: 'system' });

export const handle: Handle = async ({ event, resolve }) => {
	const response = await answer(event, resolve);
	for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
	if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', STRICT_TRANSPORT);
	// Pages show who is signed in; only assets, which have hashed names, may be kept, and they do not come by here.
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
	if (dev) allowReloadSocket(response.headers);
	return response;
};

async function answer(event: RequestEvent, resolve: Resolve): Promise<Response> {
	if (isForeignRequest(event.request, event.url.origin)) return refuse(event.request, FOREIGN);
	try {
		const visit = await readVisitor(event);
		event.locals.user = visit?.user;
		event.locals.sessionId = visit?.sessionId;
	} catch (cause) {
		const failure = failureOf(cause);
		if (!failure) throw cause;
		return refuse(event.request, failure);
	}
	return resolve(event, { transformPageChunk: ({ html }) => html.replace('%covibe.theme%', () => themeScript) });
}

/** Vite's reload socket may have a port of its own. Not in svelte.config.js: `svelte-kit sync` writes what that says for all modes. */
function allowReloadSocket(headers: Headers): void {
	const policy = headers.get('content-security-policy');
	if (policy) headers.set('content-security-policy', policy.replace("connect-src 'self'", "connect-src 'self' ws:"));
}

export const handleError: HandleServerError = ({ error: cause, event, status }) => {
	if (status === 404) return { message: 'There is no page at this address.' };
	if (status < 500) return { message: 'The server did not understand this request.' };
	// The route, not the address: addresses of share links are secrets.
	log.error({ err: cause, method: event.request.method, route: event.route.id }, 'a request failed');
	return { message: 'Something broke on our side. It has been logged; try again in a moment.' };
};
