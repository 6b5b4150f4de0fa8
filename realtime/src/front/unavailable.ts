import { JSON_TEXT, type Reply } from './reply.ts';
import type { Header } from './request.ts';

/** After this the page asks again: long enough not to press a server that starts, short enough not to be noticed. */
const RELOAD_SECONDS = 2;

const MESSAGES = {
	502: 'The server is starting.',
	504: 'The server takes too long to answer.',
} as const;

/**
 * What people see while web is not there: a page that needs nothing else and, for a GET, loads itself again.
 * Programs that ask for JSON get JSON.
 */
export function unavailableReply(status: 502 | 504, method: string, accept = ''): Reply {
	const message = MESSAGES[status];
	const retry: Header = ['retry-after', String(RELOAD_SECONDS)];
	const wantsJson = accept.includes('application/json') && !accept.includes('text/html');
	if (wantsJson)
		return { status, headers: [JSON_TEXT, retry], body: JSON.stringify({ error: 'unavailable', message }) };
	const headers: Header[] = [
		['content-type', 'text/html; charset=utf-8'],
		['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"],
		retry,
	];
	return { status, headers, body: page(message, method === 'GET') };
}

function page(message: string, reloads: boolean): string {
	const next = reloads ? 'This page loads again by itself.' : 'What you sent was not saved. Go back and try again.';
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${reloads ? `<meta http-equiv="refresh" content="${RELOAD_SECONDS}">\n` : ''}<title>Covibe</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-content: center; text-align: center; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 4px; font-size: 17px; font-weight: 600; }
p { margin: 0; opacity: 0.75; }
</style>
</head>
<body>
<main role="status">
<h1>${message}</h1>
<p>${next}</p>
</main>
</body>
</html>
`;
}
