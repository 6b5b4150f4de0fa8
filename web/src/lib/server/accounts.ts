import {
	type Account,
	type Browser,
	findAccount,
	SESSIONS_TOPIC,
	SignInThrottle,
	Throttle,
	type User,
} from '@covibe/db';
import { CovibeError, type EmailAddress } from '@covibe/shared';
import { addressOf } from './address.ts';
import { requireUser } from './guards.ts';
import { log } from './log.ts';
import { services } from './services.ts';
import { originOf } from './session.ts';

const HOUR_MS = 3_600_000;
/** Three classes an hour behind one address. Each costs a hash and a row. */
const SIGN_UPS = { times: 100, withinMs: HOUR_MS };

export const signInThrottle = new SignInThrottle();
export const signUpThrottle = new Throttle(SIGN_UPS);

/** Tries a password of this request's sender, as often as is allowed. @throws CovibeError 'slow-down' */
export function tryPassword<T>(
	event: { getClientAddress(): string },
	email: EmailAddress,
	work: () => Promise<T>,
): Promise<T> {
	return signInThrottle.attempt({ email, address: addressOf(event) }, work);
}

/** Who is in this browser, and where that is. */
export function browserOf(event: Parameters<typeof originOf>[0] & { locals: App.Locals }): Browser {
	const { user, sessionId } = event.locals;
	return { origin: originOf(event), present: user && sessionId && { user, sessionId } };
}

/** @throws CovibeError 'not-signed-in' | 'account-needed' */
export async function requireAccount(locals: App.Locals): Promise<{ user: User; account: Account }> {
	const user = requireUser(locals);
	const account = user.kind === 'account' ? await findAccount(services().sql, user.id) : undefined;
	if (!account) throw new CovibeError('account-needed');
	return { user, account };
}

/** Makes sockets of ended sessions close at once; without it they do within half a second. */
export async function announceEndedSessions(): Promise<void> {
	try {
		await services().bus.publish(SESSIONS_TOPIC, { kind: 'ended' });
	} catch (error) {
		log.warn({ err: error }, 'news could not be told');
	}
}
