/**
 * `__Host-` pins the cookie to this host and to https. Plain http, on localhost or in a local network, has no such
 * thing: there the cookie has another name, so that neither is ever mistaken for the other.
 */
export function sessionCookieName(url: URL): string {
	return url.protocol === 'https:' ? '__Host-covibe' : 'covibe_session';
}
