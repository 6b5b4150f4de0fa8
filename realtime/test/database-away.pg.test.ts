import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGuest, createProject, openSql, type Sql } from '@covibe/db';
import { type EmbeddedDatabase, startEmbedded } from '@covibe/db/embedded';
import { migrate } from '@covibe/db/migrate';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealtimeProcess, startProcess } from './process.ts';
import { openStockClient } from './stock-client.ts';

/** A PostgreSQL of this file's own, which it may stop. */
let database: EmbeddedDatabase;
let dataDirectory: string;
let sql: Sql;
let realtime: RealtimeProcess;

beforeAll(async () => {
	dataDirectory = mkdtempSync(path.join(tmpdir(), 'covibe-away-'));
	database = await startEmbedded({ dataDirectory });
	sql = openSql(database.databaseUrl, { maxConnections: 2 });
	await migrate(sql);
	realtime = await startProcess({ DATABASE_URL: database.databaseUrl, EXTRA_ROOT_NAMES: 'text' });
});
afterAll(async () => {
	await realtime.end('SIGTERM');
	await sql.end({ timeout: 1 });
	await database.stop();
	rmSync(dataDirectory, { recursive: true, force: true });
});

const ready = async () => (await fetch(`http://127.0.0.1:${realtime.port}/readyz`)).status;

test('[RT4] a database that goes away and comes back: nobody is told "saved", quiet rooms stay, nothing is lost', async () => {
	const { id: userId } = await createGuest(sql, { name: 'Ada' });
	const [busy, quiet] = [
		await createProject(sql, { name: 'Busy', ownerId: userId, seed: undefined }),
		await createProject(sql, { name: 'Quiet', ownerId: userId, seed: undefined }),
	];
	const join = (projectId: typeof busy) =>
		openStockClient({ port: realtime.port, projectId, userId }, { params: { covibe: '1' } });
	const [ada, ben, reader] = [join(busy), join(busy), join(quiet)];
	ada.text.insert(0, 'before');
	await eventually(() => expect(ben.text.toJSON()).toBe('before'));
	await eventually(() => expect(reader.provider.synced).toBe(true));
	const durable = ada.acknowledged().length;

	const died = database.died;
	process.kill(database.pid, 'SIGQUIT');
	await died;
	ada.text.insert(0, 'meanwhile ');
	await eventually(() => expect([ada.closeCodes[0], ben.closeCodes[0]]).toEqual([4507, 4507]));
	await eventually(async () => expect(await ready()).toBe(503));
	expect([ada.acknowledged().length, ben.text.toJSON(), reader.closeCodes]).toEqual([durable, 'before', []]);
	reader.provider.awareness.setLocalStateField('file', '0'.repeat(17));

	await database.restart();
	await eventually(() => expect(ben.text.toJSON()).toBe('meanwhile before'));
	await eventually(() => expect(ada.acknowledged().length).toBeGreaterThan(durable));
	await eventually(async () => expect(await ready()).toBe(200));
	reader.text.insert(0, 'still here');
	await eventually(() => expect(reader.acknowledged().length).toBeGreaterThan(1));
	expect([reader.closeCodes, realtime.child.exitCode]).toEqual([[], null]);
	for (const client of [ada, ben, reader]) client.close();
});
