import { CovibeError, type ProjectId } from '@covibe/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	acceptLink,
	changeRole,
	createGuest,
	createLink,
	createProject,
	findGrant,
	findLink,
	type Grant,
	LinkDoor,
	type LinkTerms,
	listLinks,
	revokeLink,
	rotateLink,
	type Sql,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let owner: Grant;
let project: ProjectId;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(async () => {
	const ana = await createGuest(sql, { name: 'Ana' });
	project = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: undefined });
	owner = (await findGrant(sql, project, ana.id))!;
});

const link = (terms: Partial<LinkTerms> = {}) => createLink(sql, owner, { role: 'editor', ...terms });
const somebody = async () => (await createGuest(sql, { name: 'Somebody' })).id;

async function codeOf(act: Promise<unknown>): Promise<string> {
	try {
		await act;
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

describe('a link with a password', () => {
	it('lets nobody in without it, keeps it as a hash, and asks who is in already for none', async () => {
		const token = await link({ password: 'sesame seeds', maxUses: 1 });
		expect(await findLink(sql, token)).toMatchObject({ needsPassword: true });
		const [bo, cleo] = [await somebody(), await somebody()];
		for (const password of [undefined, '', 'sesame', 'SESAME SEEDS'])
			expect(await codeOf(acceptLink(sql, { token, userId: bo, password }))).toBe('link-password');
		expect((await listLinks(sql, project))[0]).toMatchObject({ uses: 0, needsPassword: true });
		await acceptLink(sql, { token, userId: bo, password: 'sesame seeds' });
		expect(JSON.stringify(await sql`SELECT * FROM share_link`)).not.toContain('sesame');
		expect(await codeOf(acceptLink(sql, { token, userId: cleo, password: 'sesame seeds' }))).toBe('link-invalid');
		expect(await codeOf(acceptLink(sql, { token: await link({ password: 'another' }), userId: bo }))).toBe('accepted');
	});

	it('takes a password however its letters were typed', async () => {
		const token = await link({ password: 'caf\u00e9 au lait' });
		expect(await codeOf(acceptLink(sql, { token, userId: await somebody(), password: 'cafe\u0301 au lait' }))).toBe(
			'accepted',
		);
	});
});

describe('a link whose address is replaced', () => {
	it('is dead under the old one at once, and the same in all else under the new one', async () => {
		const old = await link({ role: 'viewer', maxUses: 5, lifetimeMs: 60_000, password: 'sesame seeds' });
		const bo = await somebody();
		await acceptLink(sql, { token: old, userId: bo, password: 'sesame seeds' });
		const [before] = await listLinks(sql, project);
		const token = await rotateLink(sql, owner, before!.id);
		expect(await findLink(sql, old)).toBeUndefined();
		expect(await listLinks(sql, project)).toEqual([before]);
		const cleo = await somebody();
		expect(await codeOf(acceptLink(sql, { token, userId: cleo }))).toBe('link-password');
		await acceptLink(sql, { token, userId: cleo, password: 'sesame seeds' });
		expect(await revokeLink(sql, { projectId: project, id: before!.id, andPeople: true })).toHaveLength(2);
		expect(await codeOf(rotateLink(sql, owner, before!.id))).toBe('link-invalid');
	});

	it('is replaced by nobody of another room, nor by who may give less', async () => {
		await link();
		const [{ id } = { id: '' }] = await listLinks(sql, project);
		const other = await createProject(sql, { name: 'Other', ownerId: owner.user.id, seed: undefined });
		expect(await codeOf(rotateLink(sql, { ...owner, projectId: other }, id))).toBe('link-invalid');
		expect(await codeOf(rotateLink(sql, { ...owner, role: 'editor' }, id))).toBe('forbidden');
	});

	it('lives on the right of who replaced it', async () => {
		const admin = await somebody();
		await acceptLink(sql, { token: await link(), userId: admin });
		await changeRole(sql, { actor: owner, userId: admin, role: 'admin' });
		const token = await createLink(sql, (await findGrant(sql, project, admin))!, { role: 'viewer' });
		await changeRole(sql, { actor: owner, userId: admin, role: 'viewer' });
		expect(await findLink(sql, token)).toBeUndefined();
		const lost = (await listLinks(sql, project)).find(({ role }) => role === 'viewer');
		expect(await findLink(sql, await rotateLink(sql, owner, lost!.id))).toMatchObject({ role: 'viewer' });
	});
});

describe('the door for links', () => {
	it('[Z8] stops 10,000 guesses of an address after 60, and lets everybody else in', async () => {
		const door = new LinkDoor(sql);
		const token = await link();
		const outcomes = new Map<string, number>();
		for (let guess = 0; guess < 10_000; guess++) {
			const code = await codeOf(door.look(String(guess).padStart(43, 'x'), '203.0.113.66'));
			outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
			// Somebody else comes by in the middle of it.
			if (guess === 5_000)
				expect(await codeOf(door.enter({ token, who: await somebody() }, '203.0.113.67'))).toBe('accepted');
		}
		expect(Object.fromEntries(outcomes)).toEqual({ 'link-invalid': 60, 'slow-down': 9_940 });
		expect(await codeOf(door.look(token, '203.0.113.66'))).toBe('slow-down');
		expect(await codeOf(door.look(token, '2001:db8::1'))).toBe('accepted');
	});

	it('makes a guest of nobody who lacks the password', async () => {
		const door = new LinkDoor(sql);
		const token = await link({ password: 'sesame seeds' });
		let guests = 0;
		const who = () => {
			guests++;
			return somebody();
		};
		expect(await codeOf(door.enter({ token, who, password: 'open it' }, '198.51.100.9'))).toBe('link-password');
		expect(guests).toBe(0);
		expect(await codeOf(door.enter({ token, who, password: 'sesame seeds' }, '198.51.100.9'))).toBe('accepted');
		expect(guests).toBe(1);
	});

	it('takes ten wrong passwords of an address, then none, not even the right one, and others go in', async () => {
		const door = new LinkDoor(sql);
		const [token, open] = [await link({ password: 'sesame seeds' }), await link({ password: 'another word' })];
		const say = async (password: string, address: string) =>
			codeOf(door.enter({ token, who: await somebody(), password }, address));
		for (let guess = 0; guess < 10; guess++) expect(await say(`guess ${guess}`, '198.51.100.1')).toBe('link-password');
		expect(await say('sesame seeds', '198.51.100.1')).toBe('slow-down');
		const elsewhere = { token: open, who: await somebody(), password: 'another word' };
		expect(await codeOf(door.enter(elsewhere, '198.51.100.1'))).toBe('accepted');
		expect(await say('sesame seeds', '198.51.100.2')).toBe('accepted');
	});
});
