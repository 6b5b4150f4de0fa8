import { once } from 'node:events';
import {
	createGuest,
	createSession,
	deleteAccount,
	endOneSession,
	endSession,
	endSessions,
	findGrant,
	forgetExpiredSessions,
	removeMember,
	sessionIdOf,
	signIn,
	signTicket,
	signUp,
} from '@covibe/db';
import { parseEmail, type ProjectId, type UserId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type GrantedSocket, GrantWatch } from '../src/grant-watch.ts';
import { type House, openHouse } from './house.ts';
import { knock, openPageSocket, type PageSocket } from './page-socket.ts';
import { TICKET_SECRET } from './process.ts';

let house: House;
let room: ProjectId;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
beforeEach(async () => (room = await house.createRoom()));

const SESSION_ENDED = 4510;

const open = (userId: UserId): Promise<PageSocket> =>
	openPageSocket(house.sql, { port: house.realtime.port, projectId: room, userId });

/** The code with which it ends after `act`; nothing is told to the bus, so the poll alone has to notice. */
async function codeAfter(socket: PageSocket, act: () => Promise<unknown>): Promise<number> {
	await act();
	return (await socket.closed).code;
}

test('[RT24] a session that ends takes its sockets along, and leaves the others', async () => {
	const userId = await house.invite(room, 'editor');
	const [here, there, third] = [await open(userId), await open(userId), await open(userId)];
	expect(await codeAfter(here, () => endSession(house.sql, here.token))).toBe(SESSION_ENDED);
	expect(await codeAfter(there, () => endOneSession(house.sql, { userId, id: there.sessionId }))).toBe(SESSION_ENDED);
	const last = await open(userId);
	expect(await codeAfter(third, () => endSessions(house.sql, userId, { except: last.sessionId }))).toBe(SESSION_ENDED);
	const expire = async () => {
		await house.sql`UPDATE session SET expires_at = now() WHERE id = ${last.sessionId}`;
		await forgetExpiredSessions(house.sql);
	};
	expect(await codeAfter(last, expire)).toBe(SESSION_ENDED);
});

test('[RT24] a deleted account, and the guest that one was, have no open socket', async () => {
	const ana = { email: parseEmail('ana@example.org'), password: 'correct horse battery' };
	const guest = await createGuest(house.sql, { name: 'Ana' });
	const owner = await findGrant(house.sql, room, house.ownerId);
	await house.sql`INSERT INTO membership (project_id, user_id, role) VALUES (${room}, ${guest.id}, 'editor')`;
	const asGuest = await open(guest.id);
	await signUp(house.sql, { ...ana, name: 'Ana', guest });
	const browser = { origin: { device: '', address: '' }, present: { user: guest, sessionId: asGuest.sessionId } };
	expect(await codeAfter(asGuest, () => signIn(house.sql, ana, browser))).toBe(SESSION_ENDED);
	const asAccount = await open(guest.id);
	const deletion = { userId: guest.id, password: ana.password };
	expect(await codeAfter(asAccount, () => deleteAccount(house.sql, deletion))).toBe(SESSION_ENDED);
	expect(owner?.role).toBe('owner');
});

test('[RT24] the ticket of a session that has ended opens nothing', async () => {
	const { token } = await createSession(house.sql, house.ownerId);
	const ticket = signTicket(TICKET_SECRET, { userId: house.ownerId, projectId: room, sessionId: sessionIdOf(token) });
	await endSession(house.sql, token);
	const socket = knock({ port: house.realtime.port, projectId: room }, ticket);
	socket.on('error', () => undefined);
	const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
	expect(response.statusCode).toBe(401);
	socket.terminate();
});

test('[RT22] [RT24] who was on the way in while their right ended is sent away as soon as they are on the list', async () => {
	const userId = await house.invite(room, 'editor');
	const refusals: string[] = [];
	const late: GrantedSocket = {
		projectId: room,
		user: { id: userId },
		role: 'editor',
		sessionId: undefined,
		refuse: ({ code }) => refusals.push(code),
	};
	let looks = 0;
	const sockets = (): GrantedSocket[] => {
		looks++;
		return [];
	};
	const watch = new GrantWatch({
		sql: house.sql,
		logger: pino({ level: 'silent' }),
		sockets,
		onRules: () => undefined,
	});
	await eventually(() => expect(looks).toBeGreaterThan(0));
	watch.greet(late);
	await removeMember(house.sql, { actor: (await findGrant(house.sql, room, house.ownerId))!, userId });
	await eventually(() => {
		watch.greet(late);
		expect(refusals).toContain('removed');
	});
	watch.close();
});
