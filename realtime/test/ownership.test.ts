import { type TurnId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { bytesOf } from './long-chain.ts';
import { type Client, createRoomIn, createWorld, TestLog } from './world.ts';

/** Ada has typed "hello", and Mallory is in the room. */
async function setUp() {
	const log = new TestLog();
	const room = createRoomIn(log);
	const world = createWorld({ log });
	const ada = await world.enter(room);
	ada.edit((text) => text.insert(0, 'hello'));
	await world.rooms.settled();
	const mallory = await world.enter(room, { person: 'Mallory' });
	return { log, room, world, ada, mallory };
}

/** Ada goes on as if nothing had been tried: her edits arrive, and everybody who comes sees them. */
async function expectUnharmed({ log, room, world, ada }: Awaited<ReturnType<typeof setUp>>) {
	ada.deliver();
	ada.edit((text) => text.insert(5, ' world'));
	await world.rooms.settled();
	ada.deliver();
	expect([ada.closeCode, ada.acks.at(-1)]).toEqual([undefined, ada.sent]);
	expect(ada.text.toJSON()).toBe('hello world');
	for (const place of [world, createWorld({ log })])
		expect((await place.enter(room, { person: 'Cleo' })).text.toJSON()).toBe('hello world');
}

const refused = (client: Client) => [client.nack, client.closeCode];

test('[RT21] nobody takes the clocks that another needs next: not with garbage, not with text', async () => {
	for (const struct of [
		[[0x00], 2 ** 39],
		[[0x04], 1, 'text', 'forged'],
		[[0x01], 1, 'text', 1_000],
	]) {
		const house = await setUp();
		house.mallory.sendUpdate(bytesOf([1, 1, house.ada.doc.clientID, 5, ...(struct as [number[], number]), 0]));
		house.mallory.deliver();
		expect(refused(house.mallory)).toEqual(['client-taken', 4409]);
		expect(house.log.commits).toHaveLength(1);
		await expectUnharmed(house);
	}
});

test('[RT21] a forged edit is refused in an answer to a question too, also beside edits of the sender', async () => {
	const house = await setUp();
	const forger = new Y.Doc();
	Y.applyUpdate(forger, Y.encodeStateAsUpdate(house.ada.doc));
	forger.clientID = house.ada.doc.clientID;
	forger.getText('text').insert(5, ' forged');
	Y.applyUpdate(house.mallory.doc, Y.encodeStateAsUpdate(forger));
	house.mallory.editOffline((text) => text.insert(0, 'mine '));
	house.mallory.sendStep2(Y.encodeStateAsUpdate(house.mallory.doc));
	house.mallory.deliver();
	expect(refused(house.mallory)).toEqual(['client-taken', 4409]);
	await expectUnharmed(house);
});

test('[RT21] an id is bound while its first edit is on its way to the log', async () => {
	const { log, room, world, mallory } = await setUp();
	const ben = await world.enter(room, { person: 'Ben' });
	log.hold();
	ben.edit((text) => text.insert(0, 'b'));
	mallory.sendUpdate(bytesOf([1, 1, ben.doc.clientID, 1, [0x00], 5, 0]));
	mallory.deliver();
	log.release();
	await world.rooms.settled();
	ben.deliver();
	expect([refused(mallory), ben.closeCode, ben.acks.at(-1)]).toEqual([['client-taken', 4409], undefined, ben.sent]);
});

test('[RT21] who is only seen under an id is the one who will write under it, also after leaving', async () => {
	const { room, world } = await setUp();
	for (const hasLeft of [false, true]) {
		const vera = await world.enter(room, { person: 'Vera' });
		vera.sendPresence({ clock: 1, state: {} });
		if (hasLeft) vera.close(1001);
		const mallory = await world.enter(room, { person: 'Mallory' });
		mallory.sendUpdate(bytesOf([1, 1, vera.doc.clientID, 0, [0x04], 1, 'text', 'v', 0]));
		mallory.deliver();
		expect(refused(mallory)).toEqual(['client-taken', 4409]);
		const again = hasLeft ? await world.enter(room, { person: 'Vera', doc: vera.doc }) : vera;
		again.edit((text) => text.insert(0, 'v'));
		await world.rooms.settled();
		expect(again.closeCode).toBeUndefined();
	}
});

test('[RT8] [RT21] nobody is seen under an id that another writes under, or left with', async () => {
	const { room, world, ada, mallory } = await setUp();
	const ben = await world.enter(room, { person: 'Ben' });
	ben.sendPresence({ clock: 1, state: {} });
	ben.close(1001);
	mallory.sendPresences([
		{ client: ada.doc.clientID, clock: 5, state: {} },
		{ client: ben.doc.clientID, clock: 5, state: {} },
	]);
	expect(world.rooms.find(room)?.presence.all()).toBeUndefined();
	const benAgain = await world.enter(room, { person: 'Ben', doc: ben.doc });
	benAgain.sendPresence({ clock: 2, state: {} });
	ada.deliver();
	expect(ada.awareness.getStates().get(ben.doc.clientID)).toMatchObject({ user: { name: 'Ben' } });
});

test('[RT21] edits of an old tab arrive from any other device of the same person, also after a restart', async () => {
	const { log, room, ada } = await setUp();
	ada.close(1006);
	ada.editOffline((text) => text.insert(5, ' from yesterday'));
	const later = createWorld({ log });
	const phone = await later.enter(room, { doc: new Y.Doc() });
	Y.applyUpdate(phone.doc, Y.encodeStateAsUpdate(ada.doc));
	phone.sendStep2(Y.encodeStateAsUpdate(phone.doc));
	await later.rooms.settled();
	phone.deliver();
	expect([phone.closeCode, phone.acks.at(-1)]).toEqual([undefined, phone.sent]);
	expect((await later.enter(room)).text.toJSON()).toBe('hello from yesterday');
});

test('[RT21] what somebody else typed may be sent back once the room has it, and deleted', async () => {
	const { world, mallory } = await setUp();
	mallory.sendStep2(Y.encodeStateAsUpdate(mallory.doc));
	mallory.edit((text) => text.delete(0, 2));
	await world.rooms.settled();
	mallory.deliver();
	expect([mallory.closeCode, mallory.acks.at(-1)]).toEqual([undefined, mallory.sent]);
});

test('[RT21] an agent and who asked it do not write in each other’s name, nor one turn in that of another', async () => {
	const { room, world } = await setUp();
	const agentOf = (turn: string) => ({ turnId: turn.repeat(22) as TurnId, epoch: 1, name: 'Model' });
	const agent = await world.enter(room, { agent: agentOf('a') });
	agent.edit((text) => text.insert(0, 'ai '));
	await world.rooms.settled();
	for (const how of [{}, { agent: agentOf('b') }]) {
		const forger = await world.enter(room, how);
		forger.sendUpdate(bytesOf([1, 1, agent.doc.clientID, 3, [0x00], 1, 0]));
		forger.deliver();
		expect(refused(forger)).toEqual(['client-taken', 4409]);
	}
	// The next worker of the same turn brings what the last one left.
	agent.close(1006);
	agent.editOffline((text) => text.insert(3, 'more '));
	const next = await world.enter(room, { agent: { ...agentOf('a'), epoch: 2 }, doc: agent.doc });
	next.sendStep2(Y.encodeStateAsUpdate(agent.doc));
	await world.rooms.settled();
	next.deliver();
	expect([next.closeCode, next.text.toJSON()]).toEqual([undefined, 'ai more hello']);
});

test('[RT21] ids that were in the room before they had owners, as the seed’s, belong to nobody', async () => {
	const log = new TestLog();
	const room = createRoomIn(log);
	const seed = new Y.Doc();
	seed.getText('text').insert(0, 'seed');
	await log.append([{ projectId: room, seq: 1, bytes: Y.encodeStateAsUpdate(seed) }]);
	const mallory = await createWorld({ log }).enter(room);
	mallory.sendUpdate(bytesOf([1, 1, seed.clientID, 4, [0x84], seed.clientID, 3, 'x', 0]));
	mallory.deliver();
	expect(refused(mallory)).toEqual(['client-taken', 4409]);
});

test('[RT21] somebody who draws new ids without end is told to slow down', async () => {
	const { world, ada, mallory } = await setUp();
	for (let client = 1; client < 200; client++)
		mallory.sendUpdate(bytesOf([1, 1, client, 0, [0x04], 1, 'text', 'x', 0]));
	mallory.deliver();
	await world.rooms.settled();
	ada.deliver();
	expect(refused(mallory)).toEqual(['slow-down', 4529]);
	expect(ada.text.length).toBe(105);
});

test('[RT21] [RT30] what one node has bound, the others know, whichever way they hear of the row', async () => {
	for (const isTold of [false, true]) {
		const { log, room, world, ada } = await setUp();
		const there = createWorld({ log });
		const mallory = await there.enter(room, { person: 'Mallory' });
		const ben = await world.enter(room, { person: 'Ben' });
		ben.edit((text) => text.insert(0, 'b'));
		await world.rooms.settled();
		const [row] = await log.read(room, 1);
		there.rooms.find(room)?.hearRow(2, isTold ? row?.bytes : undefined);
		await eventually(() => {
			mallory.deliver();
			expect(mallory.text.toJSON()).toBe('bhello');
		});
		mallory.sendUpdate(bytesOf([1, 1, ben.doc.clientID, 1, [0x00], 1, 0]));
		mallory.deliver();
		expect(refused(mallory)).toEqual(['client-taken', 4409]);
		ben.close(1006);
		const moved = await there.enter(room, { person: 'Ben', doc: ben.doc });
		moved.edit((text) => text.insert(0, 'B'));
		await there.rooms.settled();
		moved.deliver();
		expect([moved.closeCode, moved.acks.at(-1), ada.closeCode]).toEqual([undefined, moved.sent, undefined]);
	}
});
