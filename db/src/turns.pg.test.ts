import { CovibeError, LIMITS, type ProjectId, type ThreadId, type Turn, type TurnId } from '@covibe/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
	addMember,
	approveTurn,
	cancelTurn,
	type ClaimedTurn,
	claimTurn,
	createGuest,
	createProject,
	editQueuedTurn,
	enqueueTurn,
	failAbandonedTurns,
	findMessage,
	findRunningTurn,
	findTurn,
	finishTurn,
	forgiveDelivery,
	handBackTurn,
	type Lease,
	listTurns,
	moveTurnToFront,
	postMessage,
	readMonthUsage,
	readStandings,
	recordAttempt,
	removeQueuedTurn,
	renewLease,
	type Sql,
	transaction,
	type TurnEnd,
	type User,
} from './index.ts';

let database: TestDatabase;
let sql: Sql;
let ana: User;
let project: ProjectId;
let sent = 0;

beforeEach(async () => {
	database = await createTestDatabase();
	sql = database.sql;
	ana = await createGuest(sql, { name: 'Ana' });
	project = await createProject(sql, { name: 'Room', ownerId: ana.id, seed: undefined });
});
afterEach(() => database.close());

async function ask(text: string, room = project): Promise<TurnId> {
	return transaction(sql, async (tx) => {
		const threadId = room as string as ThreadId;
		const post = { projectId: room, threadId, authorId: ana.id, text, mentions: [], replyTo: undefined };
		const { message } = await postMessage(tx, { ...post, idempotencyKey: `key ${sent++}` });
		const turn = {
			projectId: room,
			threadId,
			messageId: message.id,
			askerId: ana.id,
			model: 'm',
			mode: 'edit',
		} as const;
		return enqueueTurn(tx, turn);
	});
}

async function claim(worker = 'one'): Promise<ClaimedTurn> {
	const claimed = await claimTurn(sql, { worker });
	if (!claimed) throw new Error('there was nothing to claim');
	return claimed;
}

const leaseOf = ({ turn }: { turn: Turn }): Lease => ({ id: turn.id, epoch: turn.epoch });
const expire = () => sql`UPDATE turn SET lease_until = now() - interval '1 second' WHERE state = 'running'`;
const done: TurnEnd = { state: 'done', text: 'All **done**.', agentName: 'Model', model: 'm-2', outcomes: [] };

