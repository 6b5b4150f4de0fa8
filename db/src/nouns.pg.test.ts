import { createHash } from 'node:crypto';
import { NO_RULES, type ProjectId, type TurnId } from '@covibe/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	appendUpdates,
	type ClientBinding,
	createGuest,
	createProject,
	createSession,
	endSession,
	findGrant,
	forgetExpiredTickets,
	listProjects,
	loadLog,
	noteOpened,
	readSession,
	readUpdates,
	redeemTicket,
	renameProject,
	retractUpdate,
	saveSnapshot,
	type Sql,
	type User,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let ana: User;
let project: ProjectId;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(async () => {
	ana = await createGuest(sql, { name: 'Ana' });
	project = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: Buffer.from([1, 2, 3]) });
});

describe('sessions', () => {
	it('knows a person by their token until it ends', async () => {
		const { token, expiresAt } = await createSession(sql, ana.id);
		expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
		expect(await readSession(sql, token)).toMatchObject({ user: ana, renewed: false });
		await endSession(sql, token);
		expect(await readSession(sql, token)).toBeUndefined();
	});

	it('keeps the hash of a token and nothing that opens a session', async () => {
		const { token } = await createSession(sql, ana.id);
		const rows = await sql<{ id_hash: Buffer }[]>`SELECT id_hash FROM session WHERE user_id = ${ana.id}`;
		expect(rows.map((row) => row.id_hash.toString('hex'))).toEqual([createHash('sha256').update(token).digest('hex')]);
		expect(await readSession(sql, rows[0]!.id_hash.toString('hex'))).toBeUndefined();
	});

	it('prolongs a session past its half, and refuses one that has expired', async () => {
		const { token } = await createSession(sql, ana.id);
		await sql`UPDATE session SET expires_at = now() + interval '14 days' WHERE user_id = ${ana.id}`;
		const renewed = await readSession(sql, token);
		expect(renewed?.renewed).toBe(true);
		expect(renewed?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000);
		await sql`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${ana.id}`;
		expect(await readSession(sql, token)).toBeUndefined();
	});

	it.each(['', "' OR 1=1 --", 'x'.repeat(100_000)])('takes %.20j for nobody', async (token) => {
		expect(await readSession(sql, token)).toBeUndefined();
	});
});

describe('projects, members and links', () => {
	it('lists the rooms of a person, the last opened first', async () => {
		const second = await createProject(sql, { name: 'Second', ownerId: ana.id, seed: undefined });
		expect((await listProjects(sql, ana.id)).map(({ id }) => id)).toEqual([second, project]);
		await noteOpened(sql, project, ana.id);
		await renameProject(sql, project, 'First');
		expect((await listProjects(sql, ana.id)).map(({ name, role }) => [name, role])).toEqual([
			['First', 'owner'],
			['Second', 'owner'],
		]);
	});

	it('says the same of an unknown room and of a room of others', async () => {
		const stranger = await createGuest(sql, { name: 'Stranger' });
		expect(await findGrant(sql, project, stranger.id)).toBeUndefined();
		expect(await findGrant(sql, 'A'.repeat(22) as ProjectId, ana.id)).toBeUndefined();
		expect(await findGrant(sql, project, ana.id)).toEqual({
			projectId: project,
			projectName: 'Room',
			role: 'owner',
			user: ana,
			rules: NO_RULES,
		});
	});

	it('a ticket is redeemed once', async () => {
		const ticket = { userId: ana.id, projectId: project, ticketId: 'once', expiresAt: new Date(Date.now() + 30_000) };
		const both = await Promise.all([redeemTicket(sql, ticket), redeemTicket(sql, ticket)]);
		expect(both.sort()).toEqual([false, true]);
		await forgetExpiredTickets(sql);
		expect(await redeemTicket(sql, ticket)).toBe(false);
		await sql`UPDATE used_ticket SET expires_at = now() - interval '1 minute'`;
		await forgetExpiredTickets(sql);
		expect(await sql`SELECT 1 FROM used_ticket`).toHaveLength(0);
	});
});

