import { hostname } from 'node:os';
import { LEASE_MS } from '@covibe/db';
import { readHunks, rejectHunks } from '@covibe/shared/hunks';
import { createRandom, eventually } from '@covibe/shared/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { block } from './edits/turn-world.ts';
import { startProgram, type TestProgram } from './realtime.ts';
import { TestHouse } from './room.ts';
import { wordsOf } from './stand-ins/scenarios.ts';

/** 20 and more with AI_KILLS. */
const KILLS = Number(process.env['AI_KILLS'] ?? 3);
const BLOCKS = 8;
/** What people are promised, measured where AI_KILLS asks for it: on a machine that does nothing else. */
const PROMISED_MS = process.env['AI_KILLS'] === undefined ? Infinity : 5_000;
const PATIENCE_MS = 60_000;

let house: TestHouse;
const workers: TestProgram[] = [];

beforeAll(async () => {
	house = await TestHouse.open();
	await Promise.all([startWorker(), startWorker()]);
});
afterAll(async () => {
	await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
	await house.close();
});

async function startWorker(): Promise<void> {
	const worker = startProgram('ai/src/main.ts', house.env());
	workers.push(worker);
	await eventually(() => expect(worker.output()).toContain('waiting for turns'), 60_000);
}

async function holderOf(turn: string): Promise<TestProgram> {
	const [row] = await house.sql<{ worker: string }[]>`SELECT worker FROM turn WHERE id = ${turn}`;
	const holder = workers.find(({ child }) => row?.worker === `${hostname()}:${child.pid}`);
	if (!holder) throw new Error(`nobody here holds the turn: ${row?.worker}`);
	return holder;
}

const oldLines = (index: number) => `value_${index} = ${index}\nkeep_${index} = 0\n`;
const newLines = (index: number) =>
	`value_${index} = ${index * 10}\nmore_${index} = "${'x'.repeat(20)}"\nkeep_${index} = 0\n`;
const all = (lines: (index: number) => string) =>
	Array.from({ length: BLOCKS }, (_, index) => lines(index + 1)).join('');

/** Longer than any machine takes until the kill: who is to be killed in the middle of an answer never comes to its end. */
const LONG_TALK = 'and so on '.repeat(700);

/** Changes what is not changed in the file that it is shown; after block `pauseAfter` it talks for a long time. */
function answer(body: Readonly<Record<string, unknown>>, pauseAfter = Infinity): readonly string[] {
	const prompt = JSON.stringify(body);
	const isLater = prompt.includes('was interrupted');
	const open = Array.from({ length: BLOCKS }, (_, index) => index + 1).filter((index) =>
		prompt.includes(`value_${index} = ${index}\\n`),
	);
	const blocks = open.map(
		(index) =>
			block('a.py', oldLines(index).trimEnd(), newLines(index).trimEnd()) + (index === pauseAfter ? LONG_TALK : ''),
	);
	return wordsOf(`${isLater ? '' : 'Start.\n\n'}${blocks.join('\n')}\nEnd.\n`);
}

test(
	`[AI9] a worker that is killed in the middle of an answer, ${KILLS} times: the turn goes on, and nothing is there twice`,
	{ timeout: 120_000 + KILLS * 60_000 },
	async () => {
		const random = createRandom(Number(process.env['SEED'] ?? 1));
		const pausesMs: number[] = [];
		for (let kill = 0; kill < KILLS; kill++)
			pausesMs.push(await killOnce(1 + random.integer(BLOCKS - 2), random.integer(100)));
		pausesMs.sort((one, other) => one - other);
		expect(pausesMs[Math.floor(pausesMs.length / 2)], `${pausesMs.map(Math.round).join(', ')} ms`).toBeLessThan(
			PROMISED_MS,
		);
	},
);

/** Who holds a turn stays out of reach for as long as this after its last sign of life, and no longer. */
async function expectLeaseOf(turn: string): Promise<void> {
	const [row] = await house.sql<{ left: number }[]>`
		SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 * 1000 AS left FROM turn WHERE id = ${turn}`;
	expect(row?.left).toBeLessThanOrEqual(LEASE_MS);
}

/** @returns how long it took until the next worker asked a model. */
async function killOnce(blocks: number, delayMs: number): Promise<number> {
	const room = await house.createRoom({ 'a.py': all(oldLines) });
	const ana = await house.enter(room, house.ana);
	let isKilled = false;
	const script = { words: (body: Readonly<Record<string, unknown>>) => answer(body, isKilled ? Infinity : blocks + 1) };
	// More than two: on a machine that is too busy, a turn also goes from one worker that lives to another.
	house.standIns.script(...Array.from({ length: 10 }, () => ({ ...script, paceMs: 8 })));
	const id = await house.ask(room, '@ai times ten');
	await eventually(() => expect(ana.read('a.py')).toContain(`more_${blocks}`), 30_000);
	await wait(delayMs);
	const holder = await holderOf(id);
	const asked = house.standIns.requests.length;
	isKilled = true;
	const killedAtMs = performance.now();
	await holder.end('SIGKILL');
	await expectLeaseOf(id);
	await eventually(() => expect(house.standIns.requests.length).toBeGreaterThan(asked), PATIENCE_MS);
	const pauseMs = performance.now() - killedAtMs;
	await house.becomes(id, 'done', PATIENCE_MS);
	await eventually(() => expect(ana.read('a.py')).toBe(all(newLines)));
	const text = await house.answerOf(id);
	expect(text.match(/End\./g)).toHaveLength(1);
	expect(text.match(/Start\./g) ?? []).toHaveLength(text.includes('Start.') ? 1 : 0);
	await eventually(() => expect(readHunks(ana.doc).filter(({ state }) => state === 'streaming')).toEqual([]));
	rejectHunks(ana.doc, { turn: id }, 'review');
	expect(ana.read('a.py')).toBe(all(oldLines));
	house.standIns.clear();
	ana.leave();
	workers.splice(workers.indexOf(holder), 1);
	await startWorker();
	return pauseMs;
}
