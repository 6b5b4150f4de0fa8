import { openSql } from '@covibe/db';
import { createTestDatabase, type TestDatabase } from '@covibe/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testLimits } from '../../test/turns/limits-contract.ts';
import { createSqlLimitStore } from './limit-store.ts';
import { Limits } from './limits.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.close());

testLimits('limits in PostgreSQL', async () => {
	await database.sql`TRUNCATE ai_use`;
	return createSqlLimitStore(database.sql);
});

test('two ai processes share what is left, and so does the one that comes after them', async () => {
	const wide = { turnsPerMinute: 100, tokensPerDay: 1_000_000, microUsdPerMonth: undefined };
	const settings = { user: { ...wide, turnsPerMinute: 10 }, project: wide, key: wide };
	const now = () => Date.parse('2026-11-26T12:00:00Z');
	const asker = { userId: 'shared', projectId: 'p2', keyId: 'k2' };
	const other = openSql(database.databaseUrl, { maxConnections: 3 });
	try {
		const both = [database.sql, other].map((sql) => new Limits(createSqlLimitStore(sql), settings, now));
		const asked = both.flatMap((limits) => Array.from({ length: 15 }, () => limits.admit(asker)));
		expect((await Promise.all(asked)).filter(({ ok }) => ok)).toHaveLength(10);
		const next = new Limits(createSqlLimitStore(other), settings, now);
		expect(await next.admit(asker)).toMatchObject({ ok: false, scope: 'user', limit: 'turns' });
	} finally {
		await other.end({ timeout: 1 });
	}
});

test('what is decided by an error is not written', async () => {
	const store = createSqlLimitStore(database.sql);
	const use = { turns: { left: 1, at: 0 }, tokens: { left: 1.5, at: 0 }, spent: { month: '2026-11', microUsd: 3 } };
	await store.change(['user:x'], () => ({ uses: [use], result: undefined }));
	const failing = store.change(['user:x'], () => {
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
	const kept = await store.change(['user:x'], (uses) => ({ uses: [use], result: uses }));
	expect(kept).toEqual([use]);
});
