import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { acceptLink, createGuest, createLink, createProject, findGrant, openSql } from '@covibe/db';
import { startEmbedded } from '@covibe/db/embedded';
import { migrate } from '@covibe/db/migrate';
import { type RealtimeProcess, startProcess } from '../process.ts';
import { attack, type FuzzResult, type Target } from './attack.ts';

const USAGE = `Usage: npm run fuzz -- [--frames 100000] [--seed 1]

Sends hostile frames to a throw-away server (own data folder, own PostgreSQL): attacks of a table, and honest frames
that were damaged. Ends with one JSON line; fails when the server ended, when anybody in the room no longer holds what
the others do, or when somebody was seen as who they are not.
`;

const FRAMES_PER_ROUND = 10_000;

type Options = { readonly frames: number; readonly seed: number };

/** Runs the command; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
	const options = readOptions(args);
	if (typeof options === 'number') return options;
	const folder = await mkdtemp(path.join(tmpdir(), 'covibe-fuzz-'));
	const database = await startEmbedded({ dataDirectory: folder });
	await prepareDatabase(database.databaseUrl);
	const settings = {
		DATABASE_URL: database.databaseUrl,
		EXTRA_ROOT_NAMES: 'text',
		ABUSE_LIMITS: '0',
		LOG_LEVEL: 'fatal',
	};
	try {
		const server = await startProcess(settings);
		const result = await attackInRounds({ ...options, server, databaseUrl: database.databaseUrl });
		const exits = server.child.exitCode === null ? 0 : 1;
		if (exits === 0) await server.end('SIGTERM');
		process.stdout.write(`${JSON.stringify({ ...result, exits, seed: options.seed })}\n`);
		return exits + countHarm(result) === 0 ? 0 : 1;
	} finally {
		await database.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * A room of its own for each round: without limits on what one may ask, a room would collect more client ids of
 * attackers than any real one, and its size be measured instead of the frames.
 */
async function attackInRounds(
	run: Options & { readonly server: RealtimeProcess; readonly databaseUrl: string },
): Promise<FuzzResult> {
	const { server, databaseUrl, frames, seed } = run;
	const results: FuzzResult[] = [];
	for (let sent = 0; sent < frames; sent += FRAMES_PER_ROUND) {
		const rooms = await prepareRooms(databaseUrl);
		const round = { frames: Math.min(FRAMES_PER_ROUND, frames - sent), seed: seed + results.length };
		results.push(await attack({ ...rooms, port: server.port, pid: server.pid }, round));
	}
	const sum = (of: (result: FuzzResult) => number) => results.reduce((total, result) => total + of(result), 0);
	const worst = (of: (result: FuzzResult) => number) => Math.max(...results.map(of));
	return {
		runs: frames,
		refused: sum((result) => result.refused),
		diverged: sum((result) => result.diverged),
		impostors: sum((result) => result.impostors),
		leaked: sum((result) => result.leaked),
		worst_stall_ms: worst((result) => result.worst_stall_ms),
		worst_answer_ms: worst((result) => result.worst_answer_ms),
		rss_growth_mb: sum((result) => result.rss_growth_mb),
	};
}

function countHarm({ diverged, impostors, leaked }: FuzzResult): number {
	return diverged + impostors + leaked;
}

function readOptions(args: readonly string[]): Options | number {
	const options = { frames: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } } as const;
	try {
		const { values } = parseArgs({ args: [...args], options });
		const [frames, seed] = [Number(values.frames ?? 100_000), Number(values.seed ?? 1)];
		if (values.help !== true && Number.isInteger(frames) && frames > 0 && Number.isInteger(seed))
			return { frames, seed };
		process.stdout.write(USAGE);
		return values.help === true ? 0 : 2;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
		return 2;
	}
}

async function prepareDatabase(databaseUrl: string): Promise<void> {
	const sql = openSql(databaseUrl, { maxConnections: 1 });
	try {
		await migrate(sql);
	} finally {
		await sql.end();
	}
}

async function prepareRooms(databaseUrl: string): Promise<Omit<Target, 'port' | 'pid'>> {
	const sql = openSql(databaseUrl, { maxConnections: 2 });
	try {
		const { id: owner } = await createGuest(sql, { name: 'Olga Owner' });
		const create = (name: string) => createProject(sql, { name, ownerId: owner, seed: undefined });
		const [room, calmRoom] = [await create('Attacked'), await create('Calm')];
		const grant = await findGrant(sql, room, owner);
		if (!grant) throw new Error('the owner has no right to the room');
		const invite = async (role: 'editor' | 'viewer') => {
			const token = await createLink(sql, grant, { role });
			const { id } = await createGuest(sql, { name: `Hostile ${role}` });
			await acceptLink(sql, { token, userId: id });
			return id;
		};
		return { room, calmRoom, owner, attackers: [await invite('editor'), await invite('viewer')] };
	} finally {
		await sql.end();
	}
}
