import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { isUnavailable, openSql, transaction } from './sql.ts';

let database: TestDatabase;
beforeEach(async () => {
	database = await createTestDatabase();
});
afterEach(() => database.close());

test('int8 columns are numbers, and one beyond 2^53 is refused rather than rounded', async () => {
	const [row] = await database.sql<{ big: number; list: number[] }[]>`
		SELECT 9007199254740991::int8 AS big, ARRAY[1::int8, 2::int8] AS list`;
	expect(row).toEqual({ big: Number.MAX_SAFE_INTEGER, list: [1, 2] });
	const insert = 2 ** 40;
	const [echo] = await database.sql<{ big: number }[]>`SELECT ${insert}::int8 AS big`;
	expect(echo?.big).toBe(insert);
	await expect(database.sql`SELECT 9007199254740993::int8 AS big`).rejects.toThrow(RangeError);
	expect(await database.sql`SELECT 1 AS alive`).toHaveLength(1);
});

test('a commit waits for the disk even where the database says otherwise', async () => {
	await database.sql.unsafe(
		`ALTER DATABASE ${new URL(database.databaseUrl).pathname.slice(1)} SET synchronous_commit = off`,
	);
	const sql = openSql(database.databaseUrl, { maxConnections: 1 });
	try {
		const [row] = await sql<{ synchronous_commit: string; fsync: string }[]>`
			SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync`;
		expect(row).toEqual({ synchronous_commit: 'on', fsync: 'on' });
	} finally {
		await sql.end();
	}
});

test('transactions that get in the way of each other are run again until both have counted', async () => {
	await database.sql`CREATE TABLE counter (value integer NOT NULL)`;
	await database.sql`INSERT INTO counter VALUES (0)`;
	let runs = 0;
	const count = (): Promise<void> =>
		transaction(database.sql, async (connection) => {
			runs++;
			await connection`SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`;
			const [row] = await connection<{ value: number }[]>`SELECT value FROM counter`;
			await connection`SELECT pg_sleep(0.02)`;
			await connection`UPDATE counter SET value = ${(row?.value ?? 0) + 1}`;
		});
	await Promise.all([count(), count(), count()]);
	expect(await database.sql`SELECT value FROM counter`).toEqual([{ value: 3 }]);
	expect(runs).toBeGreaterThan(3);
});

test('a lost connection is told apart from a bug, and the pool connects again by itself', async () => {
	const lost = database.sql`SELECT pg_terminate_backend(pg_backend_pid())`.catch((error: unknown) => error);
	expect(isUnavailable(await lost)).toBe(true);
	expect(await database.sql`SELECT 1 AS alive`).toHaveLength(1);
	const bug = database.sql`SELECT nonsense`.catch((error: unknown) => error);
	expect(isUnavailable(await bug)).toBe(false);
	const nowhere = openSql('postgres://covibe@localhost/covibe?host=%2Ftmp%2Fno-such-folder', { maxConnections: 1 });
	expect(isUnavailable(await nowhere`SELECT 1`.catch((error: unknown) => error))).toBe(true);
	await nowhere.end();
});
