import { CovibeError, type ProjectId, type UserId } from '@covibe/shared';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	acceptLink,
	admitKnock,
	createGuest,
	createLink,
	createProject,
	findGrant,
	forgetKnocks,
	type Grant,
	listKnocks,
	listLinks,
	readKnock,
	refuseKnock,
	removeMember,
	revokeLink,
	type Sql,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let owner: Grant;
let project: ProjectId;
let token: string;
let bo: UserId;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(async () => {
	const ana = await createGuest(sql, { name: 'Ana' });
	project = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: undefined });
	owner = (await findGrant(sql, project, ana.id))!;
	token = await createLink(sql, owner, { role: 'editor', asksFirst: true, maxUses: 1 });
	bo = (await createGuest(sql, { name: 'Bo' })).id;
});

const knock = () => acceptLink(sql, { token, userId: bo });
const names = async () => (await listKnocks(sql, project)).map(({ user }) => user.name);

async function codeOf(act: Promise<unknown>): Promise<string> {
	try {
		await act;
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'done';
}

it('who comes by a link that asks first waits, is nobody in the room, and is let in once with the role of the link', async () => {
	expect(await knock()).toEqual({ projectId: project, isIn: false });
	await knock();
	expect([await findGrant(sql, project, bo), await readKnock(sql, project, bo)]).toEqual([undefined, 'waiting']);
	expect(await listKnocks(sql, project)).toMatchObject([{ user: { name: 'Bo' }, role: 'editor' }]);
	expect((await listLinks(sql, project))[0]).toMatchObject({ uses: 0, asksFirst: true });
	await admitKnock(sql, owner, bo);
	expect((await findGrant(sql, project, bo))?.role).toBe('editor');
	expect([await names(), await readKnock(sql, project, bo)]).toEqual([[], undefined]);
	expect(await codeOf(admitKnock(sql, owner, bo))).toBe('knock-unknown');
	// The one place of the link is taken.
	expect(await listLinks(sql, project)).toEqual([]);
});

it('a link lets in no more people than it may, also when more wait', async () => {
	await knock();
	const cleo = (await createGuest(sql, { name: 'Cleo' })).id;
	await acceptLink(sql, { token, userId: cleo });
	await admitKnock(sql, owner, bo);
	expect(await codeOf(admitKnock(sql, owner, cleo))).toBe('link-invalid');
	expect(await findGrant(sql, project, cleo)).toBeUndefined();
});

it('who is in already goes in by it as by any link', async () => {
	expect(await acceptLink(sql, { token, userId: owner.user.id })).toEqual({ projectId: project, isIn: true });
	expect(await names()).toEqual([]);
});

it('who is refused is told so, and knocks again in a quarter of an hour, not before', async () => {
	await knock();
	await refuseKnock(sql, project, bo);
	expect([await names(), await readKnock(sql, project, bo)]).toEqual([[], 'refused']);
	expect(await codeOf(knock())).toBe('not-let-in');
	expect(await codeOf(admitKnock(sql, owner, bo))).toBe('knock-unknown');
	await sql`UPDATE knock SET at = now() - interval '16 minutes'`;
	expect(await codeOf(knock())).toBe('done');
	expect(await names()).toEqual(['Bo']);
});

it('who closes the page waits no more, and neither does who waits for ever', async () => {
	for (const gone of [sql`seen_at = now() - interval '3 minutes'`, sql`at = now() - interval '31 minutes'`]) {
		await knock();
		await sql`UPDATE knock SET ${gone}`;
		expect([await names(), await readKnock(sql, project, bo)]).toEqual([[], undefined]);
		expect(await codeOf(admitKnock(sql, owner, bo))).toBe('knock-unknown');
		await forgetKnocks(sql);
		expect(await sql`SELECT FROM knock WHERE user_id = ${bo}`).toHaveLength(0);
	}
});

it('nobody is let in by a link that was withdrawn, into another room, by who may not, or after a removal', async () => {
	await knock();
	const other = await createProject(sql, { name: 'Other', ownerId: owner.user.id, seed: undefined });
	expect(await codeOf(admitKnock(sql, { ...owner, projectId: other }, bo))).toBe('knock-unknown');
	expect(await codeOf(refuseKnock(sql, other, bo))).toBe('knock-unknown');
	expect(await codeOf(admitKnock(sql, { ...owner, role: 'editor' }, bo))).toBe('forbidden');
	const [link] = await listLinks(sql, project);
	await revokeLink(sql, { projectId: project, id: link!.id, andPeople: false });
	expect(await codeOf(admitKnock(sql, owner, bo))).toBe('knock-unknown');

	const open = await createLink(sql, owner, { role: 'viewer' });
	await acceptLink(sql, { token: open, userId: bo });
	await removeMember(sql, { actor: owner, userId: bo });
	token = await createLink(sql, owner, { role: 'editor', asksFirst: true });
	expect(await codeOf(knock())).toBe('removed');
});

it('so many wait at once and no more', async () => {
	await sql`
		WITH crowd AS (
			INSERT INTO app_user (id, kind, name, colour)
			SELECT substr(md5(${project} || place), 1, 22), 'guest', 'Crowd', 0 FROM generate_series(1, 50) AS place
			RETURNING id)
		INSERT INTO knock (project_id, user_id, link_id)
		SELECT ${project}, crowd.id, share_link.id FROM crowd, share_link WHERE share_link.project_id = ${project}`;
	expect(await codeOf(knock())).toBe('lobby-full');
});
