// From ending a right or a session to the end of the open socket that rested on it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
	addMember,
	type Bus,
	createGuest,
	createProject,
	endOneSession,
	findGrant,
	type Grant,
	openBus,
	openSql,
	removeMember,
	roomTopic,
	SESSIONS_TOPIC,
	type Sql,
} from '@covibe/db';
import { startEmbedded } from '@covibe/db/embedded';
import { migrate } from '@covibe/db/migrate';
import { startTestRedis } from '@covibe/db/testing-redis';
import { openPageSocket } from '../realtime/test/page-socket.ts';
import { type RealtimeProcess, startProcess } from '../realtime/test/process.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';

const USAGE = `npm run bench -- revoke [--trials 100]
Two nodes with PostgreSQL and Redis. People are removed, and sessions end, by turns; measured from before the commit to
the end of the socket. First with the bus; then with Redis killed and no news at all, so that the nodes look themselves.`;

/** The nodes look every 400 ms: trials begin anywhere within that. */
const LOOK_MS = 400;

/** What is promised. */
const LIMIT_MS = 1_000;

const { trials } = readArguments(USAGE, { trials: 100 });
const folder = await mkdtemp(path.join(tmpdir(), 'covibe-bench-'));
const [database, redis] = await Promise.all([startEmbedded({ dataDirectory: folder }), startTestRedis()]);
const { databaseUrl } = database;
const sql = openSql(databaseUrl, { maxConnections: 4, name: 'covibe-bench' });
await migrate(sql);
const settings = { DATABASE_URL: databaseUrl, REDIS_URL: redis.redisUrl, LOG_LEVEL: 'warn' };
const nodes = await Promise.all([startProcess(settings), startProcess(settings)]);
const bus = openBus({ sql, databaseUrl, redisUrl: redis.redisUrl });
try {
	await report(sql);
} finally {
	await Promise.all(nodes.map((node) => node.end('SIGTERM')));
	await Promise.all([bus.close(), redis.close()]);
	await sql.end();
	await database.stop();
	await rm(folder, { recursive: true, force: true });
}

async function report(queries: Sql): Promise<void> {
	const owner = await createGuest(queries, { name: 'Olga' });
	const projectId = await createProject(queries, { name: 'Room', ownerId: owner.id, seed: undefined });
	const grant = await findGrant(queries, projectId, owner.id);
	if (!grant) throw new Error('the room has no owner');
	const up = await measure(grant, bus);
	await redis.kill();
	const down = await measure(grant, undefined);
	const figures: Record<string, number> = { ...summary('bus_up', up), ...summary('bus_down', down), trials };
	console.log(`From ending a right or a session to the end of its socket, ${machine()}`);
	console.table(figures);
	console.log(JSON.stringify({ bench: 'revoke', ...figures }));
	if (Math.max(quantile(up, 0.99), quantile(down, 0.99)) >= LIMIT_MS) process.exitCode = 1;
}

async function measure(owner: Grant, news: Bus | undefined): Promise<number[]> {
	const times: number[] = [];
	for (let trial = 0; trial < trials; trial++) {
		const node = nodes[Math.floor(trial / 2) % nodes.length];
		if (node) times.push(await trialOn(node, { owner, news, kind: trial % 2 === 0 ? 'removal' : 'session' }));
	}
	return times;
}

type Trial = { readonly owner: Grant; readonly news: Bus | undefined; readonly kind: 'removal' | 'session' };

async function trialOn({ port }: RealtimeProcess, { owner, news, kind }: Trial): Promise<number> {
	const { projectId } = owner;
	const { id: userId } = await createGuest(sql, { name: 'Bo' });
	await addMember(sql, { projectId, userId, role: 'editor' });
	const socket = await openPageSocket(sql, { port, projectId, userId });
	await pause(Math.random() * LOOK_MS);
	const startedAt = performance.now();
	if (kind === 'removal') {
		await removeMember(sql, { actor: owner, userId });
		await news?.publish(roomTopic(projectId), { kind: 'rights', user: userId });
	} else {
		await endOneSession(sql, { userId, id: socket.sessionId });
		await news?.publish(SESSIONS_TOPIC, { kind: 'ended' });
	}
	const { atMs } = await socket.closed;
	return atMs - startedAt;
}

function summary(name: string, times: readonly number[]): Record<string, number> {
	return {
		[`${name}_p50_ms`]: round(quantile(times, 0.5)),
		[`${name}_p99_ms`]: round(quantile(times, 0.99)),
		[`${name}_max_ms`]: round(Math.max(...times)),
	};
}
