import { createGuest, createProject, type Sql } from '@covibe/db';
import { createTestDatabase } from '@covibe/db/testing';
import { startTestRedis, type TestRedis } from '@covibe/db/testing-redis';
import type { ProjectId, UserId } from '@covibe/shared';
import * as Y from 'yjs';
import { findFreePort } from './house.ts';
import { type RealtimeProcess, startProcess } from './process.ts';
import { openStockClient, type StockClient, TEXT_NAME } from './stock-client.ts';

/** Two realtime processes on one database and one Redis. */
export interface Nodes {
	readonly sql: Sql;
	readonly databaseUrl: string;
	readonly ownerId: UserId;
	readonly redis: TestRedis;
	readonly redisUrl: string;
	readonly processes: readonly RealtimeProcess[];
	createRoom(): Promise<ProjectId>;
	/** A new person, who is in the room, on one of the nodes. Their acks are counted. */
	join(index: number, room: ProjectId, person?: UserId): Promise<StockClient>;
	createPerson(name: string): Promise<UserId>;
	/** Starts a node again on its port, after it has ended. */
	restart(index: number): Promise<void>;
	/** The text of a room, as the log has it. */
	loggedText(room: ProjectId): Promise<string>;
	close(): Promise<void>;
}

export async function openNodes(): Promise<Nodes> {
	const [database, redis] = await Promise.all([createTestDatabase(), startTestRedis()]);
	const { sql, databaseUrl } = database;
	const start = (port: number) =>
		startProcess({
			DATABASE_URL: databaseUrl,
			REDIS_URL: redis.redisUrl,
			EXTRA_ROOT_NAMES: TEXT_NAME,
			LOG_LEVEL: 'warn',
			PORT: String(port),
		});
	const processes = await Promise.all([start(await findFreePort()), start(await findFreePort())]);
	const clients: StockClient[] = [];
	const createPerson = async (name: string) => (await createGuest(sql, { name })).id;
	const ownerId = await createPerson('Olga Owner');
	return {
		sql,
		databaseUrl,
		ownerId,
		redis,
		redisUrl: redis.redisUrl,
		processes,
		createRoom: () => createProject(sql, { name: 'Test room', ownerId, seed: undefined }),
		createPerson,
		join: (index, projectId, person = ownerId) => {
			const port = processes[index]?.port ?? 0;
			const client = openStockClient({ port, projectId, userId: person }, { params: { covibe: '1' } });
			clients.push(client);
			// A state that never changed is none to others: its clock is 0.
			client.provider.awareness.setLocalStateField('file', '0'.repeat(17));
			return new Promise((resolve) => client.provider.once('sync', () => resolve(client)));
		},
		restart: async (index) => {
			processes[index] = await start(processes[index]?.port ?? 0);
		},
		loggedText: async (room) => {
			const rows = await sql<{ bytes: Buffer }[]>`SELECT bytes FROM doc_update WHERE project_id = ${room} ORDER BY seq`;
			const doc = new Y.Doc();
			for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
			return doc.getText(TEXT_NAME).toJSON();
		},
		close: async () => {
			for (const client of clients) client.close();
			const running = processes.filter(({ child }) => (child.exitCode ?? child.signalCode) === null);
			await Promise.all(running.map((each) => each.end('SIGTERM')));
			await Promise.all([database.close(), redis.close()]);
		},
	};
}
