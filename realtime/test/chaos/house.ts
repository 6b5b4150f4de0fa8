import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGuest, createProject, openSql } from '@covibe/db';
import { startEmbedded } from '@covibe/db/embedded';
import { migrate } from '@covibe/db/migrate';
import { startTestRedis } from '@covibe/db/testing-redis';
import type { ProjectId, UserId } from '@covibe/shared';
import { findFreePort } from '../house.ts';
import { type RealtimeProcess, startProcess } from '../process.ts';
import { TEXT_NAME } from '../stock-client.ts';

/** Two nodes, their PostgreSQL and their Redis, each of which can be killed or stopped. */
export interface ChaosHouse {
	readonly userId: UserId;
	portOf(node: number): number;
	createRoom(): Promise<ProjectId>;
	/** kill -9 of a node. Resolves when it is gone. */
	killNode(node: number): Promise<void>;
	startNode(node: number): Promise<void>;
	signalNode(node: number, signal: 'SIGSTOP' | 'SIGCONT'): void;
	/** kill -9 of PostgreSQL with all its processes. */
	killDatabase(): Promise<void>;
	startDatabase(): Promise<void>;
	killRedis(): Promise<void>;
	startRedis(): Promise<void>;
	close(): Promise<void>;
}

export async function openChaosHouse(): Promise<ChaosHouse> {
	const folder = await mkdtemp(path.join(tmpdir(), 'covibe-chaos-'));
	const [database, redis] = await Promise.all([startEmbedded({ dataDirectory: folder }), startTestRedis()]);
	const sql = openSql(database.databaseUrl, { maxConnections: 1 });
	await migrate(sql);
	const { id: userId } = await createGuest(sql, { name: 'Olga Owner' });
	const settings = {
		DATABASE_URL: database.databaseUrl,
		REDIS_URL: redis.redisUrl,
		EXTRA_ROOT_NAMES: TEXT_NAME,
		ABUSE_LIMITS: '0',
		LOG_LEVEL: 'fatal',
	};
	const ports = [await findFreePort(), await findFreePort()];
	const start = async (node: number) => {
		const started = await startProcess({ ...settings, PORT: String(ports[node]) });
		// By itself, not killed: nobody starts it again here, so all that follows would say little.
		started.child.once('exit', (code) => {
			if (code) process.stderr.write(`node ${node} ended with ${code}: ${started.output()}\n`);
		});
		return started;
	};
	const nodes: RealtimeProcess[] = await Promise.all([start(0), start(1)]);
	const nodeAt = (node: number) => {
		const found = nodes[node];
		if (!found) throw new Error(`there is no node ${node}`);
		return found;
	};
	return {
		userId,
		portOf: (node) => nodeAt(node).port,
		createRoom: () => createProject(sql, { name: 'Chaos', ownerId: userId, seed: undefined }),
		killNode: async (node) => void (await nodeAt(node).end('SIGKILL')),
		startNode: async (node) => {
			nodes[node] = await start(node);
		},
		signalNode: (node, signal) => void process.kill(nodeAt(node).pid, signal),
		killDatabase: async () => {
			const { died, pid } = database;
			for (const each of [pid, ...childrenOf(pid)]) process.kill(each, 'SIGKILL');
			await died;
		},
		startDatabase: () => database.restart(),
		killRedis: () => redis.kill(),
		startRedis: () => redis.restart(),
		close: async () => {
			await Promise.all(nodes.map((node) => node.end('SIGTERM')));
			await sql.end({ timeout: 1 });
			await Promise.all([database.stop(), redis.close()]);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** Process ids of the children of a process (Linux, proc(5)). */
function childrenOf(pid: number): number[] {
	const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
	return ids.trim().split(' ').filter(Boolean).map(Number);
}
