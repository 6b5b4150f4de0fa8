import { deleteEntry, LIMITS, type ProjectId, type Turn, type TurnState } from '@covibe/shared';
import { readHunks } from '@covibe/shared/hunks';
import { eventually } from '@covibe/shared/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Worker } from '../src/worker.ts';
import { block } from './edits/turn-world.ts';
import type { Person } from './person.ts';
import { TestHouse } from './room.ts';
import { type Scenario, wordsOf } from './stand-ins/scenarios.ts';

let house: TestHouse;
let worker: Worker;

beforeAll(async () => {
	house = await TestHouse.open();
});
afterAll(() => house.close());
// Each with a worker of its own: one remembers which keys were refused.
beforeEach(() => {
	worker = house.startWorker();
});
afterEach(async () => {
	await worker.stop();
	expect(house.standIns.clear()).toBe(0);
});

const FILE = 'one = 1\ntwo = 2\none = 1\n';
const said = (text: string): Scenario => ({ words: wordsOf(text) });

type Played = { room: ProjectId; turn: Turn; ana: Person; text: string; prompts: string[] };

/** Asks in a room with one file, and waits for an end of the turn. */
async function play(
	scenarios: readonly Scenario[],
	options: Parameters<TestHouse['ask']>[2] & { state?: TurnState; files?: Record<string, string> } = {},
): Promise<Played> {
	const { state = 'done', files = { 'a.py': FILE }, ...asked } = options;
	const room = await house.createRoom(files);
	const ana = await house.enter(room, house.ana);
	const before = house.standIns.requests.length;
	house.standIns.script(...scenarios);
	const id = await house.ask(room, '@ai go on', asked);
	const turn = await house.becomes(id, state);
	const prompts = house.standIns.requests.slice(before).map(({ body }) => JSON.stringify(body));
	return { room, turn, ana, text: await house.answerOf(id), prompts };
}

const refusals = ({ outcomes }: Turn) => outcomes.filter(({ kind }) => kind === 'refused');
/** The document has no half of anything: what the agent wrote has a button. */
const isWhole = ({ doc }: Person) => readHunks(doc).every(({ state }) => state !== 'streaming');

test('[AI12] a key that nobody accepts fails with a sentence, and the file stays', async () => {
	const { turn, ana, text } = await play([{ status: 401 }, { status: 401 }, { status: 401 }], { state: 'failed' });
	expect(turn.failure).toMatch(/did not accept the key\.$/);
	// What people call it, not the id.
	expect(turn.failure).not.toMatch(/^(gpt|claude|gemini)-/);
	expect(text).toBe(turn.failure);
	expect(ana.read('a.py')).toBe(FILE);
});

test('[AI12] an empty answer is said to be one', async () => {
	const { turn } = await play([{ words: [] }], { state: 'failed', model: 'anthropic/empty' });
	expect(turn.failure).toContain('answered with nothing');
});

test('[AI12] a refusal is told as one, with what was said before it', async () => {
	const { turn, text } = await play([{ words: ['I ', 'cannot ', 'help.'], finish: 'refused' }], { state: 'failed' });
	expect(turn.failure).toContain('declined to answer');
	expect(text).toContain('I cannot help.');
});

test('[AI12] an answer that is not in the format changes nothing, and is asked for once more', async () => {
	const { turn, ana, prompts } = await play([
		said('a.py\n<<<<<<< SEARCH\ntwo = 2\n>>>>>>> REPLACE\n'),
		said(block('a.py', 'two = 2', 'two = 3')),
	]);
	expect(prompts[1]).toContain('A SEARCH had no ======= line.');
	await eventually(() => expect(ana.read('a.py')).toBe(FILE.replace('two = 2', 'two = 3')));
	expect(refusals(turn)).toEqual([]);
});

test('[AI12] lines that are nowhere or in two places are refused with what would help', async () => {
	const blocks = block('a.py', 'three = 3', 'three = 4') + block('a.py', 'one = 1', 'one = 2');
	const { turn, ana, prompts, text } = await play([said(blocks), said('I cannot.')]);
	expect(prompts[1]).toContain('not in the file');
	expect(prompts[1]).toContain('1, 3');
	expect(refusals(turn)).toHaveLength(2);
	expect(text).toContain('I cannot.');
	expect(ana.read('a.py')).toBe(FILE);
});

test('[AI12] a file that a person deletes in the middle stays deleted, and nothing half is left', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const ana = await house.enter(room, house.ana);
	const words = wordsOf(`a.py\n<<<<<<< SEARCH\ntwo = 2\n=======\n${'three = 3\n'.repeat(60)}>>>>>>> REPLACE\n`);
	house.standIns.script({ words, paceMs: 10 }, said('It is gone.'));
	const id = await house.ask(room, '@ai go on');
	await eventually(() => expect(ana.read('a.py')).toContain('three = 3'));
	deleteEntry(ana.doc, 'a.py', { origin: 'person', nowMs: Date.now(), random: Math.random });
	const turn = await house.becomes(id, 'done');
	expect(refusals(turn)).toMatchObject([{ path: 'a.py', detail: 'The file was deleted meanwhile.' }]);
	expect(ana.paths()).toEqual([]);
	await eventually(() => expect(isWhole(ana)).toBe(true));
});

test('[AI12] a file that would grow over the limit stops there', async () => {
	const { turn, ana } = await play([said(block('big.txt', '', `${'y'.repeat(400)}\n`.repeat(20))), said('No.')], {
		files: { 'big.txt': 'x'.repeat(LIMITS.textUnitsPerFile - 500) },
	});
	expect(refusals(turn)).toMatchObject([{ detail: 'The file would become too large for a room.' }]);
	await eventually(() => expect(ana.read('big.txt')).toContain('yyy'));
	await eventually(() => expect(isWhole(ana)).toBe(true));
	expect(ana.text('big.txt').length).toBeLessThanOrEqual(LIMITS.textUnitsPerFile);
});

test('[AI12] a model that never stops is stopped, and says so', async () => {
	const words = Array.from({ length: 80 }, (_, index) => `${index} ${'word '.repeat(1_200)}`);
	const { turn, text } = await play([{ words, paceMs: 0 }], { state: 'failed' });
	expect(turn.failure).toContain('did not come to an end');
	expect(text.length).toBeLessThanOrEqual(LIMITS.answerUnits);
	await eventually(() => expect(house.standIns.requests.at(-1)?.isClosedEarly).toBe(true));
});

test('[AI12] no path leads out of the project', async () => {
	const blocks =
		block('../../etc/passwd', '', 'root') + block('/etc/passwd', '', 'root') + block('.git/../../x', '', 'y');
	const { turn, ana } = await play([said(blocks), said('No.')]);
	expect(refusals(turn)).toHaveLength(3);
	expect(ana.paths()).toEqual(['a.py']);
});

test('[AI12] in ask mode nothing is changed, whatever the model writes', async () => {
	const { ana, text, turn } = await play([said(`So:\n\n${block('a.py', 'two = 2', 'two = 3')}`)], { mode: 'ask' });
	expect(text).toContain('So:');
	expect(ana.read('a.py')).toBe(FILE);
	expect(turn.outcomes).toEqual([]);
});
