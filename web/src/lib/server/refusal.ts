import errorPage from '../../error.html?raw';
import type { Failure } from './failures.ts';

/** The page has a style element of its own and nothing else. */
const POLICY =
	"default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The answer to a request that ends before a route is reached: the plain error page for people, `{ code, message }` for
 * programs. Kit's own would lack our headers and the code.
 */
export function refuse(request: Request, failure: Failure): Response {
	const { status, code, message } = failure;
	const headers = { 'cache-control': 'no-store', 'content-security-policy': POLICY };
	// A form that Kit's client sent: it understands its own kind of answer only.
	if (request.headers.get('x-sveltekit-action') === 'true')
		return Response.json({ type: 'error', error: { message } }, { status, headers });
	if (!request.headers.get('accept')?.includes('text/html'))
		return Response.json({ code, message }, { status, headers });
	const html = errorPage
		.replaceAll('%sveltekit.status%', String(status))
		.replaceAll('%sveltekit.error.message%', () => escapeHtml(message));
	return new Response(html, { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
}

function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
