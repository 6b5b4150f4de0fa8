import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { acceptLink, createGuest, createLink, createProject, findGrant, type Sql } from '@covibe/db';
import { createTestDatabase } from '@covibe/db/testing';
import type { LinkRole, ProjectId, UserId } from '@covibe/shared';
import { type RealtimeProcess, startProcess } from './process.ts';
import { openStockClient, type StockClient } from './stock-client.ts';

/** A database, a realtime process and whoever the test sends to it; `close` ends them all. */
export interface House {
	readonly sql: Sql;
	readonly databaseUrl: string;
	readonly ownerId: UserId;
	readonly realtime: RealtimeProcess;
	createRoom(): Promise<ProjectId>;
	/** A new person with a role in a room. */
	invite(projectId: ProjectId, role: LinkRole): Promise<UserId>;
	join(projectId: ProjectId, userId?: UserId, params?: Record<string, string>): StockClient;
	/** Starts another process on the same port, after the last has ended. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export async function openHouse(env: Record<string, string> = {}): Promise<House> {
	const database = await createTestDatabase();
	const { sql, databaseUrl } = database;
	const settings = { DATABASE_URL: databaseUrl, EXTRA_ROOT_NAMES: 'text', LOG_LEVEL: 'info', ...env };
	const port = await findFreePort();
	let realtime = await startProcess({ ...settings, PORT: String(port) });
	const { id: ownerId } = await createGuest(sql, { name: 'Olga Owner' });
	const clients: StockClient[] = [];
	return {
		sql,
		databaseUrl,
		ownerId,
		get realtime() {
			return realtime;
		},
		createRoom: () => createProject(sql, { name: 'Test room', ownerId, seed: undefined }),
		invite: async (projectId, role) => {
			const owner = await findGrant(sql, projectId, ownerId);
			const token = await createLink(sql, owner!, { role });
			const { id } = await createGuest(sql, { name: `A ${role}` });
			await acceptLink(sql, { token, userId: id });
			return id;
		},
		join: (projectId, userId = ownerId, params = {}) => {
			const client = openStockClient({ port, projectId, userId }, { params });
			clients.push(client);
			return client;
		},
		restart: async () => {
			realtime = await startProcess({ ...settings, PORT: String(port) });
		},
		close: async () => {
			for (const client of clients) client.close();
			if (realtime.child.exitCode === null && realtime.child.signalCode === null) await realtime.end('SIGTERM');
			await database.close();
		},
	};
}

/** A port that was bound as "any" keeps its closed connections for a minute, and nobody can bind it meanwhile. */
export async function findFreePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
