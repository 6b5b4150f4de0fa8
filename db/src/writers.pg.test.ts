import { type ProjectId } from '@covibe/shared';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	announceModels,
	appendUpdates,
	createGuest,
	createProject,
	findWriters,
	postToChat,
	type User,
} from './index.ts';

let database: TestDatabase;
let ana: User;
let project: ProjectId;

beforeAll(async () => {
	database = await createTestDatabase();
	ana = await createGuest(database.sql, { name: 'Ana' });
	project = await createProject(database.sql, { name: 'Room', ownerId: ana.id, seed: undefined });
});
afterAll(() => database.close());

it('a client id leads to its person, and that of an agent to who asked, with what and in which words', async () => {
	const { sql } = database;
	await announceModels(sql, [
		{ id: 'near', name: 'Near', provider: 'builtin', isLocal: true, hasInstallationKey: true },
	]);
	const grant = { projectId: project, user: ana, role: 'owner' as const };
	const { turn } = await postToChat(sql, grant as never, {
		threadId: project as never,
		text: '@ai make it shorter',
		mentions: [],
		replyTo: undefined,
		idempotencyKey: 'one',
		model: 'near',
		mode: 'edit',
	});
	await appendUpdates(sql, [
		{
			projectId: project,
			seq: 1,
			bytes: new Uint8Array([0, 0]),
			clients: [
				{ client: 11, userId: ana.id, turnId: undefined },
				{ client: 12, userId: ana.id, turnId: turn?.id },
			],
		},
	]);
	const writers = await findWriters(sql, { projectId: project, clients: [11, 12, 13] });
	expect(writers.toSorted((one, other) => one.client - other.client)).toEqual([
		{ client: 11, name: 'Ana', turn: undefined, model: undefined, prompt: undefined },
		{ client: 12, name: 'Ana', turn: turn?.id, model: 'near', prompt: '@ai make it shorter' },
	]);
	expect(await findWriters(sql, { projectId: project, clients: [] })).toEqual([]);
});

it('tells nothing of another room', async () => {
	const other = await createProject(database.sql, { name: 'Other', ownerId: ana.id, seed: undefined });
	expect(await findWriters(database.sql, { projectId: other, clients: [11, 12] })).toEqual([]);
});
