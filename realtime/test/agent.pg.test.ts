import {
	type Bus,
	cancelTurn,
	type ClaimedTurn,
	claimTurn,
	countOthers,
	finishTurn,
	findGrant,
	openPostgresBus,
	postToChat,
	signAgentTicket,
	signServiceToken,
	tellEndedTurn,
	tellMessage,
	tellTurn,
} from '@covibe/db';
import type { ProjectId, ThreadId, UserId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';
import { TICKET_SECRET } from './process.ts';
import { openRoomClient, type RoomClient } from './room-client.ts';

let house: House;
let bus: Bus;
let room: ProjectId;
let asker: UserId;
const clients: RoomClient[] = [];
let sent = 0;

beforeAll(async () => {
	house = await openHouse();
	bus = openPostgresBus({ sql: house.sql, databaseUrl: house.databaseUrl });
	await house.sql`INSERT INTO ai_model (id, name, provider, is_local, has_installation_key, rank)
		VALUES ('m', 'Model', 'builtin', true, true, 0)`;
});
afterAll(async () => {
	await bus.close();
	await house.close();
});
beforeEach(async () => {
	room = await house.createRoom();
	asker = await house.invite(room, 'editor');
});
afterEach(async () => {
	for (const client of clients.splice(0)) client.close();
	// Workers claim in all rooms: what a test leaves would be taken by the next.
	await house.sql`DELETE FROM turn`;
});

async function enter(bearer: string): Promise<RoomClient> {
	const client = await openRoomClient({ port: house.realtime.port, projectId: room, bearer });
	clients.push(client);
	return client;
}

const person = (userId: UserId) => enter(signServiceToken(TICKET_SECRET, { userId, lifetimeMs: 60_000 }));

function agent({ turn }: ClaimedTurn, overrides: { projectId?: ProjectId; epoch?: number } = {}): Promise<RoomClient> {
	const claims = { turnId: turn.id, epoch: turn.epoch, projectId: room, askerId: asker, name: 'Model', ...overrides };
	return enter(signAgentTicket(TICKET_SECRET, claims));
}

async function post(text: string) {
	const grant = await findGrant(house.sql, room, asker);
	const posted = await postToChat(house.sql, grant!, {
		threadId: room as string as ThreadId,
		text,
		mentions: [],
		replyTo: undefined,
		idempotencyKey: `key ${sent++}`,
		model: undefined,
		mode: 'edit',
	});
	await tellMessage(bus, room, posted.message);
	if (posted.turn) await tellTurn(bus, room, posted.turn);
	return posted;
}

async function startTurn(): Promise<ClaimedTurn> {
	await post('@ai go');
	return takeTurn('one');
}

async function takeTurn(worker: string): Promise<ClaimedTurn> {
	const claimed = await claimTurn(house.sql, { worker });
	if (!claimed) throw new Error('there was nothing to claim');
	await tellTurn(bus, room, claimed.turn);
	return claimed;
}

const expireLeases = () => house.sql`UPDATE turn SET lease_until = now() - interval '1 second' WHERE state = 'running'`;
const textOf = (client: RoomClient) =>
	client.events.flatMap((event) => (event.type === 'turn-delta' ? event.text : [])).join('');
const closed = (client: RoomClient, code: number) => eventually(() => expect(client.closeCode).toBe(code));

test('[RT17] [RT18] two people see a message, its turn, the answer as it is written, and its end', async () => {
	const both = [await person(house.ownerId), await person(asker)];
	const claimed = await startTurn();
	const writer = await agent(claimed);
	const knowsTurn = ({ events }: RoomClient) =>
		events.some((event) => event.type === 'turn-changed' && event.turn.state === 'running');
	// News are read from the database, pieces of an answer are not: they may overtake.
	await eventually(() => expect(both.every(knowsTurn)).toBe(true));
	for (const [index, text] of ['Do', 'ne.'].entries()) writer.say({ type: 'turn-delta', index: index * 2, text });
	await eventually(() => expect(both.map(textOf)).toEqual(['Done.', 'Done.']));
	const late = await person(house.ownerId);
	await eventually(() => expect(textOf(late)).toBe('Done.'));
	const end = { state: 'done', text: 'Done.', agentName: 'Model', model: 'm', outcomes: [] } as const;
	const ended = await finishTurn(house.sql, { id: claimed.turn.id, epoch: claimed.turn.epoch }, end);
	await tellEndedTurn(bus, ended!);
	for (const client of both)
		await eventually(() => {
			const told = client.events.map((event) =>
				event.type === 'turn-changed' ? `turn ${event.turn.state}` : event.type,
			);
			// A row that changed again before it was read is told as it is then.
			const steps = ['message-posted', 'turn running', 'turn-delta', 'message-posted', 'turn done'];
			const isRepeat = (each: string, index: number) =>
				told[index - 1] === each || (each === 'turn running' && told.indexOf(each) < index);
			expect(told.filter((each, index) => steps.includes(each) && !isRepeat(each, index))).toEqual(steps);
		});
	await closed(writer, 4403);
	const after = await person(asker);
	// Who is alone talks to the AI, and who is here is written down a little late.
	await eventually(async () => expect(await countOthers(house.sql, { projectId: room, userId: asker })).toBe(1));
	await post('thanks');
	await eventually(() => expect(after.events).toMatchObject([{ type: 'message-posted', message: { text: 'thanks' } }]));
	expect(textOf(after)).toBe('');
});

test('[RT19] an agent is let in for its own room, turn and epoch alone', async () => {
	const claimed = await startTurn();
	await expect(agent(claimed, { epoch: 7 })).rejects.toThrow('409');
	await expect(agent(claimed, { projectId: await house.createRoom() })).rejects.toThrow('401');
	expect((await agent(claimed)).closeCode).toBeUndefined();
});

test('[RT19] the agent of an earlier epoch is sent away when another worker takes its turn', async () => {
	const first = await startTurn();
	const stale = await agent(first);
	await expireLeases();
	const second = await takeTurn('two');
	const fresh = await agent(second);
	await closed(stale, 4403);
	expect(stale.nacks).toEqual(['turn-over']);
	expect(fresh.closeCode).toBeUndefined();
	await expect(agent(first)).rejects.toThrow('409');
});

test('[RT19] a stopped turn ends its socket within a second, also when no news of it arrive', async () => {
	const claimed = await startTurn();
	const writer = await agent(claimed);
	await cancelTurn(house.sql, { id: claimed.turn.id, projectId: room });
	await closed(writer, 4403);
});

test('[RT19] an agent loses the right to edit with its asker, on the open socket and for the next', async () => {
	const claimed = await startTurn();
	const writer = await agent(claimed);
	writer.type('mine ');
	const witness = house.join(room);
	await eventually(() => expect(witness.text.toJSON()).toBe('mine '));
	await house.sql`UPDATE membership SET role = 'viewer' WHERE project_id = ${room} AND user_id = ${asker}`;
	await closed(writer, 4403);
	await expect(agent(claimed)).rejects.toThrow('403');
	await house.sql`DELETE FROM membership WHERE project_id = ${room} AND user_id = ${asker}`;
	await expect(agent(claimed)).rejects.toThrow('404');
	expect(witness.text.toJSON()).toBe('mine ');
	witness.close();
});

test('[RT20] who is in a room is known, agents apart, and with another person there the AI answers only when called', async () => {
	const alone = { projectId: room, userId: asker };
	expect((await post('hello')).turn).toBeDefined();
	await agent(await takeTurn('one'));
	const owner = await person(house.ownerId);
	await person(asker);
	await eventually(async () => expect(await countOthers(house.sql, alone)).toBe(1));
	expect((await post('hello')).turn).toBeUndefined();
	expect((await post('hello @ai')).turn).toBeDefined();
	owner.close();
	await eventually(async () => expect(await countOthers(house.sql, alone)).toBe(0));
});
