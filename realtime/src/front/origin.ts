import type { Client } from './request.ts';

/**
 * The origin under which browsers see us: the configured one, else scheme and host of the request.
 * Undefined when the host is none.
 */
export function ownOrigin(configured: string | undefined, client: Client): string | undefined {
	const url = configured ?? `${client.protocol}://${client.host}`;
	if (!URL.canParse(url)) return undefined;
	const parsed = new URL(url);
	// A host with a path, a query or a user in it is not a host.
	return configured === undefined && parsed.href !== `${parsed.origin}/` ? undefined : parsed.origin;
}

/**
 * Decides whether a page of that `Origin` may open a socket with the visitor's rights (cross-site WebSocket
 * hijacking, security.md T1). Programs send no Origin; they are let in only with an Authorization header, which a
 * foreign page cannot add.
 */
export function isOriginAllowed(question: {
	origins: readonly string[];
	own: string | undefined;
	hasAuthorization: boolean;
}): boolean {
	const { origins, own, hasAuthorization } = question;
	if (origins.length === 0) return hasAuthorization;
	return origins.length === 1 && own !== undefined && origins[0] === own;
}
