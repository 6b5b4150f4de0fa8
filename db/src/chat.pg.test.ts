import { CovibeError, type MessageId, type ProjectId, type ThreadId } from '@covibe/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	addMember,
	announceModels,
	countOthers,
	createGuest,
	createProject,
	createThread,
	deleteMessage,
	editMessage,
	findSealedKeys,
	listModels,
	listProviderKeys,
	listReadMarks,
	listThreads,
	markRead,
	postMessage,
	readAiSettings,
	readKeyRing,
	readMessages,
	recordAttendance,
	removeProviderKey,
	saveAiSettings,
	saveProviderKey,
	searchMessages,
	type Sql,
	unseal,
	type User,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let ana: User;
let bo: User;
let project: ProjectId;
let main: ThreadId;
let sent = 0;

beforeAll(async () => {
	database = await createTestDatabase();
	sql = database.sql;
});
afterAll(() => database.close());
beforeEach(async () => {
	[ana, bo] = await Promise.all([createGuest(sql, { name: 'Ana' }), createGuest(sql, { name: 'Bo' })]);
	project = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: undefined });
	await addMember(sql, { projectId: project, userId: bo.id, role: 'editor' });
	main = project as string as ThreadId;
});

type Overrides = { author?: User; thread?: ThreadId; replyTo?: MessageId; key?: string };

async function say(text: string, { author = ana, thread = main, replyTo, key }: Overrides = {}) {
	const idempotencyKey = key ?? `key ${sent++}`;
	return postMessage(sql, {
		projectId: project,
		threadId: thread,
		authorId: author.id,
		text,
		mentions: [],
		replyTo,
		idempotencyKey,
	});
}

describe('messages', () => {
	it('come back in order, page by page', async () => {
		for (const text of ['one', 'two', 'three']) await say(text);
		const newest = await readMessages(sql, { projectId: project, threadId: main, limit: 2 });
		expect([newest.messages.map(({ text }) => text), newest.hasMore]).toEqual([['two', 'three'], true]);
		const before = newest.messages[0]?.position;
		const rest = await readMessages(sql, { projectId: project, threadId: main, before, limit: 2 });
		expect([rest.messages.map(({ text }) => text), rest.hasMore]).toEqual([['one'], false]);
		expect(newest.messages[0]?.author).toEqual({ kind: 'person', id: ana.id, name: 'Ana', colour: ana.colour });
	});

	it('are stored once, however often they are sent with one key', async () => {
		const [first, second] = await Promise.all([say('hi', { key: 'same' }), say('hi again', { key: 'same' })]);
		expect([first.isNew, second.isNew].sort()).toEqual([false, true]);
		expect(first.message.id).toBe(second.message.id);
		expect((await say('hi', { key: 'same', author: bo })).isNew).toBe(true);
	});

	it('are edited and deleted by their author alone, and each change raises the version', async () => {
		const { message } = await say('frist');
		const own = { projectId: project, id: message.id };
		expect(await editMessage(sql, { ...own, authorId: bo.id, text: 'mine', mentions: [] })).toBeUndefined();
		expect(await deleteMessage(sql, { ...own, authorId: bo.id })).toBeUndefined();
		const edited = await editMessage(sql, { ...own, authorId: ana.id, text: 'first', mentions: [] });
		expect(edited).toMatchObject({ text: 'first', version: 2, isDeleted: false });
		expect(edited?.editedAtMs).toBeDefined();
		const deleted = await deleteMessage(sql, { ...own, authorId: ana.id });
		expect(deleted).toMatchObject({ text: '', version: 3, isDeleted: true });
		expect(await editMessage(sql, { ...own, authorId: ana.id, text: 'back', mentions: [] })).toBeUndefined();
		expect(await searchMessages(sql, { projectId: project, query: 'first', limit: 9 })).toEqual([]);
	});

	it('reach no thread, and reply to no message, of another room', async () => {
		const elsewhere = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		const foreign = { ...(await say('here')).message };
		const post = { projectId: elsewhere, authorId: ana.id, text: 'x', mentions: [], idempotencyKey: 'x' };
		const there = elsewhere as string as ThreadId;
		for (const attempt of [
			{ threadId: main, replyTo: undefined },
			{ threadId: there, replyTo: foreign.id },
		])
			await expect(postMessage(sql, { ...post, ...attempt })).rejects.toBeInstanceOf(CovibeError);
		expect((await postMessage(sql, { ...post, threadId: there, replyTo: undefined })).isNew).toBe(true);
	});

	it('are found by words in any order, the last one by its beginning, in their own room alone', async () => {
		await say('The parser drops a Tür-Öffner');
		await say('nothing here');
		const find = async (query: string) =>
			(await searchMessages(sql, { projectId: project, query, limit: 9 })).map(({ text }) => text);
		expect(await find('pars')).toEqual(['The parser drops a Tür-Öffner']);
		expect(await find('öffner parser')).toHaveLength(1);
		for (const query of ['', "'", '!', '& | (', 'parser & !drops', ':*', '\\', 'missing'])
			expect((await find(query)).length, query).toBeLessThanOrEqual(1);
		const other = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		expect(await searchMessages(sql, { projectId: other, query: 'parser', limit: 9 })).toEqual([]);
	});
});

