import { CovibeError, type LinkRole, type ProjectId, type Role, type UserId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
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
	forgetRightChanges,
	forgiveRemoval,
	type Grant,
	type LinkTerms,
	listLinks,
	listMembers,
	listRemovals,
	openRightsCursor,
	readRightChanges,
	removeMember,
	revokeLink,
	type RightsCursor,
	type Sql,
	transaction,
	type User,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let ana: User;
let owner: Grant;
let project: ProjectId;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(async () => {
	ana = await createGuest(sql, { name: 'Ana' });
	project = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: undefined });
	owner = await grantOf(ana.id);
});

async function grantOf(id: UserId): Promise<Grant> {
	const grant = await findGrant(sql, project, id);
	if (!grant) throw new Error('no member');
	return grant;
}

const roleOf = async (id: UserId) => (await findGrant(sql, project, id))?.role;
const link = (role: LinkRole, terms: Omit<LinkTerms, 'role'> = {}) => createLink(sql, owner, { role, ...terms });

/** Somebody who came by a link and was then made what they are. */
async function invite(role: Role): Promise<Grant> {
	const { id } = await createGuest(sql, { name: `An ${role}` });
	await acceptLink(sql, { token: await link('viewer'), userId: id });
	await changeRole(sql, { actor: owner, userId: id, role });
	return grantOf(id);
}