describe('the log', () => {
	const bytes = (...values: number[]) => Buffer.from(values);

	it('starts with the seed and gives back, byte for byte and in order, what was appended', async () => {
		await appendUpdates(sql, [
			{ projectId: project, seq: 2, bytes: bytes(0, 255, 0) },
			{ projectId: project, seq: 3, bytes: bytes() },
		]);
		const log = await loadLog(sql, project);
		expect(log?.snapshot).toBeUndefined();
		expect(log?.updates.map(({ seq, bytes: stored }) => [seq, [...stored]])).toEqual([
			[1, [1, 2, 3]],
			[2, [0, 255, 0]],
			[3, []],
		]);
	});

	it('writes all of a batch but the row whose seq is taken: a second writer of a room is found out', async () => {
		const other = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		const batch = [
			{ projectId: project, seq: 1, bytes: bytes(9) },
			{ projectId: other, seq: 1, bytes: bytes(9) },
		];
		expect(await appendUpdates(sql, batch)).toEqual([batch[0]]);
		expect((await loadLog(sql, project))?.updates.map(({ bytes: stored }) => [...stored])).toEqual([[1, 2, 3]]);
		expect((await loadLog(sql, other))?.updates).toHaveLength(1);
	});

	it('lets two writers that share many rooms win and lose room by room, without a deadlock', async () => {
		const rooms = [project];
		for (let index = 0; index < 7; index++)
			rooms.push(await createProject(sql, { name: `Room ${index}`, ownerId: ana.id, seed: undefined }));
		for (let seq = 2; seq < 40; seq++) {
			const write = (ids: readonly ProjectId[], writer: number) =>
				appendUpdates(
					sql,
					ids.map((projectId) => ({ projectId, seq, bytes: bytes(writer) })),
				);
			const [lost, alsoLost] = await Promise.all([write(rooms, 1), write(rooms.toReversed(), 2)]);
			expect(lost.length + alsoLost.length).toBe(rooms.length);
		}
	});

	it('reads on from a row, as far as one answer goes', async () => {
		for (let seq = 2; seq <= 5; seq++) await appendUpdates(sql, [{ projectId: project, seq, bytes: bytes(seq) }]);
		const rows = await readUpdates(sql, project, 3);
		expect(rows.map(({ seq, bytes: stored }) => [seq, [...stored]])).toEqual([
			[4, [4]],
			[5, [5]],
		]);
		expect(await readUpdates(sql, project, 5)).toHaveLength(0);
	});

	it('binds client ids to people and to turns of agents, once and for all', async () => {
		const ben = await createGuest(sql, { name: 'Ben' });
		const turnId = 'T'.repeat(22) as TurnId;
		const mine = { client: 4_294_967_295, userId: ana.id, turnId: undefined };
		const agents = { client: 7, userId: ana.id, turnId };
		const append = (seq: number, ...clients: ClientBinding[]) =>
			appendUpdates(sql, [{ projectId: project, seq, bytes: bytes(seq), clients }]);
		await append(2, mine, agents);
		// Of a row that another writer was faster with, nothing is bound.
		await append(2, { ...agents, client: 8 });
		await append(3, { ...mine, userId: ben.id }, { ...agents, turnId: undefined });
		const log = await loadLog(sql, project);
		expect(log?.clients).toHaveLength(2);
		expect(log?.clients).toEqual(expect.arrayContaining([mine, agents]));
		const rows = await readUpdates(sql, project, 1);
		expect(rows.map(({ seq, clients }) => [seq, clients?.length])).toEqual([
			[2, 2],
			[3, 0],
		]);
	});

	it('loads from the snapshot on, and an older snapshot never replaces a newer', async () => {
		await appendUpdates(sql, [{ projectId: project, seq: 2, bytes: bytes(2) }]);
		await saveSnapshot(sql, { projectId: project, seq: 2, state: bytes(22) });
		await saveSnapshot(sql, { projectId: project, seq: 1, state: bytes(11) });
		await appendUpdates(sql, [{ projectId: project, seq: 3, bytes: bytes(3) }]);
		const log = await loadLog(sql, project);
		expect([log?.snapshot?.seq, [...(log?.snapshot?.state ?? [])]]).toEqual([2, [22]]);
		expect(log?.updates.map(({ seq }) => seq)).toEqual([3]);
	});

	it('takes back the last row of a room, and no other', async () => {
		await appendUpdates(sql, [{ projectId: project, seq: 2, bytes: bytes(2) }]);
		const seqs = async () => (await loadLog(sql, project))?.updates.map(({ seq }) => seq);
		await retractUpdate(sql, { projectId: project, seq: 1 });
		expect(await seqs()).toEqual([1, 2]);
		await retractUpdate(sql, { projectId: project, seq: 2 });
		expect(await seqs()).toEqual([1]);
	});

	it('tells an unknown room from an empty one', async () => {
		const empty = await createProject(sql, { name: 'Empty', ownerId: ana.id, seed: undefined });
		expect(await loadLog(sql, empty)).toEqual({ snapshot: undefined, updates: [], clients: [] });
		expect(await loadLog(sql, 'A'.repeat(22) as ProjectId)).toBeUndefined();
	});
});
