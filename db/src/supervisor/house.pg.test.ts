import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@covibe/shared/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { standInPrograms } from '../../test/programs/stand-ins.ts';
import { isAlive } from '../embedded/processes.ts';
import { openSql } from '../sql.ts';
import { type House, type HouseOptions, startHouse } from './house.ts';
import { createLogStream } from './log-stream.ts';
import { readSettings } from './settings.ts';

let database: TestDatabase;
// Real servers start, and sync to a disk that others use, too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dataDirectory: string;
let lines: string[];
const houses: House[] = [];

beforeEach(async () => {
	database = await createTestDatabase();
	dataDirectory = mkdtempSync(path.join(tmpdir(), 'covibe-house-'));
	lines = [];
});
afterEach(async () => {
	await Promise.all(houses.splice(0).map((house) => house.stop()));
	rmSync(dataDirectory, { recursive: true, force: true });
	await database.close();
});

/** With a PostgreSQL of its own; the others share the one of this run, which is faster. */
const EMBEDDED = { DATABASE_URL: '' };

async function start(options: Partial<HouseOptions> & { env?: Record<string, string> } = {}): Promise<House> {
	const { env = {}, ...rest } = options;
	const house = await startHouse({
		settings: readSettings(
			{ COVIBE_DATA: dataDirectory, PORT: '0', HOST: '127.0.0.1', DATABASE_URL: database.databaseUrl, ...env },
			'/',
		),
		log: createLogStream({ write: (text) => lines.push(text) }),
		programs: standInPrograms(),
		...rest,
	});
	houses.push(house);
	return house;
}

function get(url: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const asking = request(url, { agent: false }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => resolve(text));
		});
		asking.on('error', reject);
		asking.end();
	});
}

test('a house serves when it is ready, has migrated its database, and leaves no process when it stops', async () => {
	const house = await start({ env: EMBEDDED });
	expect(await get(`${house.url}/readyz`)).toBe('ok');
	const sql = openSql(house.databaseUrl, { maxConnections: 1 });
	expect(await sql`SELECT name FROM schema_migration`).not.toHaveLength(0);
	await sql.end();
	const pids = house.pids();
	expect(Object.keys(pids).sort()).toEqual(['ai', 'postgres', 'realtime', 'web']);
	for (const name of ['ticket-secret', 'master-key'])
		expect(statSync(path.join(dataDirectory, name)).mode & 0o777).toBe(0o600);
	await house.stop();
	expect(Object.values(pids).filter(isAlive)).toEqual([]);
	expect(lines.filter((line) => line.includes('drained'))).toHaveLength(3);
	expect(existsSync(path.join(dataDirectory, 'lock'))).toBe(false);
});

test('the secret of tickets and the data stay the same over a restart', async () => {
	const first = await start({ env: EMBEDDED });
	await first.stop();
	const second = await start({ env: EMBEDDED });
	expect(second.ticketSecret).toBe(first.ticketSecret);
	expect(second.databaseUrl).toBe(first.databaseUrl);
});

test('a second house on the same folder is refused in one line, and the first goes on', async () => {
	const first = await start();
	await expect(start()).rejects.toThrow(/^Covibe is running already on .* \(process \d+\): stop it/);
	expect(await get(`${first.url}/readyz`)).toBe('ok');
});

test('a program that crashes is back after a tenth of a second, on the same port', async () => {
	const house = await start();
	const { url } = house;
	const before = house.pids()['realtime'];
	await expect(get(`${url}/crash`)).rejects.toThrow();
	await eventually(async () => expect(await get(`${url}/pid`)).not.toBe(String(before)));
	expect(house.pids()['realtime']).not.toBe(before);
	await eventually(() => expect(lines.join('')).toContain('realtime ended (code 7) and starts again in 0.1 s'));
});

