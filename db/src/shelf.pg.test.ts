import { type CovibeError, type ProjectId, type Role, ROLES, type ShelfQuery, type UserId } from '@covibe/shared';
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
	leaveProject,
	listProjects,
	openRightsCursor,
	readRightChanges,
	readShelf,
	setArchived,
	setDeleted,
	type Sql,
	sweepDeletedProjects,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let ana: UserId;
let project: ProjectId;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(async () => {
	ana = (await createGuest(sql, { name: 'Ana' })).id;
	project = await createProject(sql, { name: 'Compiler', ownerId: ana, seed: undefined });
});

async function ownersGrant() {
	const grant = await findGrant(sql, project, ana);
	if (!grant) throw new Error('no member');
	return grant;
}

const linkOf = async () => createLink(sql, await ownersGrant(), { role: 'viewer' });

async function invite(role: Role): Promise<UserId> {
	const { id } = await createGuest(sql, { name: `An ${role}` });
	await acceptLink(sql, { token: await linkOf(), userId: id });
	await changeRole(sql, { actor: await ownersGrant(), userId: id, role });
	return id;
}

const place = (userId: UserId) => ({ projectId: project, userId });
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => 'done',
		(error: unknown) => (error as CovibeError).code,
	);
const names = async (userId: UserId, query: Partial<ShelfQuery> = {}) => {
	const { rooms } = await readShelf(sql, userId, { shelf: 'all', search: '', order: 'recent', ...query });
	return rooms.map(({ name }) => name);
};

describe('a list of rooms', () => {
	it('holds what a person made and joined, apart and together, and finds names by a part of them', async () => {
		const ben = await invite('editor');
		await createProject(sql, { name: '100 % done_', ownerId: ben, seed: undefined });
		expect((await names(ben, { order: 'name' })).sort()).toEqual(['100 % done_', 'Compiler']);
		expect(await names(ben, { shelf: 'mine' })).toEqual(['100 % done_']);
		expect(await names(ben, { shelf: 'shared' })).toEqual(['Compiler']);
		expect(await names(ben, { search: 'COMP' })).toEqual(['Compiler']);
		expect(await names(ben, { search: '% d' })).toEqual(['100 % done_']);
		expect(await names(ben, { search: '%' })).toEqual(['100 % done_']);
		const { rooms } = await readShelf(sql, ben, { shelf: 'shared', search: '', order: 'name' });
		expect(rooms).toMatchObject([{ owner: 'Ana', people: 2, role: 'editor', isArchived: false, goneAt: undefined }]);
	});

	it('says so when it is longer than a page', async () => {
		await sql`
			WITH made AS (INSERT INTO project (id, name) SELECT lpad(n::text, 22, 'x'), 'Many' FROM generate_series(1, 200) n RETURNING id)
			INSERT INTO membership (project_id, user_id, role) SELECT id, ${ana}, 'owner' FROM made`;
		const { rooms, hasMore } = await readShelf(sql, ana, { shelf: 'all', search: '', order: 'name' });
		expect([rooms.length, rooms[0]?.name, hasMore]).toEqual([200, 'Compiler', true]);
	});

	it('lets one person put a room away and take it out again, for nobody else', async () => {
		const ben = await invite('viewer');
		await setArchived(sql, place(ben), true);
		expect([await names(ben), await names(ben, { shelf: 'archived' })]).toEqual([[], ['Compiler']]);
		expect([await names(ana), await listProjects(sql, ben)]).toEqual([['Compiler'], []]);
		expect((await findGrant(sql, project, ben))?.role).toBe('viewer');
		await setArchived(sql, place(ben), false);
		expect([await names(ben), await names(ben, { shelf: 'archived' })]).toEqual([['Compiler'], []]);
	});
});

describe('rights', () => {
	it('[P5] only the owner deletes and restores, everybody else may leave, and a stranger finds nothing', async () => {
		const people = new Map<string, UserId>([['owner', ana]]);
		for (const role of ROLES.slice(1)) people.set(role, await invite(role));
		people.set('stranger', (await createGuest(sql, { name: 'Mallory' })).id);
		const table: Record<string, string[]> = {};
		for (const [who, id] of people)
			table[who] = [
				await codeOf(setDeleted(sql, place(id), true)),
				await codeOf(setDeleted(sql, place(id), false)),
				await codeOf(setArchived(sql, place(id), false)),
				await codeOf(leaveProject(sql, place(id))),
			];
		const member = ['forbidden', 'forbidden', 'done', 'done'];
		expect(table).toEqual({
			owner: ['done', 'done', 'done', 'forbidden'],
			admin: member,
			editor: member,
			commenter: member,
			viewer: member,
			stranger: ['not-found', 'not-found', 'not-found', 'not-found'],
		});
	});

	it('who left comes back by a link', async () => {
		const ben = await invite('editor');
		await leaveProject(sql, place(ben));
		expect(await findGrant(sql, project, ben)).toBeUndefined();
		await acceptLink(sql, { token: await linkOf(), userId: ben });
		expect((await findGrant(sql, project, ben))?.role).toBe('viewer');
	});
});

describe('a deleted room', () => {
	it('lets nobody in, tells everybody who is in it, and is on its owner’s list alone', async () => {
		const ben = await invite('editor');
		const token = await linkOf();
		const cursor = await openRightsCursor(sql);
		await setDeleted(sql, place(ana), true);
		expect([await findGrant(sql, project, ana), await findGrant(sql, project, ben)]).toEqual([undefined, undefined]);
		expect(await findLink(sql, token)).toBeUndefined();
		expect(await codeOf(acceptLink(sql, { token, userId: ben }))).toBe('link-invalid');
		expect([await names(ben), await names(ben, { shelf: 'deleted' })]).toEqual([[], []]);
		expect([await names(ana), await names(ana, { shelf: 'deleted' })]).toEqual([[], ['Compiler']]);
		const { changes } = await readRightChanges(sql, cursor);
		const told = changes.flatMap((change) => (change.kind === 'role' ? [change.userId] : []));
		expect(told.sort()).toEqual([ana, ben].sort());
	});

	it('comes back with its people and links', async () => {
		const ben = await invite('editor');
		const token = await linkOf();
		await setDeleted(sql, place(ana), true);
		await setDeleted(sql, place(ana), false);
		expect((await findGrant(sql, project, ben))?.role).toBe('editor');
		expect(await findLink(sql, token)).toMatchObject({ role: 'viewer' });
	});

	it('is swept away when its days are over, and not before', async () => {
		const count = async () => (await sql`SELECT FROM project WHERE id = ${project}`).length;
		await setDeleted(sql, place(ana), true);
		await sql`UPDATE project SET deleted_at = now() - interval '29 days 23 hours' WHERE id = ${project}`;
		await sweepDeletedProjects(sql);
		expect(await count()).toBe(1);
		// To delete again does not begin anew.
		await setDeleted(sql, place(ana), true);
		await sql`UPDATE project SET deleted_at = deleted_at - interval '2 hours' WHERE id = ${project}`;
		await sweepDeletedProjects(sql);
		expect(await count()).toBe(0);
	});
});
