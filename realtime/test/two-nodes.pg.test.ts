import { addMember, findGrant, openBus, removeMember, roomTopic, signServiceToken } from '@covibe/db';
import type { ProjectId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type Nodes, openNodes } from './nodes.ts';
import { TICKET_SECRET } from './process.ts';
import { openRoomClient } from './room-client.ts';
import { type StockClient, TEXT_NAME } from './stock-client.ts';

let nodes: Nodes;
beforeAll(async () => {
	nodes = await openNodes();
});
afterAll(() => nodes.close());

/** Somebody of their own on each of the nodes. */
async function meet(): Promise<{ room: ProjectId; ada: StockClient; ben: StockClient }> {
	const room = await nodes.createRoom();
	const person = await nodes.createPerson('Ben');
	await addMember(nodes.sql, { projectId: room, userId: person, role: 'editor' });
	return { room, ada: await nodes.join(0, room), ben: await nodes.join(1, room, person) };
}

/** Types until `stop`, some hundred letters a second. */
function type(client: StockClient, letter: string): { stop(): void } {
	const timer = setInterval(() => client.text.insert(client.text.length, letter), 5);
	return { stop: () => clearInterval(timer) };
}

/** Both have the same text, and it is what the log has, and what was called durable is in it. */
async function expectConverged(room: ProjectId, clients: readonly StockClient[]): Promise<void> {
	await eventually(async () => {
		const logged = await nodes.loggedText(room);
		for (const client of clients) expect(client.text.toJSON()).toBe(logged);
	});
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(clients[0]!.doc));
	for (const client of clients) for (const update of client.acknowledged()) Y.applyUpdate(doc, update);
	expect(doc.getText(TEXT_NAME).toJSON()).toBe(clients[0]!.text.toJSON());
}

const stateOf = (client: StockClient, other: StockClient) =>
	client.provider.awareness.getStates().get(other.doc.clientID);
/** Each of the pairs: the first sees the second. */
const expectSeen = (...pairs: readonly [StockClient, StockClient][]) => {
	for (const [client, other] of pairs) expect(stateOf(client, other)).toMatchObject({ user: {} });
};

test('[RT30] [RT32] [RT33] people on two nodes type into one text, see each other, and are told apart', async () => {
	const { room, ada, ben } = await meet();
	await eventually(() => expectSeen([ada, ben], [ben, ada]));
	const colours = [stateOf(ben, ada), stateOf(ada, ben)].map(
		(state) => (state?.['user'] as { colour: number } | undefined)?.colour,
	);
	expect(new Set(colours).size).toBe(2);
	ada.text.insert(0, 'hello ');
	await eventually(() => expect(ben.text.toJSON()).toBe('hello '));
	ben.text.insert(6, 'world');
	await eventually(() => expect(ada.text.toJSON()).toBe('hello world'));
	ben.provider.awareness.setLocalStateField('file', '1'.repeat(17));
	await eventually(() => expect(stateOf(ada, ben)).toMatchObject({ file: '1'.repeat(17) }));
	const typing = [type(ada, 'a'), type(ben, 'b')];
	await eventually(() => expect(ada.text.length).toBeGreaterThan(300));
	for (const each of typing) each.stop();
	await expectConverged(room, [ada, ben]);
	expect([ada.closeCodes, ben.closeCodes]).toEqual([[], []]);
	ben.close();
	await eventually(() => expect(stateOf(ada, ben)).toBeUndefined());
});

test('[RT2] [RT33] kill -9 of a node: no acknowledged edit is lost, its people are gone for the others, and come back', async () => {
	const { room, ada, ben } = await meet();
	await eventually(() => expectSeen([ada, ben]));
	const typing = [type(ada, 'a'), type(ben, 'b')];
	await eventually(() => expect(ben.acknowledged().length).toBeGreaterThan(30));
	await nodes.processes[1]!.end('SIGKILL');
	const length = ada.text.length;
	await eventually(() => expect(ada.text.length).toBeGreaterThan(length + 50));
	await eventually(() => expect(stateOf(ada, ben)).toBeUndefined());
	await nodes.restart(1);
	await eventually(() => expectSeen([ada, ben]));
	for (const each of typing) each.stop();
	await expectConverged(room, [ada, ben]);
});

