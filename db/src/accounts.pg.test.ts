import { CovibeError, parseEmail, parseThreadId, type ProjectId, type UserId } from '@covibe/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	addMember,
	appendUpdates,
	type Browser,
	changePassword,
	changeRole,
	createGuest,
	createProject,
	createReset,
	createSession,
	deleteAccount,
	findAccount,
	findGrant,
	findReset,
	foreseeDeletion,
	isRemoved,
	isSessionLive,
	listSessions,
	postMessage,
	readSession,
	removeMember,
	resetPassword,
	signIn,
	signUp,
	type Sql,
	type User,
	type Visit,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let count = 0;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(() => count++);

const PASSWORD = 'correct horse battery';
const origin = { device: 'Firefox on Linux', address: '203.0.113.7' };
const nowhere: Browser = { origin, present: undefined };
const emailOf = (name: string) => parseEmail(`${name}.${count}@example.org`);

async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'none';
	} catch (error) {
		return error instanceof CovibeError ? error.code : String(error);
	}
}

/** Somebody with an account, signed in. */
async function person(name: string, guest?: User): Promise<Visit & { token: string }> {
	await signUp(sql, { email: emailOf(name), password: PASSWORD, name, guest });
	return enter(name);
}

async function enter(name: string, browser = nowhere, password = PASSWORD): Promise<Visit & { token: string }> {
	const { token } = await signIn(sql, { email: emailOf(name), password }, browser);
	const visit = await readSession(sql, token);
	if (!visit) throw new Error('no session');
	return { ...visit, token };
}

/** A guest in a browser. */
async function guest(name: string): Promise<Browser & { user: User; token: string }> {
	const user = await createGuest(sql, { name });
	const { token } = await createSession(sql, user.id, origin);
	const visit = await readSession(sql, token);
	return { origin, present: visit, user, token };
}

const room = (ownerId: UserId, name = 'Room') => createProject(sql, { name, ownerId, seed: undefined });
const roleOf = async (project: ProjectId, user: UserId) => (await findGrant(sql, project, user))?.role;

describe('signing up', () => {
	it('makes the account of the guest, who stays a guest until they sign in, and keeps their rooms', async () => {
		const ana = await guest('Ana');
		const project = await room(ana.user.id);
		await signUp(sql, { email: emailOf('ana'), password: PASSWORD, name: 'Ana', guest: ana.user });
		expect((await readSession(sql, ana.token))?.user.kind).toBe('guest');
		const visit = await enter('ana', ana);
		expect(visit.user).toMatchObject({ id: ana.user.id, name: 'Ana', kind: 'account' });
		expect(await roleOf(project, visit.user.id)).toBe('owner');
	});

	it('the first account of an installation looks after it, and no other does', async () => {
		const fresh = await createTestDatabase();
		const names = ['a', 'b', 'c', 'd'].map((name) => `${name}@example.org`);
		await Promise.all(
			names.map((email) =>
				signUp(fresh.sql, { email: parseEmail(email), password: PASSWORD, name: email, guest: undefined }),
			),
		);
		const [row] =
			await fresh.sql`SELECT count(*)::int AS accounts, count(*) FILTER (WHERE is_admin)::int AS admins FROM account`;
		expect(row).toEqual({ accounts: 4, admins: 1 });
		await fresh.close();
	});

	it('[W10] with an address that has an account changes nothing, leaves nobody behind, and says nothing else', async () => {
		const ana = await person('ana');
		const people = () => sql`SELECT id, name, kind FROM app_user ORDER BY id`;
		const before = await people();
		const again = { email: emailOf('ana'), password: 'another password', name: 'Eve', guest: undefined };
		await signUp(sql, again);
		const eve = await guest('Eve');
		await signUp(sql, { ...again, guest: eve.user });
		expect((await people()).filter(({ id }) => id !== eve.user.id)).toEqual(before);
		expect(await refusal(enter('ana', nowhere, 'another password'))).toBe('credentials-wrong');
		expect((await enter('ana')).user.id).toBe(ana.user.id);
	});

	it('twice as the same guest makes two accounts, of which the second is somebody new', async () => {
		const ana = await guest('Ana');
		const first = await person('ana', ana.user);
		await signUp(sql, { email: emailOf('bo'), password: PASSWORD, name: 'Bo', guest: ana.user });
		expect(first.user.id).toBe(ana.user.id);
		expect((await enter('bo')).user).toMatchObject({ name: 'Bo', kind: 'account' });
	});
});

