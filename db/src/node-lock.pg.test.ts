import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { takeNodeLock } from './node-lock.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.close());

const never = () => expect.unreachable();
const take = (sharing: 'alone' | 'shared', onTaken: () => void = never) =>
	takeNodeLock(database.databaseUrl, { sharing, onTaken });

it('lets many in that share, and nobody beside one who is alone', async () => {
	const shared = [await take('shared'), await take('shared')];
	const alone = await take('alone');
	expect([...shared, alone].map(({ standing }) => standing)).toEqual(['held', 'held', 'taken']);
	await Promise.all([...shared, alone].map((lock) => lock.close()));
	const first = await take('alone');
	const others = await Promise.all([take('alone'), take('shared')]);
	expect([first, ...others].map(({ standing }) => standing)).toEqual(['held', 'taken', 'taken']);
	await Promise.all([first, ...others].map((lock) => lock.close()));
});

it('waits a moment for a predecessor that is about to go', async () => {
	const old = await take('alone');
	const successor = take('alone');
	await old.close();
	expect((await successor).standing).toBe('held');
	await (await successor).close();
});

/** Ends the connection that holds the lock, as a restart of PostgreSQL does. */
const cut = () =>
	database.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE application_name = 'covibe-node' AND datname = current_database()`;
const countLocks = async (isGranted: boolean) => {
	const locks = await database.sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted = ${isGranted}
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
	return locks.length;
};

it('takes it again after a loss', async () => {
	const lock = await take('alone');
	await cut();
	await eventually(async () => expect(await countLocks(true)).toBe(0));
	await eventually(async () => expect(await countLocks(true)).toBe(1));
	await lock.close();
});

it('tells when somebody came in between', async () => {
	let taken = 0;
	const lock = await take('alone', () => taken++);
	const rival = await database.sql.reserve();
	const isIn = rival`SELECT pg_advisory_lock(${0x636f7669}, 1)`.then(() => true);
	await eventually(async () => expect(await countLocks(false)).toBe(1));
	await cut();
	expect(await isIn).toBe(true);
	await eventually(() => expect(taken).toBe(1));
	await rival`SELECT pg_advisory_unlock_all()`;
	rival.release();
	await lock.close();
});

it('says so when there is no database to ask', async () => {
	const lock = await takeNodeLock('postgres://nobody@127.0.0.1:1/none', { sharing: 'alone', onTaken: never });
	expect(lock.standing).toBe('unknown');
	await lock.close();
});
