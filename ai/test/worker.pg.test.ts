import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
	type Bus,
	cancelTurn,
	createGuest,
	createProject,
	findGrant,
	findMessage,
	findTurn,
	openPostgresBus,
	postToChat,
	tellEndedTurn,
	tellTurn,
	type TurnEnd,
	type User,
} from '@covibe/db';
import { createTestDatabase, type TestDatabase } from '@covibe/db/testing';
import type { ProjectId, ThreadId, Turn, TurnId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunTurn, type StopReason, Worker } from '../src/worker.ts';

let database: TestDatabase;
let bus: Bus;
let ana: User;
let room: ProjectId;
let sent = 0;
const workers: Worker[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
	database = await createTestDatabase();
	const { sql } = database;
	bus = openPostgresBus(database);
	ana = await createGuest(sql, { name: 'Ana' });
	room = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: undefined });
	await sql`INSERT INTO ai_model (id, name, provider, is_local, has_installation_key, rank)
		VALUES ('m', 'Model', 'built-in', true, true, 0)`;
});
afterEach(async () => {
	await Promise.all(workers.splice(0).map((worker) => worker.stop()));
	for (const child of children.splice(0)) child.kill('SIGKILL');
	await bus.close();
	await database.close();
});

function startWorker(runTurn: RunTurn, name = 'one'): Worker {
	const worker = new Worker({ sql: database.sql, bus, logger: pino({ level: 'silent' }), name, runTurn });
	workers.push(worker);
	worker.start();
	return worker;
}

async function ask(text: string): Promise<TurnId> {
	const grant = await findGrant(database.sql, room, ana.id);
	const post = { threadId: room as string as ThreadId, text, mentions: [], replyTo: undefined, model: undefined };
	const { turn } = await postToChat(database.sql, grant!, { ...post, mode: 'edit', idempotencyKey: `key ${sent++}` });
	await tellTurn(bus, room, turn!);
	return turn!.id;
}

const end = (text: string): TurnEnd => ({ state: 'done', text, agentName: 'Model', model: 'm', outcomes: [] });
const read = async (id: TurnId): Promise<Turn> => (await findTurn(database.sql, id))!.turn;
const becomes = (id: TurnId, state: Turn['state']) =>
	eventually(async () => expect((await read(id)).state).toBe(state));

/** Works until it is told to stop, and keeps why. */
function untilStopped(text = ''): { run: RunTurn; reasons: StopReason[] } {
	const reasons: StopReason[] = [];
	const run: RunTurn = (turn, signal) =>
		new Promise((_resolve, reject) => {
			turn.report(text);
			signal.addEventListener('abort', () => {
				reasons.push(signal.reason as StopReason);
				reject(new Error('stopped'));
			});
		});
	return { run, reasons };
}

test('turns are taken in their order, one at a time in a room, and their answers are posted', async () => {
	let running = 0;
	const seen: string[] = [];
	const run: RunTurn = async ({ turn }) => {
		expect(++running).toBe(1);
		const asked = await findMessage(database.sql, turn.message);
		seen.push(asked?.message.text ?? '');
		running--;
		return end(`answer to ${asked?.message.text}`);
	};
	startWorker(run, 'one');
	startWorker(run, 'two');
	const ids = [await ask('a'), await ask('b'), await ask('c')];
	for (const id of ids) await becomes(id, 'done');
	expect(seen).toEqual(['a', 'b', 'c']);
	const { answer } = await read(ids[2]!);
	expect((await findMessage(database.sql, answer!))?.message.text).toBe('answer to c');
});

test('a mistake of ours fails the turn with a sentence, and the next one runs', async () => {
	startWorker(({ turn }) =>
		turn.epoch === 1 && turn.mode === 'edit' ? Promise.reject(new Error('a bug')) : Promise.resolve(end('x')),
	);
	const id = await ask('a');
	await becomes(id, 'failed');
	expect((await read(id)).failure).toContain('Something broke on our side');
	await becomes(await ask('b'), 'failed');
});