describe('threads and marks', () => {
	it('the main thread is there from the start, others follow, newest first', async () => {
		const first = await createThread(sql, { projectId: project, title: 'One', createdBy: ana.id });
		const second = await createThread(sql, { projectId: project, title: 'Two', createdBy: bo.id });
		const { message } = await say('in it', { thread: first.id });
		const threads = await listThreads(sql, project);
		expect(threads.map(({ id, isMain, lastPosition }) => [id, isMain, lastPosition])).toEqual([
			[main, true, 0],
			[second.id, false, 0],
			[first.id, false, message.position],
		]);
	});

	it('a mark goes forward, never back, and into no thread of another room', async () => {
		const mark = { projectId: project, user: bo.id, thread: main };
		expect(await markRead(sql, { ...mark, position: 7 })).toMatchObject({ position: 7 });
		expect(await markRead(sql, { ...mark, position: 3 })).toMatchObject({ position: 7 });
		expect(await listReadMarks(sql, project)).toEqual([{ user: bo.id, thread: main, position: 7 }]);
		const other = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		expect(await markRead(sql, { ...mark, projectId: other, position: 9 })).toBeUndefined();
	});
});

describe('keys, settings and models', () => {
	const ring = readKeyRing({ MASTER_KEYS: Buffer.alloc(32, 7).toString('base64url') });

	it('keys are kept sealed, shown by four characters, replaced by the next, and removed by their owner', async () => {
		const owner = { kind: 'user', userId: ana.id } as const;
		const secret = 'sk-canary-0123456789';
		await saveProviderKey(sql, ring, { owner, provider: 'openai', secret: 'sk-old' });
		const saved = await saveProviderKey(sql, ring, { owner, provider: 'openai', secret });
		await saveProviderKey(sql, ring, {
			owner: { kind: 'project', projectId: project },
			provider: 'openai',
			secret: 'sk-room',
		});
		expect(saved).toMatchObject({ owner: 'user', provider: 'openai', lastFour: '6789' });
		expect(JSON.stringify(await sql`SELECT * FROM provider_key`)).not.toContain('canary');
		const keys = await findSealedKeys(sql, { userId: ana.id, projectId: project });
		expect(keys.map((key) => unseal(ring, key.use, key.sealed))).toEqual([secret, 'sk-room']);
		expect(await listProviderKeys(sql, { userId: bo.id, projectId: project })).toMatchObject([{ lastFour: 'room' }]);
		expect(await removeProviderKey(sql, { owner: { kind: 'user', userId: bo.id }, id: saved.id })).toBe(false);
		expect(await removeProviderKey(sql, { owner, id: saved.id })).toBe(true);
	});

	it('settings have defaults, and come back as they were saved', async () => {
		expect(await readAiSettings(sql, project)).toMatchObject({ audience: 'editors', isLocalOnly: false });
		const settings = {
			defaultModel: 'ft:gpt:acme::x',
			isLocalOnly: true,
			audience: 'owner',
			monthlyCapMicroUsd: 5_000_000,
		} as const;
		await saveAiSettings(sql, project, settings);
		expect(await readAiSettings(sql, project)).toEqual(settings);
	});

	it('models are usable with a key of anybody, and a local room sees local ones alone', async () => {
		await announceModels(sql, [
			{ id: 'cloud', name: 'Cloud', provider: 'openai', isLocal: false, hasInstallationKey: false },
			{ id: 'near', name: 'Near', provider: 'builtin', isLocal: true, hasInstallationKey: true },
		]);
		const usable = async (providers: string[], isLocalOnly = false) =>
			(await listModels(sql, { providers, isLocalOnly })).map(({ id, isUsable }) => `${id} ${isUsable}`);
		expect(await usable([])).toEqual(['cloud false', 'near true']);
		expect(await usable(['openai'])).toEqual(['cloud true', 'near true']);
		expect(await usable(['openai'], true)).toEqual(['near true']);
	});
});

it('people are counted once over all nodes and tabs, and those of a dead node for a while only', async () => {
	const here = (user: User) => ({ projectId: project, userId: user.id });
	await recordAttendance(sql, { node: 'one', people: [here(ana), here(bo), here(bo)].slice(0, 2) });
	await recordAttendance(sql, { node: 'two', people: [here(bo)] });
	expect(await countOthers(sql, here(ana))).toBe(1);
	expect(await countOthers(sql, here(bo))).toBe(1);
	await recordAttendance(sql, { node: 'one', people: [here(ana)] });
	expect(await countOthers(sql, here(ana))).toBe(1);
	await sql`UPDATE attendance SET seen_at = now() - interval '1 minute' WHERE node = 'two'`;
	expect(await countOthers(sql, here(ana))).toBe(0);
	await recordAttendance(sql, { node: 'one', people: [] });
	expect(await countOthers(sql, here(bo))).toBe(0);
});
