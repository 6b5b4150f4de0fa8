import { createGuest, createSession, type Origin, readSession, type User, type Visit } from '@covibe/db';
import { parseDisplayName } from '@covibe/shared';
import type { Cookies } from '@sveltejs/kit';
import { addressOf } from './address.ts';
import { describeDevice } from './device.ts';
import { services } from './services.ts';
import { sessionCookieName } from './session-cookie.ts';

type Jar = { readonly cookies: Cookies; readonly url: URL };
type Request = Jar & { readonly request: { headers: Headers }; getClientAddress(): string };

/** Who sends this request, by cookie; the cookie is sent again when the session was prolonged. */
export async function readVisitor({ cookies, url }: Jar): Promise<Visit | undefined> {
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
	setSessionCookie(request, await createSession(sql, user.id, originOf(request)));
	return user;
}

/** What the session of this browser is called in lists. */
export function originOf(request: Request): Origin {
	const device = describeDevice(request.request.headers.get('user-agent'));
	return { device, address: addressOf(request).slice(0, 64) };
}

export function setSessionCookie({ cookies, url }: Jar, session: { token: string; expiresAt: Date }): void {
	cookies.set(sessionCookieName(url), session.token, { ...attributesOf(url), expires: session.expiresAt });
}

export function dropSessionCookie({ cookies, url }: Jar): void {
	cookies.delete(sessionCookieName(url), attributesOf(url));
}

function attributesOf(url: URL) {
	return {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		// Kit would set it everywhere but on "localhost", and so lock out 127.0.0.1 and local networks.
		secure: url.protocol === 'https:',
	} as const;
}
