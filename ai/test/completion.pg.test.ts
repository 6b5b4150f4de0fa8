import { askCompletion, type CompletionId, COMPLETIONS_TOPIC, takeCompletion } from '@covibe/db';
import type { CompletionAnswer, CompletionRequest, ProjectId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestHouse } from './room.ts';
import { wordsOf } from './stand-ins/scenarios.ts';

let house: TestHouse;

beforeAll(async () => {
	house = await TestHouse.open();
	house.startWorker({ COVIBE_COMPLETION_MODEL: 'openai/sim-fast', COVIBE_AI_USER_TURNS_PER_MINUTE: '1' });
});
afterAll(() => house.close());

const REQUEST: CompletionRequest = { path: 'a.ts', before: 'function add(a, b) {\n\treturn ', after: '\n}\n' };

async function ask(projectId: ProjectId, request = REQUEST): Promise<CompletionId> {
	const id = await askCompletion(house.sql, { projectId, userId: house.ana.id, request });
	await house.bus.publish(COMPLETIONS_TOPIC, { kind: 'asked', id });
	return id;
}

async function answerTo(projectId: ProjectId, request = REQUEST): Promise<CompletionAnswer | undefined> {
	const id = await ask(projectId, request);
	await eventually(async () => {
		const [row] = await house.sql`SELECT 1 FROM completion WHERE id = ${id} AND answer IS NOT NULL`;
		if (!row) throw new Error('no answer yet');
	});
	return takeCompletion(house.sql, id);
}

const rowsOf = (projectId: ProjectId) =>
	house.sql`SELECT turn_id, user_id, model, outcome FROM turn_attempt WHERE project_id = ${projectId} ORDER BY id`;

test('[AI16] what comes next is asked for once, written down as no turn, and known the next time', async () => {
	const room = await house.createRoom();
	house.standIns.script({ words: wordsOf('a + b;') });
	// More often than turns may be asked for.
	for (let time = 1; time <= 3; time++) expect(await answerTo(room)).toEqual({ text: 'a + b;' });
	const common = { turn_id: null, user_id: house.ana.id, model: 'openai/sim-fast' };
	expect(await rowsOf(room)).toMatchObject([
		{ ...common, outcome: 'done' },
		{ ...common, outcome: 'cached' },
		{ ...common, outcome: 'cached' },
	]);
});

test('[AI16] who types on ends the request at the provider', async () => {
	const room = await house.createRoom();
	house.standIns.script({ words: wordsOf('one two three '.repeat(200)), paceMs: 50 });
	const before = house.standIns.requests.length;
	const id = await ask(room);
	await eventually(() => expect(house.standIns.requests.length).toBe(before + 1));
	await takeCompletion(house.sql, id);
	await house.bus.publish(COMPLETIONS_TOPIC, { kind: 'dropped', id });
	await eventually(() => expect(house.standIns.requests.at(-1)?.isClosedEarly).toBe(true));
	await eventually(async () => expect(await rowsOf(room)).toMatchObject([{ outcome: 'aborted' }]));
});

test('[AI16] nothing of a file that may hold secrets is sent', async () => {
	const room = await house.createRoom();
	const before = house.standIns.requests.length;
	const answer = await answerTo(room, { ...REQUEST, path: 'deploy/.env' });
	expect(answer).toMatchObject({ text: '', why: 'Files that may hold secrets are sent to no model.' });
	expect(house.standIns.requests).toHaveLength(before);
});

test('[AI16] a provider that fails is no answer, and no sentence at each pause', async () => {
	const room = await house.createRoom();
	house.standIns.script({ status: 400 });
	expect(await answerTo(room)).toEqual({ text: '' });
});