test('[RT32] Redis dies in the middle of typing: edits go on by the log, and all is as before when it is back', async () => {
	const { room, ada, ben } = await meet();
	await eventually(() => expectSeen([ada, ben], [ben, ada]));
	const typing = [type(ada, 'a'), type(ben, 'b')];
	await eventually(() => expect(ada.text.toJSON()).toMatch(/b/));
	await nodes.redis.kill();
	const seen = ben.text.toJSON().split('a').length;
	await eventually(() => expect(ben.text.toJSON().split('a').length).toBeGreaterThan(seen + 100));
	await nodes.redis.restart();
	for (const each of typing) each.stop();
	await expectConverged(room, [ada, ben]);
	ben.provider.awareness.setLocalStateField('file', '1'.repeat(17));
	await eventually(() => expect(stateOf(ada, ben)).toMatchObject({ file: '1'.repeat(17) }));
	ada.text.insert(0, 'after');
	await eventually(() => expect(ben.text.toJSON()).toMatch(/^after/));
	expect([ada.closeCodes, ben.closeCodes]).toEqual([[], []]);
});

test('[RT30] [RT33] a node that is stopped for long enough to be dead, and goes on: nothing is lost, nobody is a ghost', async () => {
	const { room, ada, ben } = await meet();
	const late = await nodes.join(1, room);
	await eventually(() => expectSeen([ada, ben], [ada, late], [late, ada]));
	const typing = [type(ada, 'a'), type(ben, 'b')];
	await eventually(() => expect(ada.text.toJSON()).toMatch(/b/));
	nodes.processes[1]!.child.kill('SIGSTOP');
	await eventually(() => expect([stateOf(ada, ben), stateOf(ada, late)]).toEqual([undefined, undefined]));
	ada.provider.disconnect();
	const onlyLate = await nodes.join(0, room);
	nodes.processes[1]!.child.kill('SIGCONT');
	await eventually(() => expectSeen([onlyLate, ben], [onlyLate, late], [ben, onlyLate]));
	await eventually(() => expect(stateOf(ben, ada)).toBeUndefined());
	ada.provider.connect();
	for (const each of typing) each.stop();
	await eventually(() => expectSeen([ben, ada]));
	await expectConverged(room, [ada, ben, late, onlyLate]);
});

test('[RT17] [RT22] news, and the end of a right, reach every node, with Redis and without', async () => {
	const room = await nodes.createRoom();
	const owner = (await findGrant(nodes.sql, room, nodes.ownerId))!;
	const bearer = signServiceToken(TICKET_SECRET, { userId: nodes.ownerId, lifetimeMs: 60_000 });
	const clients = await Promise.all(
		nodes.processes.map(({ port }) => openRoomClient({ port, projectId: room, bearer })),
	);
	const bus = openBus({ sql: nodes.sql, databaseUrl: nodes.databaseUrl, redisUrl: nodes.redisUrl });
	const tellAndHear = async () => {
		const heard = () => clients.map(({ events }) => events.filter(({ type }) => type === 'ai-settings-changed').length);
		const before = heard();
		await bus.publish(roomTopic(room), { kind: 'ai-settings' });
		await eventually(() => expect(heard().every((count, index) => count > before[index]!)).toBe(true), 1_000);
	};
	const removeFrom = async (index: number) => {
		const userId = await nodes.createPerson('Mallory');
		await addMember(nodes.sql, { projectId: room, userId, role: 'editor' });
		const mallory = await nodes.join(index, room, userId);
		await removeMember(nodes.sql, { actor: owner, userId });
		await bus.publish(roomTopic(room), { kind: 'rights', user: userId });
		await eventually(() => expect(mallory.closeCodes).toEqual([4403]));
	};
	// The first try may come before both nodes listen.
	await eventually(tellAndHear);
	for (const index of [0, 1]) await removeFrom(index);
	await nodes.redis.kill();
	await tellAndHear();
	for (const index of [0, 1]) await removeFrom(index);
	await nodes.redis.restart();
	await eventually(tellAndHear);
	for (const client of clients) client.close();
	await bus.close();
});
