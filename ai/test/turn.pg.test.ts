import { rejectHunks } from '@covibe/shared/hunks';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { block } from './edits/turn-world.ts';
import { TestHouse } from './room.ts';
import { wordsOf } from './stand-ins/scenarios.ts';

let house: TestHouse;

beforeAll(async () => {
	house = await TestHouse.open();
	house.startWorker();
});
afterAll(() => house.close());

const FILE = 'def add(a, b):\n    return a - b\n\n\ndef main():\n    print(add(1, 2))\n';
const FIXED = FILE.replace('a - b', 'a + b');
const ANSWER = `I turn the minus round.\n\n${block('main.py', '    return a - b', '    return a + b')}\nThat is all.\n`;

test.each(['openai/sim', 'anthropic/claude-sim', 'google/gemini-sim'])(
	'%s edits in a room of two: text, caret and files stream to both, and undo takes the agent’s alone',
	async (model) => {
		const room = await house.createRoom({ 'main.py': FILE });
		const [ana, ben] = [await house.enter(room, house.ana), await house.enter(room, house.ben)];
		house.standIns.script({ words: wordsOf(ANSWER), paceMs: 20 });
		const id = await house.ask(room, '@ai fix add', { model });
		await eventually(() => expect(ana.agent()?.user).toMatchObject({ kind: 'agent', askedBy: 'Ana', id }));
		await eventually(() => expect([ana, ben].map((person) => person.read('main.py'))).toEqual([FIXED, FIXED]));
		ben.text('main.py').insert(0, '# Ben was here\n');
		const turn = await house.becomes(id, 'done');
		expect(turn.outcomes.map(({ kind, path }) => `${kind} ${path}`)).toEqual(['edited main.py', 'checked main.py']);
		expect(await house.answerOf(id)).toBe('I turn the minus round.\n\nThat is all.');
		for (const person of [ana, ben]) {
			await eventually(() => expect(person.answer(id).trimEnd()).toBe('I turn the minus round.\n\nThat is all.'));
			const statuses = person.agentStates.map(({ status }) => status);
			expect(statuses).toEqual(expect.arrayContaining(['reading', 'thinking', 'typing']));
			expect(person.agentStates.some(({ selection }) => selection !== undefined)).toBe(true);
			await eventually(() => expect(person.agent()).toBeUndefined());
		}
		rejectHunks(ana.doc, { turn: id }, 'review');
		await eventually(() => expect(ben.read('main.py')).toBe(`# Ben was here\n${FILE}`));
		expect(turn.usage).toMatchObject({ inputTokens: 20, cachedTokens: 100, outputTokens: 11 });
	},
);

test('with no key at all the built-in helper fixes a file in a room of two, and says what it is', async () => {
	const bare = await TestHouse.open();
	bare.startWorker({ OPENAI_API_KEY: '', ANTHROPIC_API_KEY: '', GEMINI_API_KEY: '', OPENAI_BASE_URL: '' });
	const source = 'def pick(x):\n    if x == None:\n        return 1\n    return print(x\n';
	const room = await bare.createRoom({ 'main.py': source });
	const [ana, ben] = [await bare.enter(room, bare.ana), await bare.enter(room, bare.ben)];
	const id = await bare.ask(room, '@ai fix the problems in main.py', { model: 'built-in' });
	const turn = await bare.becomes(id, 'done');
	expect(await bare.answerOf(id)).toContain('not a language model');
	await eventually(() => expect(ben.read('main.py')).not.toBe(source));
	expect(turn.outcomes.map(({ kind }) => kind)).toEqual(['edited', 'checked']);
	await eventually(() => expect(ana.read('main.py')).toBe(ben.read('main.py')));
	rejectHunks(ben.doc, { turn: id }, 'review');
	await eventually(() => expect(ana.read('main.py')).toBe(source));
	await bare.close();
});
