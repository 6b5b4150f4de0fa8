import { spawn } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@covibe/shared/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSql, type Sql } from '../sql.ts';
import { isAlive } from './processes.ts';
import { type EmbeddedDatabase, type EmbeddedOptions, runningDatabaseUrl, startEmbedded } from './start.ts';

// Real servers start, and sync to a disk that others use, too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dataDirectory: string;
const running: EmbeddedDatabase[] = [];

beforeEach(() => {
	dataDirectory = mkdtempSync(path.join(tmpdir(), 'covibe-embedded-'));
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((database) => database.stop()));
	rmSync(dataDirectory, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
	const database = await startEmbedded({ dataDirectory, ...options });
	running.push(database);
	return database;
}

async function query<T>(databaseUrl: string, work: (sql: Sql) => Promise<T>): Promise<T> {
	const sql = openSql(databaseUrl, { maxConnections: 2 });
	try {
		return await work(sql);
	} finally {
		await sql.end();
	}
}

const cluster = (): string => path.join(dataDirectory, 'postgres');

test('a first start makes a cluster, a second keeps what was committed, and stop leaves no process', async () => {
	const first = await start();
	await query(first.databaseUrl, (sql) => sql`CREATE TABLE kept AS SELECT 7 AS value`);
	await first.stop();
	expect(isAlive(first.pid)).toBe(false);
	const second = await start();
	expect(second.databaseUrl).toBe(first.databaseUrl);
	expect(await query(second.databaseUrl, (sql) => sql`SELECT value FROM kept`)).toEqual([{ value: 7 }]);
	expect(runningDatabaseUrl(dataDirectory)).toBe(second.databaseUrl);
	await second.stop();
	expect(runningDatabaseUrl(dataDirectory)).toBeUndefined();
});

test('it cannot be reached over the network nor by other users, and syncs what it commits', async () => {
	const { databaseUrl } = await start();
	const settings = await query(
		databaseUrl,
		(sql) => sql`SELECT name, setting FROM pg_settings
			WHERE name IN ('listen_addresses', 'fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name`,
	);
	expect(settings.map((row) => String(row['setting']))).toEqual(['on', 'on', '', 'on']);
	const socketDirectory = new URL(databaseUrl).searchParams.get('host') ?? '';
	expect(statSync(socketDirectory).mode & 0o077).toBe(0);
	expect(statSync(cluster()).mode & 0o077).toBe(0);
});

test('a data folder with a long path gets a short private folder for its socket, the same at every start', async () => {
	const long = path.join(dataDirectory, 'a-folder-with-a-rather-long-name'.repeat(4));
	const first = await start({ dataDirectory: long });
	const socketDirectory = new URL(first.databaseUrl).searchParams.get('host') ?? '';
	try {
		expect(socketDirectory.startsWith(long)).toBe(false);
		expect(Buffer.byteLength(`${socketDirectory}/.s.PGSQL.5432`)).toBeLessThan(100);
		expect(statSync(socketDirectory).mode & 0o777).toBe(0o700);
		await first.stop();
		expect((await start({ dataDirectory: long })).databaseUrl).toBe(first.databaseUrl);
		await running[1]?.stop();
	} finally {
		rmSync(socketDirectory, { recursive: true, force: true });
	}
});

test('after kill -9 of the parent the next start stops the orphan and finds everything committed', async () => {
	const parent = spawn(
		process.execPath,
		['--import', 'tsx', fileURLToPath(new URL('../../test/embedded-parent.ts', import.meta.url)), dataDirectory],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	let output = '';
	parent.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	await eventually(() => expect(output).toContain('\n'), 60_000);
	const orphanPid = Number(output);
	parent.kill('SIGKILL');
	await eventually(() => expect(parent.signalCode).toBe('SIGKILL'));
	expect(isAlive(orphanPid)).toBe(true);
	const database = await start();
	expect(isAlive(orphanPid)).toBe(false);
	expect(await query(database.databaseUrl, (sql) => sql`SELECT value FROM kept`)).toEqual([{ value: 7 }]);
});

test('a pid file left behind by a dead server, or naming a foreign process, does not stand in the way', async () => {
	await (await start()).stop();
	// Not this process: PostgreSQL knows its own parent.
	const foreign = spawn('sleep', ['60'], { stdio: 'ignore' });
	for (const pid of [2 ** 22 + 1, foreign.pid]) {
		writeFileSync(path.join(cluster(), 'postmaster.pid'), `${pid}\n${cluster()}\n1\n5432\n/tmp\n\n0\nready\n`);
		const database = await start();
		expect(database.pid).not.toBe(pid);
		await database.stop();
	}
	foreign.kill();
});

test('an initialization that was cut in the middle is begun again', async () => {
	const unfinished = `${cluster()}.unfinished`;
	mkdirSync(path.join(unfinished, 'base'), { recursive: true });
	writeFileSync(path.join(unfinished, 'PG_VERSION'), '18\n');
	await start();
	expect(existsSync(unfinished)).toBe(false);
	expect(readFileSync(path.join(cluster(), 'PG_VERSION'), 'utf8')).toBe('18\n');
	expect(readdirSync(cluster())).toContain('base');
});

test('data of another major version, or a folder of something else, is refused in one line and not touched', async () => {
	mkdirSync(cluster());
	writeFileSync(path.join(cluster(), 'precious.txt'), 'mine');
	await expect(start()).rejects.toThrow(/holds no PostgreSQL data.*COVIBE_DATA/);
	writeFileSync(path.join(cluster(), 'PG_VERSION'), '17\n');
	await expect(start()).rejects.toThrow(/made by PostgreSQL 17, and this is PostgreSQL 18/);
	expect(readFileSync(path.join(cluster(), 'precious.txt'), 'utf8')).toBe('mine');
});

test('a server that was killed is known to be dead, and starts again on the same socket', async () => {
	const database = await start();
	await query(database.databaseUrl, (sql) => sql`CREATE TABLE kept AS SELECT 7 AS value`);
	const firstPid = database.pid;
	process.kill(firstPid, 'SIGKILL');
	await database.died;
	await database.restart();
	expect(database.pid).not.toBe(firstPid);
	expect(await query(database.databaseUrl, (sql) => sql`SELECT value FROM kept`)).toEqual([{ value: 7 }]);
});

test.runIf(process.getuid?.() === 0)(
	'as root without user namespaces it runs as nobody, and says when nobody cannot reach the folder',
	async () => {
		const identity = { kind: 'other-user', uid: 65_534, gid: 65_534 } as const;
		const open = path.join(dataDirectory, 'open');
		chmodSync(dataDirectory, 0o755);
		const database = await start({ dataDirectory: open, identity });
		expect(statSync(path.join(open, 'postgres')).uid).toBe(identity.uid);
		expect(await query(database.databaseUrl, (sql) => sql`SELECT 7 AS value`)).toEqual([{ value: 7 }]);
		await database.stop();
		chmodSync(dataDirectory, 0o700);
		await expect(start({ dataDirectory: open, identity })).rejects.toThrow(/nobody cannot reach .*: set COVIBE_DATA/);
	},
);