async function refusal(act: Promise<unknown>): Promise<string> {
	try {
		await act;
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

describe('share links', () => {
	it('give their role, raise a lower one, and never lower', async () => {
		const bo = await createGuest(sql, { name: 'Bo' });
		const [toLook, toEdit] = [await link('viewer'), await link('editor')];
		await acceptLink(sql, { token: toLook, userId: bo.id });
		expect(await roleOf(bo.id)).toBe('viewer');
		await acceptLink(sql, { token: toEdit, userId: bo.id });
		expect(await roleOf(bo.id)).toBe('editor');
		await acceptLink(sql, { token: toLook, userId: bo.id });
		expect(await roleOf(bo.id)).toBe('editor');
		await acceptLink(sql, { token: toEdit, userId: ana.id });
		expect(await roleOf(ana.id)).toBe('owner');
		expect((await listLinks(sql, project)).map(({ role, uses, createdBy }) => [role, uses, createdBy])).toEqual([
			['editor', 1, 'Ana'],
			['viewer', 1, 'Ana'],
		]);
	});

	it('are kept as hashes, and forged ones open nothing', async () => {
		const token = await link('viewer');
		expect(await findLink(sql, token)).toMatchObject({ projectId: project, projectName: 'Room', role: 'viewer' });
		expect(JSON.stringify(await sql`SELECT * FROM share_link`)).not.toContain(token);
		for (const forged of ['', 'A'.repeat(43), `${token}x`, "' OR 1=1 --"]) {
			expect(await findLink(sql, forged)).toBeUndefined();
			expect(await refusal(acceptLink(sql, { token: forged, userId: ana.id }))).toBe('link-invalid');
		}
	});

	it('end when their time is over', async () => {
		const token = await link('editor', { lifetimeMs: 60_000 });
		expect(await findLink(sql, token)).toBeDefined();
		await sql`UPDATE share_link SET expires_at = now() - interval '1 second'`;
		expect(await findLink(sql, token)).toBeUndefined();
		expect(await listLinks(sql, project)).toEqual([]);
	});

	it('let in as many as they say, also when all come at once, and who is in takes no place', async () => {
		const token = await link('editor', { maxUses: 3 });
		const guests = await Promise.all(Array.from({ length: 8 }, (_, at) => createGuest(sql, { name: `Guest ${at}` })));
		const come = () => Promise.all(guests.map(({ id }) => refusal(acceptLink(sql, { token, userId: id }))));
		const answers = await come();
		expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(3);
		expect(await listMembers(sql, project)).toHaveLength(4);
		const once = await link('editor', { maxUses: 1 });
		const [member] = guests.filter((_, at) => answers[at] === 'accepted');
		await acceptLink(sql, { token: once, userId: member!.id });
		expect(await findLink(sql, once)).toBeDefined();
	});

	it('end with the right of who made them', async () => {
		const admin = await invite('admin');
		const token = await createLink(sql, admin, { role: 'editor' });
		expect(await findLink(sql, token)).toBeDefined();
		await changeRole(sql, { actor: owner, userId: admin.user.id, role: 'editor' });
		expect(await findLink(sql, token)).toBeUndefined();
		expect(await refusal(createLink(sql, await grantOf(admin.user.id), { role: 'viewer' }))).toBe('forbidden');
	});

	it('are withdrawn, with those who came by them when that is asked, but for people whose role was chosen', async () => {
		const token = await link('viewer');
		const [bo, cleo] = [await createGuest(sql, { name: 'Bo' }), await createGuest(sql, { name: 'Cleo' })];
		for (const { id } of [bo, cleo]) await acceptLink(sql, { token, userId: id });
		await changeRole(sql, { actor: owner, userId: cleo.id, role: 'editor' });
		const [summary] = await listLinks(sql, project);
		const other = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		const withdraw = (projectId: ProjectId) => revokeLink(sql, { projectId, id: summary!.id, andPeople: true });
		expect(await refusal(withdraw(other))).toBe('link-invalid');
		expect(await withdraw(project)).toEqual([bo.id]);
		expect([await roleOf(bo.id), await roleOf(cleo.id)]).toEqual([undefined, 'editor']);
		expect(await refusal(acceptLink(sql, { token, userId: bo.id }))).toBe('link-invalid');
		expect(await refusal(withdraw(project))).toBe('link-invalid');
	});
});

describe('members', () => {
	it('get another role from who stands above, and no link raises what was chosen', async () => {
		const bo = await invite('editor');
		await changeRole(sql, { actor: owner, userId: bo.user.id, role: 'viewer' });
		await acceptLink(sql, { token: await link('editor'), userId: bo.user.id });
		expect(await roleOf(bo.user.id)).toBe('viewer');
	});

	it('are judged by the roles of now, not by those that a request came with', async () => {
		const [admin, bo] = [await invite('admin'), await invite('editor')];
		await changeRole(sql, { actor: owner, userId: admin.user.id, role: 'editor' });
		const { id: userId } = bo.user;
		expect(await refusal(changeRole(sql, { actor: admin, userId, role: 'viewer' }))).toBe('forbidden');
		expect(await refusal(removeMember(sql, { actor: admin, userId }))).toBe('forbidden');
		expect(await refusal(changeRole(sql, { actor: owner, userId: ana.id, role: 'viewer' }))).toBe('forbidden');
		expect(await roleOf(userId)).toBe('editor');
	});

	it('hand the room over: there is one owner at any time', async () => {
		const bo = await invite('editor');
		await changeRole(sql, { actor: owner, userId: bo.user.id, role: 'owner' });
		expect([await roleOf(ana.id), await roleOf(bo.user.id)]).toEqual(['admin', 'owner']);
		expect(await refusal(removeMember(sql, { actor: owner, userId: bo.user.id }))).toBe('forbidden');
	});

	it('who were removed come in by no link until they are forgiven', async () => {
		const bo = await invite('editor');
		const token = await link('editor');
		await removeMember(sql, { actor: owner, userId: bo.user.id });
		expect(await roleOf(bo.user.id)).toBeUndefined();
		expect(await refusal(acceptLink(sql, { token, userId: bo.user.id }))).toBe('removed');
		expect((await listRemovals(sql, project)).map(({ user }) => user.id)).toEqual([bo.user.id]);
		expect(await refusal(removeMember(sql, { actor: owner, userId: bo.user.id }))).toBe('member-unknown');
		await forgiveRemoval(sql, project, bo.user.id);
		await acceptLink(sql, { token, userId: bo.user.id });
		expect(await roleOf(bo.user.id)).toBe('editor');
	});
});

describe('changes of rights', () => {
	/** Behind all that was changed so far: a transaction of any database on the server, also of another test, holds a look back. */
	async function cursorAtRest(): Promise<RightsCursor> {
		let cursor = await openRightsCursor(sql);
		await eventually(async () => {
			const { changes, next } = await readRightChanges(sql, cursor);
			cursor = next;
			expect(changes).toEqual([]);
		});
		return cursor;
	}

	it('are read once they are committed, whoever was quicker', async () => {
		const [slow, quick] = [await invite('editor'), await invite('editor')];
		let cursor = await cursorAtRest();
		const read = async () => {
			const { changes, next } = await readRightChanges(sql, cursor);
			cursor = next;
			return changes.flatMap((change) => (change.kind === 'role' ? change.userId : []));
		};
		let commit!: () => void;
		const held = new Promise<void>((resolve) => (commit = resolve));
		let began!: () => void;
		const isUnderWay = new Promise<void>((resolve) => (began = resolve));
		const late = transaction(sql, async (tx) => {
			await tx`UPDATE membership SET role = 'viewer' WHERE user_id = ${slow.user.id}`;
			began();
			await held;
		});
		await isUnderWay;
		await removeMember(sql, { actor: owner, userId: quick.user.id });
		expect(await read()).toEqual([quick.user.id]);
		commit();
		await late;
		expect(await read()).toContain(slow.user.id);
		await eventually(async () => expect(await read()).toEqual([]));
	});

	it('are told of everybody in a room that is deleted, and forgotten after a day', async () => {
		const bo = await invite('viewer');
		const cursor = await cursorAtRest();
		await sql`DELETE FROM project WHERE id = ${project}`;
		const { changes } = await readRightChanges(sql, cursor);
		expect(changes.flatMap((change) => (change.kind === 'role' ? change.userId : [])).sort()).toEqual(
			[ana.id, bo.user.id].sort(),
		);
		await sql`UPDATE right_change SET at = now() - interval '25 hours'`;
		await forgetRightChanges(sql);
		expect((await readRightChanges(sql, cursor)).changes).toEqual([]);
	});
});
