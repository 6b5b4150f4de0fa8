import { encodeClientEvent, LIMITS, type RoomEvent, type ThreadId, type TurnId } from '@covibe/shared';
import { expect, test } from 'vitest';
import type { AgentIdentity } from '../src/member.ts';
import { type Client, createRoomIn, createWorld, TestLog } from './world.ts';

const turn = 'T'.repeat(22) as TurnId;
const thread = 'A'.repeat(22) as ThreadId;
const agent = (epoch = 1): AgentIdentity => ({ turnId: turn, epoch, name: 'Model' });

function openRoom() {
	const log = new TestLog();
	const room = createRoomIn(log);
	const world = createWorld({ log });
	const enter = (how: Parameters<typeof world.enter>[1]) => world.enter(room, how);
	return { world, room, enter };
}

function write(client: Client, index: number, text: string): void {
	client.connection.receive(encodeClientEvent({ type: 'turn-delta', index, text }));
}

/** What a reader shows, by the rule of PR17. */
function read(events: readonly RoomEvent[]): string {
	let text = '';
	for (const event of events) if (event.type === 'turn-delta') text = text.slice(0, event.index) + event.text;
	return text;
}

test('[RT18] an answer reaches all who asked for our messages, and no stock client', async () => {
	const { enter } = openRoom();
	const [one, two] = [await enter({ person: 'One' }), await enter({ person: 'Two', role: 'viewer' })];
	const stock = await enter({ person: 'Stock', speaksCovibe: false });
	const writer = await enter({ person: 'One', agent: agent() });
	write(writer, 0, 'Hello ');
	write(writer, 6, 'wörld');
	for (const client of [one, two]) {
		client.deliver();
		expect(read(client.events)).toBe('Hello wörld');
	}
	stock.deliver();
	expect(stock.frameTypes.filter((type) => type >= 100)).toEqual([]);
});

test('[RT18] who comes in the middle gets what there is, and the rest after it', async () => {
	const { enter } = openRoom();
	const writer = await enter({ agent: agent() });
	write(writer, 0, 'Hello ');
	write(writer, 6, 'wo');
	const late = await enter({ person: 'Late' });
	write(writer, 8, 'rld');
	late.deliver();
	expect(late.events).toHaveLength(2);
	expect(read(late.events)).toBe('Hello world');
});

test('[PR17] an agent of a higher epoch goes on where it says, and what came after that place is gone', async () => {
	const { enter } = openRoom();
	write(await enter({ agent: agent(1) }), 0, 'Hello worms');
	const second = await enter({ agent: agent(2) });
	write(second, 9, 'ld');
	const late = await enter({ person: 'Late' });
	expect(late.events).toEqual([{ type: 'turn-delta', turn, epoch: 2, index: 0, text: 'Hello world' }]);
});

test('[RT18] an answer that is over is not told to who comes later', async () => {
	const { enter, world, room } = openRoom();
	write(await enter({ agent: agent() }), 0, 'Hello');
	(await world.rooms.open(room)).conversation.end(turn);
	expect((await enter({ person: 'Late' })).events).toEqual([]);
});

test('[RT18] a person who writes a piece of an answer is sent away, and nobody sees it', async () => {
	const { enter } = openRoom();
	const [witness, forger] = [await enter({ person: 'One' }), await enter({ person: 'Two', role: 'owner' })];
	write(forger, 0, 'I am the agent');
	expect(forger.closeCode).toBe(4403);
	witness.deliver();
	expect(witness.events).toEqual([]);
});

test('[PR7] an answer without an end is ended', async () => {
	const { enter } = openRoom();
	const writer = await enter({ agent: agent() });
	write(writer, LIMITS.answerUnits - 1, 'x');
	expect(writer.closeCode).toBeUndefined();
	write(writer, LIMITS.answerUnits, 'x');
	expect(writer.closeCode).toBe(4413);
});

test('[PR16] typing is told once a second and person, and not by who may only look', async () => {
	const { enter } = openRoom();
	const [ada, bo, viewer] = [
		await enter({ person: 'Ada' }),
		await enter({ person: 'Bo' }),
		await enter({ person: 'Viewer', role: 'viewer' }),
	];
	for (let times = 0; times < 5; times++)
		for (const client of [ada, bo]) client.connection.receive(encodeClientEvent({ type: 'typing', thread }));
	viewer.deliver();
	expect(viewer.events).toMatchObject([
		{ type: 'typing', thread, person: { name: 'Ada' } },
		{ type: 'typing', thread, person: { name: 'Bo' } },
	]);
	viewer.connection.receive(encodeClientEvent({ type: 'typing', thread }));
	expect(viewer.closeCode).toBe(4403);
});

test('[PR16] who floods the room with events is sent away with a code that lets it come back', async () => {
	const { enter } = openRoom();
	const [witness, flooder] = [await enter({ person: 'One' }), await enter({ person: 'Two' })];
	for (let times = 0; times < 1_200 && flooder.closeCode === undefined; times++)
		flooder.connection.receive(encodeClientEvent({ type: 'typing', thread }));
	expect([flooder.closeCode, witness.closeCode]).toEqual([4529, undefined]);
});

test('[PR18] an agent is stamped as one, with its asker, whatever it says of itself', async () => {
	const { enter } = openRoom();
	const witness = await enter({ person: 'One' });
	const writer = await enter({ person: 'Ada', agent: agent() });
	writer.awareness.setLocalState({ user: { id: 'x', name: 'Ada', colour: 1, kind: 'person' }, status: 'typing' });
	writer.announce();
	witness.deliver();
	expect(witness.awareness.getStates().get(writer.doc.clientID)).toMatchObject({
		user: { id: turn, name: 'Model', kind: 'agent', askedBy: 'Ada' },
		status: 'typing',
	});
});