test('web comes back after kill -9 although its socket is still there', async () => {
	const house = await start();
	const before = house.pids()['web'] ?? 0;
	process.kill(before, 'SIGKILL');
	await eventually(() => expect(lines.join('')).toContain('web is back'));
	expect(house.pids()['web']).not.toBe(before);
});

test('PostgreSQL comes back after kill -9, and open pools find it again', async () => {
	const house = await start({ env: EMBEDDED });
	const sql = openSql(house.databaseUrl, { maxConnections: 2 });
	await sql`CREATE TABLE kept AS SELECT 7 AS value`;
	process.kill(house.pids()['postgres'] ?? 0, 'SIGKILL');
	await eventually(() => expect(lines.join('')).toContain('PostgreSQL is back'));
	await eventually(async () => expect(await sql`SELECT value FROM kept`).toEqual([{ value: 7 }]));
	await sql.end();
});

test('a program that cannot start ends the start with its own last line, and nothing stays behind', async () => {
	const failing = start({ env: EMBEDDED, programs: standInPrograms({ FAIL_AT_START: 'the shelf is empty' }) });
	await expect(failing).rejects.toThrow(/(realtime|web|ai) cannot start \(code 3\): the shelf is empty/);
	expect(existsSync(path.join(dataDirectory, 'postgres', 'postmaster.pid'))).toBe(false);
	expect(existsSync(path.join(dataDirectory, 'lock'))).toBe(false);
});

test('a program that does not drain is ended by force after ten seconds', async () => {
	const house = await start({ programs: standInPrograms({ IGNORE_SIGTERM: 'yes' }) });
	const pids = house.pids();
	await house.stop();
	expect(lines.filter((line) => line.includes('asked to end'))).toHaveLength(3);
	expect(Object.values(pids).filter(isAlive)).toEqual([]);
});

test('kill asks no program to drain and leaves none, and the next start recovers', async () => {
	const house = await start({ env: EMBEDDED, programs: standInPrograms({ IGNORE_SIGTERM: 'yes' }) });
	const pids = house.pids();
	await house.kill();
	expect(lines.filter((line) => line.includes('asked to end'))).toEqual([]);
	expect(Object.values(pids).filter(isAlive)).toEqual([]);
	expect(await get(`${(await start({ env: EMBEDDED })).url}/readyz`)).toBe('ok');
});

test('a taken port is refused in one line before anything starts', async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const address = other.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	try {
		await expect(start({ env: { ...EMBEDDED, PORT: String(port) } })).rejects.toThrow(
			`Port ${port} is taken by another program`,
		);
		expect(existsSync(path.join(dataDirectory, 'postgres'))).toBe(false);
	} finally {
		await new Promise((resolve) => other.close(resolve));
	}
});

test('a port that is lost to another program while realtime was down ends the house with one line', async () => {
	const house = await start();
	const realtime = house.pids()['realtime'] ?? 0;
	const { port } = house;
	process.kill(realtime, 'SIGKILL');
	const thief = createServer((socket) => socket.destroy());
	await eventually(
		() =>
			new Promise<void>((resolve, reject) => {
				thief.once('error', reject);
				thief.listen(port, '127.0.0.1', resolve);
			}),
	);
	expect((await house.failed).message).toContain(`Port ${port} is taken`);
	await new Promise((resolve) => thief.close(resolve));
});

test('a folder that cannot be written is refused in one line', async () => {
	const file = path.join(dataDirectory, 'file');
	writeFileSync(file, '');
	await expect(start({ env: { COVIBE_DATA: path.join(file, 'data') } })).rejects.toThrow(
		/^The data folder .* cannot be written \(ENOTDIR\): set COVIBE_DATA/,
	);
	mkdirSync(path.join(dataDirectory, 'other'));
	writeFileSync(path.join(dataDirectory, 'other', 'ticket-secret'), 'damaged');
	await expect(start({ env: { COVIBE_DATA: path.join(dataDirectory, 'other') } })).rejects.toThrow(
		/ticket-secret is damaged/,
	);
	expect(readFileSync(file, 'utf8')).toBe('');
});
