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

const answer = (text: string) => ({ words: wordsOf(text) });

/** Asks in a room of one file, and gives what became of it. */
async function play(files: Readonly<Record<string, string>>, ...answers: readonly string[]) {
	const room = await house.createRoom(files);
	const before = house.standIns.requests.length;
	house.standIns.script(...answers.map(answer));
	const id = await house.ask(room, '@ai go on');
	const turn = await house.becomes(id, 'done');
	const ana = await house.enter(room, house.ana);
	const prompts = house.standIns.requests.slice(before).map(({ body }) => JSON.stringify(body));
	return { turn, ana, prompts, text: await house.answerOf(id) };
}

const SOURCE = 'def total(a, b):\n    return a + b\n\n\ndef use():\n    return total(1, 2)\n';

test('[AI11] a syntax error that the edit made goes back to the model, and the chat shows that it was checked', async () => {
	const { turn, ana, prompts } = await play(
		{ 'a.py': SOURCE },
		`Faster.\n\n${block('a.py', '    return a + b', '    return (a + b')}`,
		block('a.py', '    return (a + b', '    return b + a'),
	);
	expect(prompts).toHaveLength(2);
	expect(prompts[1]).toContain('Syntax:');
	await eventually(() => expect(ana.read('a.py')).toBe(SOURCE.replace('a + b', 'b + a')));
	expect(turn.outcomes.filter(({ kind }) => kind === 'checked')).toEqual([
		{
			kind: 'checked',
			path: 'a.py',
			detail: 'Checked: no new syntax errors, no new security findings, no function lost.',
		},
	]);
});

test('[AI11] after two rounds the turn ends, and says what is still wrong', async () => {
	const broken = block('a.py', '    return a + b', '    return (a + b');
	const { turn, prompts } = await play({ 'a.py': SOURCE }, broken, 'It is fine.', 'It is fine.', 'never asked');
	expect(prompts).toHaveLength(3);
	expect(turn.outcomes.find(({ kind }) => kind === 'checked')?.detail).toMatch(/^Line \d+: Syntax: /);
	// The answer that nobody asked for.
	expect(house.standIns.clear()).toBe(1);
});

test('[AI11] a function that is gone though another file uses it, and a secret that was written, are found', async () => {
	const { prompts } = await play(
		{ 'a.py': SOURCE, 'b.py': 'from a import total\n\nprint(total(1, 2))\n' },
		block('a.py', SOURCE.trimEnd(), 'def plus(a, b):\n    return a + b\n\n\nAPI_KEY = "kLm3Vx8qTz5Rw2Np"'),
		'It is meant so.',
		'It is meant so.',
	);
	expect(prompts[1]).toContain('total is gone, but b.py still uses it.');
	expect(prompts[1]).toContain('Something that looks like a secret was written.');
});

test('[AI11] what the agent wrote is formatted, in files that had the form before', async () => {
	const neat = 'const a = 1;\n\nfunction f(x) {\n\treturn x;\n}\n';
	const edit = block('neat.js', '\treturn x;', '\tconst y=x+1\n\treturn {y:y}');
	const { turn, ana } = await play({ 'neat.js': neat, '.prettierrc': '{ "useTabs": true }' }, edit);
	await eventually(() =>
		expect(ana.read('neat.js')).toBe(neat.replace('\treturn x;', '\tconst y = x + 1;\n\treturn { y: y };')),
	);
	expect(turn.outcomes[0]).toMatchObject({ kind: 'edited', path: 'neat.js' });
	const own = 'const a=1\n\nfunction f(x) {\n\treturn x;\n}\n';
	const left = await play({ 'neat.js': own }, edit);
	await eventually(() => expect(left.ana.read('neat.js')).toContain('const y=x+1\n'));
	expect(left.ana.read('neat.js')).toContain('const a=1\n');
});
