import { createGuest, createSession, readSession, type User, type Visit } from '@covibe/db';
import { parseDisplayName } from '@covibe/shared';
import type { Cookies } from '@sveltejs/kit';
import { services } from './services.ts';
import { sessionCookieName } from './session-cookie.ts';

type Request = { readonly cookies: Cookies; readonly url: URL };

/** Who sends this request, by cookie; the cookie is sent again when the session was prolonged. */
export async function readVisitor({ cookies, url }: Request): Promise<Visit | undefined> {
	const token = cookies.get(sessionCookieName(url));
	if (token === undefined) return undefined;
	const session = await readSession(services().sql, token);
	if (session?.renewed) setSessionCookie({ cookies, url }, { token, expiresAt: session.expiresAt });
	return session;
}

/** Makes a guest of a visitor, with a session that lasts; the name comes from a form. @throws CovibeError 'name-invalid' */
export async function welcomeGuest(request: Request, rawName: unknown): Promise<User> {
	const { sql } = services();
	const user = await createGuest(sql, { name: parseDisplayName(rawName) });
	setSessionCookie(request, await createSession(sql, user.id));
	return user;
}

function setSessionCookie({ cookies, url }: Request, session: { token: string; expiresAt: Date }): void {
	cookies.set(sessionCookieName(url), session.token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		// Kit would set it everywhere but on "localhost", and so lock out 127.0.0.1 and local networks.
		secure: url.protocol === 'https:',
		expires: session.expiresAt,
	});
}
