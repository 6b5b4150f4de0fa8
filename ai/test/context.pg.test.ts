import { readTurnContext } from '@covibe/db';
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

/** All that providers were told since a moment. */
const promptsSince = (count: number) => house.standIns.requests.slice(count).map(({ body }) => JSON.stringify(body));
const answer = (text: string) => ({ words: wordsOf(text) });

test('[AI10] a canary in files, in the chat and in keys reaches no prompt, no log, no answer and no other room', async () => {
	const canaries = [
		'kLm3Vx8qTz5Rw2Np',
		'ghp_Zq8vT3mN5xKw2LcRZq8vT3mN5xKw2LcRab12',
		'Hn4Bv7Cx1Zd9Ws6Q',
		'openai-key',
		'anthropic-key',
	];
	const source = `const dbPassword = '${canaries[0]}';\nconnect(dbPassword);\n`;
	const room = await house.createRoom({
		'.env': `API_TOKEN=${canaries[2]}\n`,
		'src/db.js': source,
		'README.md': 'Read me.\n',
	});
	const other = await house.createRoom({ 'a.js': 'a();\n' });
	const before = house.standIns.requests.length;
	house.standIns.script(
		{ tool: { name: 'open_file', input: { path: '.env' } } },
		{ tool: { name: 'search', input: { text: 'password' } } },
		answer(`Done.\n\n${block('src/db.js', 'connect(dbPassword);', 'await connect(dbPassword);')}`),
		answer('Nothing to do.'),
	);
	const id = await house.ask(room, `@ai why does src/db.js fail with the token ${canaries[1]}?`);
	const turn = await house.becomes(id, 'done');
	await house.becomes(await house.ask(other, '@ai and here?'), 'done');
	const told = [
		...promptsSince(before),
		...house.log,
		house.realtime.output(),
		await house.answerOf(id),
		JSON.stringify(turn),
	];
	expect(promptsSince(before)).toHaveLength(4);
	for (const canary of canaries) for (const each of told) expect(each).not.toContain(canary);
	expect(promptsSince(before)[2]).toContain('This file is withheld');
	expect(promptsSince(before)[2]).toContain('connect(dbPassword)');
	const ana = await house.enter(room, house.ana);
	expect(ana.read('src/db.js')).toBe(source.replace('connect(', 'await connect('));
	expect(turn.outcomes).toContainEqual(expect.objectContaining({ kind: 'withheld', path: '.env' }));
	expect(turn.outcomes).toContainEqual(expect.objectContaining({ kind: 'withheld', path: 'src/db.js' }));
});

test('a covered secret stays as it is when its line is edited beside it, and comes back when that is undone', async () => {
	const source = "const token = 'kLm3Vx8qTz5Rw2Np'\n";
	const room = await house.createRoom({ 'a.js': source });
	const covered = "const token = '‹withheld······›'";
	house.standIns.script(answer(block('a.js', covered, `${covered};`)));
	await house.becomes(await house.ask(room, '@ai add the semicolon'), 'done');
	const ana = await house.enter(room, house.ana);
	await eventually(() => expect(ana.read('a.js')).toBe("const token = 'kLm3Vx8qTz5Rw2Np';\n"));
});

test('a model opens what it was not shown, and may edit that; the person reads what was sent', async () => {
	const filler = Object.fromEntries(
		Array.from({ length: 12 }, (_, index) => [
			`lib/part${index}.js`,
			`export const value${index} = ${'1 + '.repeat(2_000)}1;\n`,
		]),
	);
	const room = await house.createRoom({
		...filler,
		'lib/target.js': 'export function find(list) {\n\treturn list[0];\n}\n',
	});
	const before = house.standIns.requests.length;
	const edit = block('lib/target.js', '\treturn list[0];', '\treturn list.at(0);');
	house.standIns.script(
		answer(`I look.\n\n${edit}`),
		{ tool: { name: 'open_file', input: { path: 'lib/target.js' } } },
		answer(`Now.\n\n${edit}`),
	);
	const id = await house.ask(room, '@ai use at() in find');
	const turn = await house.becomes(id, 'done');
	const [first, second, third] = promptsSince(before);
	expect(first).toContain('export function find(list)');
	expect(first).not.toContain('return list[0]');
	expect(second).toContain('This file was not shown to you');
	expect(third).toContain('return list[0]');
	expect(turn.outcomes.filter(({ kind }) => kind === 'edited')).toHaveLength(1);
	const ana = await house.enter(room, house.ana);
	expect(ana.read('lib/target.js')).toContain('list.at(0)');
	const sent = await readTurnContext(house.sql, id);
	expect(sent.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rules', 'list', 'map', 'request', 'tool']));
	expect(sent).toContainEqual(expect.objectContaining({ kind: 'tool', path: 'lib/target.js' }));
});

test('of a file that is too long the lines round the place are shown, and no SEARCH reaches the others', async () => {
	const lines = Array.from({ length: 30_000 }, (_, index) => `const value${index} = ${index};`);
	const room = await house.createRoom({ 'long.js': `${lines.join('\n')}\n` });
	const before = house.standIns.requests.length;
	house.standIns.script(
		answer(
			block('long.js', 'const value3 = 3;', 'const value3 = 4;') +
				block('long.js', 'const value20000 = 20000;', 'const value20000 = 2;'),
		),
		answer('I leave it.'),
	);
	const ana = await house.enter(room, house.ana);
	const file = [...ana.doc.getMap('files').keys()][0] as never;
	const mentions = [{ kind: 'selection', file, path: 'long.js', fromLine: 20_001, toLine: 20_001 }] as const;
	const turn = await house.becomes(await house.ask(room, '@ai change it', { mentions }), 'done');
	const [first, second] = promptsSince(before);
	expect(first).toContain('const value20000 = 20000;');
	expect(first).toMatch(/\[lines 1 to \d+ are not shown\]/);
	expect(second).toContain('These lines were not shown to you');
	await eventually(() => expect(ana.read('long.js').split('\n')[20_000]).toBe('const value20000 = 2;'));
	expect(ana.read('long.js').split('\n')[3]).toBe('const value3 = 3;');
	expect(turn.outcomes.map(({ kind }) => kind).sort()).toEqual(['edited', 'refused']);
});
