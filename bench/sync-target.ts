import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGuest, createProject, openSql, signServiceToken } from '@covibe/db';
import { type EmbeddedDatabase, startEmbedded } from '@covibe/db/embedded';
import { migrate } from '@covibe/db/migrate';
import { readArguments } from './lib/arguments.ts';

const USAGE = `npm run bench:sync-target -- [--rooms 20] [--data FOLDER]
A throw-away server for outside load generators. Prints one JSON line and serves until it is ended.
Started again on the same folder it offers the same rooms and the same key.`;

/** What a later start on the same folder must offer again. */
type Kept = { readonly secret: string; readonly bearer: string; readonly rooms: readonly string[] };

/** A load generator runs for minutes; a key of a day never ends in the middle. */
const KEY_LIFETIME_MS = 86_400_000;

const options = readArguments(USAGE, { rooms: 20, data: '' });
const isTemporary = options.data === '';
const folder = isTemporary ? await mkdtemp(path.join(tmpdir(), 'covibe-bench-')) : path.resolve(options.data);
const database = await startEmbedded({ dataDirectory: folder });
const kept = await prepareRooms(database.databaseUrl);
const realtime = startRealtime(database, kept.secret);
const port = await listeningPort(realtime);
announce(port);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

/** Makes the rooms at the first start, and reads them at a later one. */
async function prepareRooms(databaseUrl: string): Promise<Kept> {
	const file = path.join(folder, 'sync-target.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Kept;
	const sql = openSql(databaseUrl, { maxConnections: 4 });
	try {
		await migrate(sql);
		const user = await createGuest(sql, { name: 'Load' });
		const rooms: string[] = [];
		for (let room = 0; room < options.rooms; room++)
			rooms.push(await createProject(sql, { name: `Load ${room}`, ownerId: user.id, seed: undefined }));
		const secret = randomBytes(32).toString('base64url');
		const made = { secret, bearer: signServiceToken(secret, { userId: user.id, lifetimeMs: KEY_LIFETIME_MS }), rooms };
		writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
		return made;
	} finally {
		await sql.end();
	}
}

function startRealtime({ databaseUrl }: EmbeddedDatabase, secret: string): ChildProcess {
	const root = fileURLToPath(new URL('..', import.meta.url));
	return spawn(process.execPath, ['--import', 'tsx', path.join(root, 'realtime/src/main.ts')], {
		cwd: root,
		env: {
			...process.env,
			HOST: '127.0.0.1',
			PORT: '0',
			DATABASE_URL: databaseUrl,
			TICKET_SECRET: secret,
			// Nobody asks for pages here.
			WEB_SOCKET: path.join(folder, 'no-web.sock'),
			EXTRA_ROOT_NAMES: 'text',
			// One person with hundreds of sockets, who types faster than people do.
			ABUSE_LIMITS: '0',
			LOG_LEVEL: 'warn',
		},
		stdio: ['ignore', 2, 2, 'ipc'],
	});
}

function listeningPort(child: ChildProcess): Promise<number> {
	return new Promise((resolve, reject) => {
		child.once('message', (message: { port: number }) => resolve(message.port));
		child.once('exit', (code) => reject(new Error(`realtime ended with ${String(code)}`)));
	});
}

function announce(openPort: number): void {
	const line = {
		url: `ws://127.0.0.1:${openPort}/sync/`,
		rooms: kept.rooms,
		headers: { authorization: `Bearer ${kept.bearer}` },
		pids: { realtime: realtime.pid, postgres: [database.pid] },
	};
	console.log(JSON.stringify(line));
}

async function stop(): Promise<void> {
	const ended = new Promise((resolve) => realtime.once('exit', resolve));
	realtime.kill('SIGTERM');
	await ended;
	await database.stop();
	if (isTemporary) await rm(folder, { recursive: true, force: true });
	process.exit(0);
}
