import { createGuest, createProject } from '@covibe/db';
import { createTestDatabase } from '@covibe/db/testing';
import type { ProjectId } from '@covibe/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChainEvent } from '../models/chain.ts';
import { createSqlAnswerStore } from './answer-store.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let rooms: ProjectId[];

beforeAll(async () => {
	database = await createTestDatabase();
	const { id: ownerId } = await createGuest(database.sql, { name: 'Ana' });
	const create = () => createProject(database.sql, { name: 'Room', ownerId, seed: undefined });
	rooms = [await create(), await create()];
});
afterAll(() => database.close());

const hash = (byte: number) => new Uint8Array(32).fill(byte);
const said = (text: string): ChainEvent[] => [
	{ type: 'text-delta', text },
	{ type: 'end', reason: 'stop', usage: undefined },
];

test('[AI15] an answer is kept for its room alone, with every character, for a day', async () => {
	const [one, other] = rooms as [ProjectId, ProjectId];
	const store = createSqlAnswerStore(database.sql);
	const events = said('zero \u0000, half \ud800, whole 🦊');
	await store.keep(one, hash(1), events);
	expect(await store.find(one, hash(1))).toEqual(events);
	expect(await store.find(other, hash(1))).toBeUndefined();
	await database.sql`UPDATE ai_answer SET at = now() - interval '25 hours'`;
	expect(await store.find(one, hash(1))).toBeUndefined();
	await store.keep(other, hash(2), said('new'));
	expect(await database.sql`SELECT 1 FROM ai_answer`).toHaveLength(1);
});

test('[AI15] of a room that keeps too much, the oldest answers go', async () => {
	const [one] = rooms as [ProjectId];
	const store = createSqlAnswerStore(database.sql);
	for (let byte = 1; byte <= 5; byte++) await store.keep(one, hash(byte), said('x'.repeat(2_000_000)));
	expect(await store.find(one, hash(1))).toBeUndefined();
	expect(await store.find(one, hash(5))).toBeDefined();
});

test('what an older version kept in another shape is no answer', async () => {
	const [one] = rooms as [ProjectId];
	const store = createSqlAnswerStore(database.sql);
	await store.keep(one, hash(9), [{ type: 'older' } as never]);
	expect(await store.find(one, hash(9))).toBeUndefined();
});