async function refusal(act: Promise<unknown>): Promise<string> {
	try {
		await act;
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

describe('the queue of a room', () => {
	it('runs one turn at a time, in order, whoever asks for work', async () => {
		const [first, second] = [await ask('one'), await ask('two')];
		const claims = await Promise.all(['a', 'b', 'c', 'd'].map((worker) => claimTurn(sql, { worker })));
		expect(claims.flatMap((claimed) => claimed?.turn.id ?? [])).toEqual([first]);
		const running = claims.find((claimed) => claimed !== undefined)!;
		expect(running).toMatchObject({ projectId: project, askerId: ana.id, deliveries: 1, turn: { epoch: 1 } });
		expect((await findRunningTurn(sql, project))?.id).toBe(first);
		await finishTurn(sql, leaseOf(running), done);
		expect((await claim()).turn.id).toBe(second);
	});

	it('lets the turns of different rooms run beside each other', async () => {
		const other = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		const ids = [await ask('here'), await ask('there', other)];
		expect([(await claim('a')).turn.id, (await claim('b')).turn.id].sort()).toEqual(ids.sort());
	});

	it('holds five, and refuses the sixth with its message', async () => {
		await ask('runs');
		await claim();
		for (let index = 0; index < LIMITS.queuedTurnsPerProject; index++) await ask('waits');
		const before = await sql`SELECT 1 FROM chat_message`;
		expect(await refusal(ask('too many'))).toBe('queue-full');
		expect(await sql`SELECT 1 FROM chat_message`).toHaveLength(before.length);
	});

	it('can be edited, reordered and shortened by who asked, until a turn runs', async () => {
		const bo = await createGuest(sql, { name: 'Bo' });
		await addMember(sql, { projectId: project, userId: bo.id, role: 'editor' });
		const [first, second, third] = [await ask('one'), await ask('two'), await ask('three')];
		const change = { projectId: project, text: 'zwei', model: 'other', mode: 'ask' } as const;
		expect(await refusal(editQueuedTurn(sql, { ...change, id: second, askerId: bo.id }))).toBe('turn-over');
		const edited = await editQueuedTurn(sql, { ...change, id: second, askerId: ana.id });
		expect(edited.turn).toMatchObject({ model: 'other', mode: 'ask', version: 2 });
		expect((await findMessage(sql, edited.message))?.message.text).toBe('zwei');
		await moveTurnToFront(sql, { projectId: project, id: third });
		const removed = await removeQueuedTurn(sql, { projectId: project, id: first, askerId: ana.id });
		expect((await findMessage(sql, removed.message))?.message.isDeleted).toBe(true);
		expect((await claim()).turn.id).toBe(third);
		expect(await refusal(editQueuedTurn(sql, { ...change, id: third, askerId: ana.id }))).toBe('turn-over');
		const nowhere = { projectId: project, id: 'A'.repeat(22) as TurnId };
		expect(await refusal(moveTurnToFront(sql, nowhere))).toBe('turn-unknown');
		expect((await listTurns(sql, { projectId: project, ids: [first] })).map(({ state }) => state)).toEqual([
			'running',
			'cancelled',
			'queued',
		]);
	});
});

describe('the lease of a turn', () => {
	it('goes to another worker when it has run out, with a higher epoch, and the old worker can write nothing', async () => {
		await ask('one');
		const old = await claim('old');
		expect(await renewLease(sql, leaseOf(old), 'half an ans')).toBe(true);
		expect(await claimTurn(sql, { worker: 'eager' })).toBeUndefined();
		await expire();
		const taken = await claim('new');
		expect(taken.turn).toMatchObject({ id: old.turn.id, epoch: 2, text: 'half an ans' });
		expect(await renewLease(sql, leaseOf(old), 'stale')).toBe(false);
		expect(await finishTurn(sql, leaseOf(old), done)).toBeUndefined();
		expect(await handBackTurn(sql, leaseOf(old), 'stale')).toBe(false);
		expect((await findTurn(sql, old.turn.id))?.turn).toMatchObject({ state: 'running', text: 'half an ans' });
		expect(await finishTurn(sql, leaseOf(taken), done)).toMatchObject({ turn: { state: 'done' } });
	});

	it('keeps the epoch of its claim, also when another worker took the turn before its row was read', async () => {
		const id = await ask('one');
		// Once the claim has named its rows, and before it is done.
		await sql.unsafe(`
			CREATE FUNCTION take_over() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				UPDATE turn SET epoch = epoch + 1, worker = 'quick' WHERE id = NEW.id; RETURN NULL;
			END $$;
			CREATE TRIGGER take_over AFTER UPDATE ON turn FOR EACH ROW WHEN (NEW.worker = 'slow')
				EXECUTE FUNCTION take_over();`);
		const slow = await claim('slow');
		expect((await findTurn(sql, id))?.turn.epoch).toBe(2);
		expect(await renewLease(sql, leaseOf(slow), 'stale')).toBe(false);
	});

	it('[AI17] counts no delivery to a worker that lost its lease and lives', async () => {
		await ask('one');
		let lost: Lease | undefined;
		for (const worker of ['a', 'b', 'a', 'b', 'a']) {
			const claimed = await claim(worker);
			if (lost) await forgiveDelivery(sql, lost);
			lost = leaseOf(claimed);
			await expire();
		}
		expect(await failAbandonedTurns(sql)).toEqual([]);
	});

	it('is given three times, then the turn fails with a sentence', async () => {
		await ask('deadly');
		for (const worker of ['a', 'b', 'c']) {
			await claim(worker);
			await expire();
		}
		expect(await claimTurn(sql, { worker: 'd' })).toBeUndefined();
		const [failed] = await failAbandonedTurns(sql);
		expect(failed?.turn).toMatchObject({ state: 'failed' });
		expect((await findMessage(sql, failed!.answer!))?.message.text).toContain('tried three times');
		expect(await failAbandonedTurns(sql)).toEqual([]);
	});

	it('can be given back, which costs no delivery and fences the one who gave it', async () => {
		await ask('one');
		for (let restart = 0; restart < 5; restart++) {
			const held = await claim();
			expect(held.deliveries).toBe(1);
			expect(await handBackTurn(sql, leaseOf(held), 'so far')).toBe(true);
			expect(await renewLease(sql, leaseOf(held))).toBe(false);
		}
		expect((await claim()).turn.text).toBe('so far');
	});
});

describe('the end of a turn', () => {
	it('is one message by the agent, with what it cost in all', async () => {
		const id = await ask('one');
		const held = await claim();
		const attempt = {
			turnId: id,
			projectId: project,
			userId: ana.id,
			keyId: undefined,
			provider: 'openai',
			model: 'm',
			inputTokens: 100,
			cachedTokens: 50,
			cacheWriteTokens: 10,
			outputTokens: 20,
			microUsd: 300,
			isEstimated: false,
			priceVersion: 'p1',
			firstTokenMs: 200,
			outcome: 'overloaded',
		} as const;
		await recordAttempt(sql, attempt);
		await recordAttempt(sql, { ...attempt, outcome: 'done', isEstimated: true });
		const outcomes = [{ kind: 'edited', path: 'a.ts', detail: 'Two places.' }] as const;
		const ended = await finishTurn(sql, leaseOf(held), { ...done, outcomes });
		expect(ended?.turn).toMatchObject({ state: 'done', model: 'm-2', text: '', outcomes, answer: ended?.answer });
		expect(ended?.turn.usage).toEqual({
			inputTokens: 220,
			cachedTokens: 100,
			outputTokens: 40,
			microUsd: 600,
			isEstimated: true,
		});
		const answer = (await findMessage(sql, ended!.answer!))?.message;
		expect(answer).toMatchObject({ text: 'All **done**.', turn: id, replyTo: held.turn.message });
		expect(answer?.author).toMatchObject({ kind: 'agent', name: 'Model', model: 'm-2', askedBy: { id: ana.id } });
		expect(await readMonthUsage(sql, project)).toMatchObject({ calls: 2, microUsd: 600, unpricedCalls: 0 });
		await recordAttempt(sql, { ...attempt, microUsd: undefined });
		expect(await readMonthUsage(sql, project)).toMatchObject({ calls: 3, microUsd: 600, unpricedCalls: 1 });
		expect(await finishTurn(sql, leaseOf(held), done)).toBeUndefined();
	});

	it('can be a cancel, which keeps what was written and stops the worker from writing more', async () => {
		const id = await ask('one');
		const held = await claim();
		await renewLease(sql, leaseOf(held), 'So far');
		const elsewhere = await createProject(sql, { name: 'Other', ownerId: ana.id, seed: undefined });
		expect(await cancelTurn(sql, { id, projectId: elsewhere })).toBeUndefined();
		const cancelled = await cancelTurn(sql, { id, projectId: project });
		expect(cancelled?.turn.state).toBe('cancelled');
		expect((await findMessage(sql, cancelled!.answer!))?.message.text).toBe('So far');
		expect(await renewLease(sql, leaseOf(held), 'more')).toBe(false);
		expect(await finishTurn(sql, leaseOf(held), done)).toBeUndefined();
		expect(await cancelTurn(sql, { id, projectId: project })).toBeUndefined();
	});

	it('can be a plan that waits for approval, and then edits', async () => {
		const id = await ask('plan it');
		const held = await claim();
		expect((await finishTurn(sql, leaseOf(held), { ...done, state: 'waiting' }))?.turn).toMatchObject({
			state: 'waiting',
			endedAtMs: undefined,
		});
		expect(await claimTurn(sql, { worker: 'x' })).toBeUndefined();
		expect(await approveTurn(sql, { projectId: project, id })).toMatchObject({ state: 'queued', mode: 'edit' });
		expect((await claim()).turn).toMatchObject({ id, epoch: 2 });
	});
});

it('how it stands with a turn says its epoch and what its asker may do now', async () => {
	const id = await ask('one');
	await claim();
	expect(await readStandings(sql, [id])).toEqual([{ id, state: 'running', epoch: 1, role: 'owner' }]);
	await sql`DELETE FROM membership`;
	expect(await readStandings(sql, [id, 'A'.repeat(22) as TurnId])).toEqual([
		{ id, state: 'running', epoch: 1, role: undefined },
	]);
});
