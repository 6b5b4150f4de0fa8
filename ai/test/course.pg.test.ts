import { approveTurn, createThread, saveAiSettings, tellTurn } from '@covibe/db';
import type { AiSettings } from '@covibe/shared';
import { readHunks, rejectHunks } from '@covibe/shared/hunks';
import { eventually } from '@covibe/shared/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Worker } from '../src/worker.ts';
import { block } from './edits/turn-world.ts';
import { startRealtime } from './realtime.ts';
import { TestHouse } from './room.ts';
import { type Scenario, wordsOf } from './stand-ins/scenarios.ts';

let house: TestHouse;
let worker: Worker;

beforeAll(async () => {
	house = await TestHouse.open();
});
afterAll(() => house.close());
beforeEach(() => {
	worker = house.startWorker();
});
afterEach(async () => {
	await worker.stop();
	expect(house.standIns.clear()).toBe(0);
});

const said = (text: string, paceMs = 1): Scenario => ({ words: wordsOf(text), paceMs });
const SETTINGS: AiSettings = {
	defaultModel: undefined,
	isLocalOnly: false,
	audience: 'editors',
	monthlyCapMicroUsd: undefined,
};
const FILE = 'one = 1\ntwo = 2\nthree = 3\n';
const lastPrompt = () => JSON.stringify(house.standIns.requests.at(-1)?.body);

test.each(['openai/sim', 'anthropic/claude-sim', 'google/gemini-sim'])(
	'[AI13] when %s breaks off in the middle of a block, the next goes on: nothing is there twice or missing',
	async (model) => {
		const room = await house.createRoom({ 'a.py': FILE });
		const ana = await house.enter(room, house.ana);
		house.standIns.script(
			{
				words: [
					`First this.\n\n${block('a.py', 'one = 1', 'one = 10')}\nThen that.\n\n`,
					'a.py\n<<<<<<< SEARCH\ntwo = 2\n=======\ntwo = 20\n',
					'extra = 5\nhalf',
					'never',
				],
				breaks: 'cut',
			},
			said(`${block('a.py', 'two = 2', 'two = 20')}\nAll done.\n`),
		);
		const id = await house.ask(room, '@ai go on', { model });
		const turn = await house.becomes(id, 'done');
		await eventually(() => expect(ana.read('a.py')).toBe('one = 10\ntwo = 20\nthree = 3\n'));
		const text = await house.answerOf(id);
		expect(text).toMatch(/^First this\.\n\nThen that\.\n\n_.* broke off; .* goes on\._\n\nAll done\.$/);
		await eventually(() => expect(ana.answer(id).trimEnd()).toBe(text));
		expect(lastPrompt()).toContain('edit a.py');
		expect(turn.model).not.toBe(model);
		expect(turn.outcomes.map(({ kind, detail }) => `${kind}: ${detail}`)[0]).toBe('edited: Edited in 2 places.');
		const attempts = await house.sql`SELECT outcome FROM turn_attempt WHERE turn_id = ${id} ORDER BY id`;
		expect(attempts.map(({ outcome }) => outcome as string)).toEqual(['truncated', 'done']);
	},
);

test('[AI13] a model that begins anew in place of going on says nothing twice, and does nothing twice', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const ana = await house.enter(room, house.ana);
	const begun = `First this.\n\n${block('a.py', 'one = 1', 'one = 1\nhalf = 5')}\n*** Create File: b.py\n\nThen that.`;
	house.standIns.script(
		{ words: [begun, '\n\nAnd th', 'us', 'never'], breaks: 'cut' },
		// In other words at first, so that only the edits tell that it is all said again.
		said(`So, first this.\n\n${begun.slice(begun.indexOf('a.py'))}\n\nAnd thus the rest.\n`),
	);
	const id = await house.ask(room, '@ai go on');
	const turn = await house.becomes(id, 'done');
	await eventually(() => expect(ana.read('a.py')).toBe(FILE.replace('one = 1', 'one = 1\nhalf = 5')));
	const text = await house.answerOf(id);
	expect(text).toMatch(
		/^First this\.\n\nThen that\.\n\n_.* goes on\._\n\nSo, first this\.\n\nThen that\.\n\nAnd thus the rest\.$/,
	);
	const changes = turn.outcomes.filter(({ kind }) => kind !== 'checked');
	expect(changes.map(({ detail }) => detail)).toEqual(['Edited.', 'The file was made.']);
	await eventually(() => expect(ana.answer(id).trimEnd()).toBe(text));
	house.standIns.script(
		{ words: ['It is a short file of three lines. ', 'It has numbers.', ' And th', 'never'], breaks: 'cut' },
		said('It is a short file of three lines. It has numbers. And that is all.'),
	);
	const other = await house.ask(room, '@ai tell', { mode: 'ask' });
	await house.becomes(other, 'done');
	expect(await house.answerOf(other)).toMatch(
		/^It is a short file of three lines\. It has numbers\. ?\n\n_.* goes on\._\n\nAnd that is all\.$/,
	);
});