test('a person stops a turn: the work is told, and what was written stays', async () => {
	const work = untilStopped('So far');
	startWorker(work.run);
	const id = await ask('a');
	await becomes(id, 'running');
	await eventually(async () => expect((await read(id)).text).toBe('So far'));
	const ended = await cancelTurn(database.sql, { id, projectId: room });
	await tellEndedTurn(bus, ended!);
	await eventually(() => expect(work.reasons).toEqual(['cancelled']));
	expect((await findMessage(database.sql, ended!.answer!))?.message.text).toBe('So far');
});

test('a worker that ends hands its turn on with what was written, and the next goes on from there', async () => {
	const work = untilStopped('So far');
	const first = startWorker(work.run, 'one');
	const id = await ask('a');
	await becomes(id, 'running');
	await first.stop();
	expect(work.reasons).toEqual(['stopping']);
	expect(await read(id)).toMatchObject({ state: 'queued', text: 'So far' });
	startWorker(({ turn }) => Promise.resolve(end(`${turn.text}, and on`)), 'two');
	await becomes(id, 'done');
	const { answer } = await read(id);
	expect((await findMessage(database.sql, answer!))?.message.text).toBe('So far, and on');
});

test('a worker whose lease was lost stops, and writes nothing more', async () => {
	const work = untilStopped('stale');
	startWorker(work.run, 'one');
	const id = await ask('a');
	await becomes(id, 'running');
	await database.sql`UPDATE turn SET epoch = epoch + 1, worker = 'other', lease_until = now() + interval '1 hour'`;
	await eventually(() => expect(work.reasons).toEqual(['lost']));
	expect(await read(id)).toMatchObject({ state: 'running', epoch: 2 });
});

test('the turn of a worker that was killed goes to another when its lease has run out', async () => {
	const id = await ask('a');
	// As kill -9 leaves it: running, with a lease that nobody renews.
	await database.sql`
		UPDATE turn SET state = 'running', epoch = 1, deliveries = 1, worker = 'dead', answer_text = 'So far',
			lease_until = clock_timestamp() + interval '3 seconds'`;
	startWorker(({ turn }) => Promise.resolve(end(`${turn.text}, and on`)));
	await becomes(id, 'done');
	expect(await read(id)).toMatchObject({ epoch: 2 });
});

test('the program itself says when it can work, answers turns, and ends in order', async () => {
	const id = await ask('a');
	// Which ends a turn before a room is needed.
	await database.sql`UPDATE turn SET asker_id = NULL`;
	const child = spawn(
		process.execPath,
		['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('../src/main.ts', import.meta.url))],
		{
			env: {
				...process.env,
				DATABASE_URL: database.databaseUrl,
				TICKET_SECRET: 'a secret of the tests, long enough for all of them',
				MASTER_KEYS: Buffer.alloc(32, 1).toString('base64url'),
				REALTIME_URL: 'ws://127.0.0.1:9',
				PORT: '0',
			},
		},
	);
	children.push(child);
	await becomes(id, 'failed');
	expect((await read(id)).failure).toBe('Whoever asked this is not here any more.');
	const exited = once(child, 'exit');
	child.kill('SIGTERM');
	expect((await exited)[0]).toBe(0);
});

test('a worker that was too busy to renew a lease goes on, and does not take its own turn once more', async () => {
	let runs = 0;
	let finish: (() => void) | undefined;
	startWorker(() => {
		runs += 1;
		return new Promise((resolve) => (finish = () => resolve(end('done'))));
	});
	const id = await ask('a');
	await becomes(id, 'running');
	await database.sql`UPDATE turn SET lease_until = clock_timestamp() - interval '1 second'`;
	await tellTurn(bus, room, { ...(await read(id)), state: 'queued' });
	await eventually(async () => {
		const [row] = await database.sql<{ fresh: boolean }[]>`SELECT lease_until > clock_timestamp() AS fresh FROM turn`;
		expect(row?.fresh).toBe(true);
	});
	finish?.();
	await becomes(id, 'done');
	expect(runs).toBe(1);
	expect((await read(id)).epoch).toBe(1);
});