describe('signing in', () => {
	it('[W10] refuses an unknown address as it refuses a wrong password, after the same time', async () => {
		await person('ana');
		const timed = async (name: string, password: string) => {
			const startedAt = performance.now();
			const code = await refusal(enter(name, nowhere, password));
			return { code, ms: performance.now() - startedAt };
		};
		const [known, unknown]: [number[], number[]] = [[], []];
		for (let round = 0; round < 9; round++) {
			const [one, other] = [await timed('ana', 'a wrong password'), await timed('nobody', 'a wrong password')];
			expect([one.code, other.code]).toEqual(['credentials-wrong', 'credentials-wrong']);
			known.push(one.ms);
			unknown.push(other.ms);
		}
		// Both hash once, and a hash is nearly all that either does: without one it would be a twentieth.
		expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.25);
	});

	it('[W9] gives a new session, and ends the one that was in the browser, whoever planted it', async () => {
		await person('ana');
		const planted = await guest('Mallory');
		const ana = await enter('ana', planted);
		expect(ana.token).not.toBe(planted.token);
		expect(await readSession(sql, planted.token)).toBeUndefined();
		expect(await isSessionLive(sql, ana.sessionId)).toBe(true);
	});

	it('[W9] ends every session that a guest had before they became an account', async () => {
		const planted = await guest('Mallory');
		const { token: second } = await createSession(sql, planted.user.id);
		await signUp(sql, { email: emailOf('ana'), password: PASSWORD, name: 'Ana', guest: planted.user });
		const elsewhere = await enter('ana');
		expect(elsewhere.user.id).toBe(planted.user.id);
		for (const token of [planted.token, second]) expect(await readSession(sql, token)).toBeUndefined();
		const later = await enter('ana');
		expect(await isSessionLive(sql, elsewhere.sessionId)).toBe(true);
		expect(later.sessionId).not.toBe(elsewhere.sessionId);
	});

	it('keeps no token: what is stored of a session opens nothing', async () => {
		const { token } = await person('ana');
		const rows = await sql`SELECT row_to_json(session)::text AS text FROM session`;
		expect(rows.some(({ text }) => String(text).includes(token))).toBe(false);
	});
});

describe('a guest who signs in', () => {
	it('brings rooms, messages, client ids and requests along, and is gone', async () => {
		const ana = await person('ana');
		const bo = await guest('Bo');
		const [own, shared] = [await room(bo.user.id), await room(ana.user.id)];
		await addMember(sql, { projectId: shared, userId: bo.user.id, role: 'viewer' });
		const clients = [{ client: 77, userId: bo.user.id, turnId: undefined }];
		await appendUpdates(sql, [{ projectId: own, seq: 1, bytes: Buffer.from([0, 0]), clients }]);
		const post = { projectId: own, threadId: parseThreadId(own)!, authorId: bo.user.id, text: 'Hello', mentions: [] };
		await postMessage(sql, { ...post, replyTo: undefined, idempotencyKey: 'k' });
		await enter('ana', bo);
		expect([await roleOf(own, ana.user.id), await roleOf(shared, ana.user.id)]).toEqual(['owner', 'owner']);
		const [client] = await sql`SELECT user_id FROM doc_client WHERE project_id = ${own}`;
		const [message] = await sql`SELECT author_id FROM chat_message WHERE project_id = ${own}`;
		expect([client?.['user_id'], message?.['author_id']]).toEqual([ana.user.id, ana.user.id]);
		expect(await sql`SELECT FROM app_user WHERE id = ${bo.user.id}`).toHaveLength(0);
	});

	it('keeps the higher of two roles, but not against what somebody chose for the account', async () => {
		const [olga, ana] = [await person('olga'), await person('ana')];
		const bo = await guest('Bo');
		const [free, chosen] = [await room(olga.user.id), await room(olga.user.id)];
		for (const projectId of [free, chosen]) {
			await addMember(sql, { projectId, userId: ana.user.id, role: 'viewer' });
			await addMember(sql, { projectId, userId: bo.user.id, role: 'editor' });
		}
		const actor = await findGrant(sql, chosen, olga.user.id);
		await changeRole(sql, { actor: actor!, userId: ana.user.id, role: 'commenter' });
		await enter('ana', bo);
		expect([await roleOf(free, ana.user.id), await roleOf(chosen, ana.user.id)]).toEqual(['editor', 'commenter']);
	});

	it('is no way round a removal, in either direction', async () => {
		const [olga, ana] = [await person('olga'), await person('ana')];
		const bo = await guest('Bo');
		const [left, right] = [await room(olga.user.id), await room(olga.user.id)];
		await addMember(sql, { projectId: left, userId: bo.user.id, role: 'editor' });
		await addMember(sql, { projectId: right, userId: ana.user.id, role: 'editor' });
		await removeMember(sql, { actor: (await findGrant(sql, left, olga.user.id))!, userId: bo.user.id });
		await removeMember(sql, { actor: (await findGrant(sql, right, olga.user.id))!, userId: ana.user.id });
		await addMember(sql, { projectId: right, userId: bo.user.id, role: 'editor' });
		await enter('ana', bo);
		expect([await roleOf(left, ana.user.id), await roleOf(right, ana.user.id)]).toEqual([undefined, undefined]);
		expect([await isRemoved(sql, left, ana.user.id), await isRemoved(sql, right, ana.user.id)]).toEqual([true, true]);
	});

	it('who has signed up and not come back yet keeps that account', async () => {
		await person('ana');
		const bo = await guest('Bo');
		await signUp(sql, { email: emailOf('bo'), password: PASSWORD, name: 'Bo', guest: bo.user });
		await enter('ana', bo);
		expect((await enter('bo')).user).toMatchObject({ id: bo.user.id, name: 'Bo', kind: 'account' });
	});
});