test('[AI14] a stand-in with a smaller window is sent what fits it', async () => {
	const lines = (name: string) => Array.from({ length: 500 }, (_, index) => `${name} = ${index} # ${'x'.repeat(20)}\n`);
	const room = await house.createRoom({ 'a.py': lines('one').join(''), 'b.py': lines('two').join('') });
	await worker.stop();
	worker = house.startWorker({
		COVIBE_OPENAI_COMPATIBLE_URL: house.standIns.urls.openai,
		COVIBE_OPENAI_COMPATIBLE_MODELS: 'small',
		COVIBE_OPENAI_COMPATIBLE_CONTEXT: '8192',
	});
	const before = house.standIns.requests.length;
	house.standIns.script({ status: 500 }, said('Small, but there.'));
	const id = await house.ask(room, '@ai look into a.py and b.py');
	expect((await house.becomes(id, 'done')).model).toBe('compatible/small');
	const sizes = house.standIns.requests.slice(before).map(({ body }) => JSON.stringify(body).length);
	expect(sizes[0]).toBeGreaterThan(30_000);
	expect(sizes[1]).toBeLessThan(8_192 * 3);
});

test('[AI15] the same request in the same room is answered once and paid once, and its row says so', async () => {
	const [room, other] = [await house.createRoom({ 'a.py': FILE }), await house.createRoom({ 'a.py': FILE })];
	const before = house.standIns.requests.length;
	const answer = said(`Done.\n\n${block('a.py', 'two = 2', 'two = 3')}`);
	house.standIns.script(answer, answer);
	const ana = await house.enter(room, house.ana);
	for (const thread of ['One', 'Another']) {
		const { id: threadId } = await createThread(house.sql, { projectId: room, title: thread, createdBy: house.ana.id });
		await house.becomes(await house.ask(room, '@ai go on', { threadId }), 'done');
		await eventually(() => expect(ana.read('a.py')).toBe(FILE.replace('two = 2', 'two = 3')));
		rejectHunks(ana.doc, {}, 'person');
		await eventually(async () => expect(await house.textOf(room, 'a.py')).toBe(FILE));
	}
	expect(house.standIns.requests).toHaveLength(before + 1);
	await house.becomes(await house.ask(other, '@ai go on'), 'done');
	expect(house.standIns.requests).toHaveLength(before + 2);
	const rows = await house.sql`
		SELECT outcome, input_tokens, micro_usd FROM turn_attempt WHERE project_id = ${room} ORDER BY id`;
	expect(rows.map(({ outcome }) => outcome as string)).toEqual(['done', 'cached']);
	expect(rows[1]).toMatchObject({ input_tokens: 0, micro_usd: 0 });
});

test('[AI13] a turn that is stopped writes nothing more, keeps what was said, and leaves no half without a button', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const ana = await house.enter(room, house.ana);
	house.standIns.script(said(`Slowly.\n\n${block('a.py', 'two = 2', 'line = 0\n'.repeat(400))}`, 10));
	const id = await house.ask(room, '@ai go on');
	await eventually(() => expect(ana.read('a.py')).toContain('line = 0\nline = 0'));
	await house.stop(id, room);
	await eventually(() => expect(ana.agent()).toBeUndefined());
	// Of 400 lines.
	expect(ana.read('a.py').split('line = 0').length).toBeLessThan(400);
	await eventually(async () => expect((await house.answerOf(id)).trimEnd()).toBe('Slowly.'));
	await eventually(async () =>
		expect((await house.turn(id)).outcomes).toMatchObject([{ kind: 'refused', path: 'a.py' }]),
	);
	await eventually(() => expect(readHunks(ana.doc).map(({ state }) => state)).toEqual(['cut']));
	expect(ana.read('a.py')).toContain('two = 2');
	await eventually(() => expect(house.standIns.requests.at(-1)?.isClosedEarly).toBe(true));
});

test('a plan waits, changes nothing, and is carried out when it is approved', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const ana = await house.enter(room, house.ana);
	house.standIns.script(said('1. Make `two` three.'));
	const id = await house.ask(room, '@ai go on', { mode: 'plan' });
	await house.becomes(id, 'waiting');
	expect(lastPrompt()).toContain('Write a plan');
	expect(await house.answerOf(id)).toBe('1. Make `two` three.');
	expect(ana.read('a.py')).toBe(FILE);
	house.standIns.script(said(`Done.\n\n${block('a.py', 'two = 2', 'two = 3')}`));
	await tellTurn(house.bus, room, await approveTurn(house.sql, { projectId: room, id }));
	await house.becomes(id, 'done');
	expect(lastPrompt()).toContain('1. Make `two` three.');
	expect(lastPrompt()).toContain('You may edit now.');
	expect(lastPrompt()).toContain('approved');
	await eventually(() => expect(ana.read('a.py')).toBe(FILE.replace('two = 2', 'two = 3')));
	expect(await house.answerOf(id)).toBe('Done.');
});

test('[AI13] when the asker may not edit any more, the turn ends with a sentence and writes nothing more', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const ana = await house.enter(room, house.ana);
	house.standIns.script(said(block('a.py', 'two = 2', 'line = 0\n'.repeat(400)), 10));
	const id = await house.ask(room, '@ai go on', { user: house.ben });
	await eventually(() => expect(ana.read('a.py')).toContain('line = 0'));
	await house.sql`UPDATE membership SET role = 'viewer' WHERE project_id = ${room} AND user_id = ${house.ben.id}`;
	const turn = await house.becomes(id, 'failed');
	expect(turn.failure).toBe('You have no right to do this in this room.');
	// Whatever it wrote comes before its good-bye.
	await eventually(() => expect(ana.agent()).toBeUndefined());
	const text = ana.read('a.py');
	await eventually(() => expect(house.standIns.requests.at(-1)?.isClosedEarly).toBe(true));
	expect(ana.read('a.py')).toBe(text);
	expect(text).toContain('two = 2');
	// What it could not end any more is ended by the next turn of the room.
	house.standIns.script(said('Hello.'));
	await house.becomes(await house.ask(room, '@ai hello'), 'done');
	await eventually(() => expect(readHunks(ana.doc).map(({ state }) => state)).toEqual(['cut']));
});

test('[AI13] a room that restarts in the middle finds its agent again, with all that it wrote', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const ana = await house.enter(room, house.ana);
	const lines = Array.from({ length: 120 }, (_, index) => `line = ${index}\n`).join('');
	house.standIns.script(said(`Here.\n\n${block('a.py', 'two = 2', lines.trimEnd())}\nThere.\n`, 20));
	const id = await house.ask(room, '@ai go on');
	await eventually(() => expect(ana.read('a.py')).toContain('line = 3'));
	await house.realtime.end('SIGKILL');
	house.realtime = await startRealtime(house.databaseUrl, house.port);
	await house.becomes(id, 'done', 30_000);
	await eventually(() => expect(ana.read('a.py')).toBe(`one = 1\n${lines}three = 3\n`));
	expect(await house.answerOf(id)).toBe('Here.\n\nThere.');
});

test('a room that has spent its month is told so, and nothing is asked', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const before = house.standIns.requests.length;
	await worker.stop();
	const id = await house.ask(room, '@ai go on');
	await saveAiSettings(house.sql, room, { ...SETTINGS, monthlyCapMicroUsd: 0 });
	worker = house.startWorker();
	const turn = await house.becomes(id, 'failed');
	expect(turn.failure).toContain('has used what this room may spend');
	expect(house.standIns.requests).toHaveLength(before);
});

test('in a local-only room a cloud is never asked: the built-in helper answers, and says why', async () => {
	const room = await house.createRoom({ 'a.py': FILE });
	const before = house.standIns.requests.length;
	await worker.stop();
	const id = await house.ask(room, '@ai outline', { model: 'anthropic/claude-sim' });
	await saveAiSettings(house.sql, room, { ...SETTINGS, isLocalOnly: true });
	worker = house.startWorker({
		OPENAI_BASE_URL: 'https://cloud.example/v1',
		ANTHROPIC_BASE_URL: 'https://cloud.example',
		GEMINI_BASE_URL: 'https://cloud.example',
	});
	await house.becomes(id, 'done');
	expect(await house.answerOf(id)).toContain('This room uses local models alone, so the built-in helper answers.');
	expect(house.standIns.requests).toHaveLength(before);
});