describe('passwords', () => {
	it('a changed one ends all other sessions, and the old one opens nothing', async () => {
		const [first, second] = [await person('ana'), await enter('ana')];
		const change = { userId: first.user.id, present: PASSWORD, next: 'quite another one', origin };
		expect(await refusal(changePassword(sql, { ...change, present: 'not it' }))).toBe('credentials-wrong');
		const { token } = await changePassword(sql, change);
		expect(await readSession(sql, token)).toMatchObject({ user: { id: first.user.id } });
		for (const each of [first, second]) expect(await isSessionLive(sql, each.sessionId)).toBe(false);
		expect(await refusal(enter('ana'))).toBe('credentials-wrong');
		expect((await enter('ana', nowhere, 'quite another one')).user.id).toBe(first.user.id);
	});

	it('a link to reset one works once, also for two at the same time, and ends all sessions', async () => {
		const ana = await person('ana');
		const token = (await createReset(sql, emailOf('ana')))!;
		expect(await findReset(sql, token)).toEqual({ userId: ana.user.id, email: emailOf('ana') });
		const uses = await Promise.all(
			['one of the two', 'other of the two'].map((next) => refusal(resetPassword(sql, token, next))),
		);
		expect(uses.sort()).toEqual(['none', 'reset-link-invalid']);
		expect(await refusal(resetPassword(sql, token, 'a third password'))).toBe('reset-link-invalid');
		expect(await isSessionLive(sql, ana.sessionId)).toBe(false);
		expect(await refusal(enter('ana'))).toBe('credentials-wrong');
	});

	it('a link to reset one is worth nothing a day later, or after another was used', async () => {
		await person('ana');
		const [old, used, other] = [
			await createReset(sql, emailOf('ana')),
			await createReset(sql, emailOf('ana')),
			await createReset(sql, emailOf('ana')),
		];
		await sql`UPDATE password_reset SET expires_at = now() WHERE token_hash = sha256(${Buffer.from(old!)})`;
		expect(await refusal(resetPassword(sql, old!, 'quite another one'))).toBe('reset-link-invalid');
		expect(await refusal(resetPassword(sql, used!, 'quite another one'))).toBe('none');
		expect(await refusal(resetPassword(sql, other!, 'a third password'))).toBe('reset-link-invalid');
		expect(await createReset(sql, emailOf('nobody'))).toBeUndefined();
	});
});

describe('sessions', () => {
	it('are listed with their device, last seen first', async () => {
		const ana = await person('ana');
		const late = await enter('ana', {
			origin: { device: 'Safari on iPhone', address: '2001:db8::1' },
			present: undefined,
		});
		await sql`UPDATE session SET seen_at = now() - interval '1 hour' WHERE id = ${ana.sessionId}`;
		expect(await listSessions(sql, ana.user.id)).toMatchObject([
			{ id: late.sessionId, device: 'Safari on iPhone', address: '2001:db8::1' },
			{ id: ana.sessionId, ...origin },
		]);
		await readSession(sql, ana.token);
		const [row] = await sql<{ age: number }[]>`
			SELECT extract(epoch FROM now() - seen_at)::float8 AS age FROM session WHERE id = ${ana.sessionId}`;
		expect(row?.age).toBeLessThan(60);
	});
});

describe('deleting an account', () => {
	it('gives rooms to who may write in them, deletes those that nobody else can use, and forgets the person', async () => {
		const [ana, bo, cleo, dan] = [await person('ana'), await person('bo'), await guest('Cleo'), await person('dan')];
		const rooms = {
			alone: await room(ana.user.id, 'Alone'),
			admin: await room(ana.user.id, 'Admin'),
			watched: await room(ana.user.id, 'Watched'),
		};
		await addMember(sql, { projectId: rooms.admin, userId: cleo.user.id, role: 'editor' });
		await addMember(sql, { projectId: rooms.admin, userId: bo.user.id, role: 'editor' });
		await addMember(sql, { projectId: rooms.watched, userId: dan.user.id, role: 'viewer' });
		const fates = await foreseeDeletion(sql, ana.user.id);
		expect(fates.map(({ name, heir }) => `${name}: ${heir?.name ?? 'deleted'}`)).toEqual([
			'Admin: bo',
			'Alone: deleted',
			'Watched: deleted',
		]);
		expect(await refusal(deleteAccount(sql, { userId: ana.user.id, password: 'not it' }))).toBe('credentials-wrong');
		await deleteAccount(sql, { userId: ana.user.id, password: PASSWORD });
		expect([await roleOf(rooms.admin, bo.user.id), await roleOf(rooms.admin, cleo.user.id)]).toEqual([
			'owner',
			'editor',
		]);
		expect(await sql`SELECT FROM project WHERE id IN (${rooms.alone}, ${rooms.watched})`).toHaveLength(0);
		expect([await findAccount(sql, ana.user.id), await readSession(sql, ana.token)]).toEqual([undefined, undefined]);
		expect(await refusal(enter('ana'))).toBe('credentials-wrong');
	});
});
