import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

test('[RT1] two unmodified y-websocket clients see what each of them types, and where they are', async () => {
	const room = await house.createRoom();
	const [ada, ben] = [house.join(room), house.join(room, await house.invite(room, 'editor'))];
	ada.text.insert(0, 'hello ');
	await eventually(() => expect(ben.text.toJSON()).toBe('hello '));
	ben.text.insert(6, 'world');
	await eventually(() => expect(ada.text.toJSON()).toBe('hello world'));
	ada.provider.awareness.setLocalStateField('user', { name: 'somebody else' });
	await eventually(() =>
		expect(ben.provider.awareness.getStates().get(ada.doc.clientID)).toMatchObject({ user: { name: 'Olga Owner' } }),
	);
});

test('[RT1] rooms are kept apart', async () => {
	const [first, second] = [await house.createRoom(), await house.createRoom()];
	const [ada, ben] = [house.join(first), house.join(second)];
	ada.text.insert(0, 'first');
	ben.text.insert(0, 'second');
	const [seen, other] = [house.join(first), house.join(second)];
	await eventually(() => expect([seen.text.toJSON(), other.text.toJSON()]).toEqual(['first', 'second']));
});

test('[RT6] edits made while offline arrive on reconnecting, among those of the others', async () => {
	const room = await house.createRoom();
	const [ada, ben] = [house.join(room), house.join(room)];
	ada.text.insert(0, 'start.');
	await eventually(() => expect(ben.text.toJSON()).toBe('start.'));
	ada.provider.disconnect();
	ada.text.insert(0, 'offline ');
	ben.text.insert(6, ' online');
	ada.provider.connect();
	// Typed before the server's question was answered: the room is not ready for it.
	ada.provider.once('status', () => ada.text.insert(0, 'early '));
	await eventually(() => {
		expect(ben.text.toJSON()).toBe('early offline start. online');
		expect(ada.text.toJSON()).toBe(ben.text.toJSON());
	});
	expect(ada.closeCodes.filter((code) => code !== 1005)).toEqual([]);
});

test('[RT9] a viewer sees everything; an edit ends its connection for good and reaches nobody', async () => {
	const room = await house.createRoom();
	const ada = house.join(room);
	const viewer = house.join(room, await house.invite(room, 'viewer'));
	ada.text.insert(0, 'look');
	await eventually(() => expect(viewer.text.toJSON()).toBe('look'));
	viewer.text.insert(0, 'do not ');
	await eventually(() => expect(viewer.closeCodes).toEqual([4403]));
	expect(viewer.provider.shouldConnect).toBe(false);
	const again = house.join(room);
	await eventually(() => expect(again.text.toJSON()).toBe('look'));
});

test('[RT2] what many type at once is in the log, in fewer rows than edits', async () => {
	const room = await house.createRoom();
	const clients = Array.from({ length: 5 }, () => house.join(room));
	await eventually(() => expect(clients.every((client) => client.provider.synced)).toBe(true));
	for (let edit = 0; edit < 100; edit++) for (const client of clients) client.text.insert(0, String(edit % 10));
	await eventually(() => {
		const texts = new Set(clients.map((client) => client.text.toJSON()));
		expect([texts.size, clients[0]!.text.length]).toEqual([1, 500]);
	});
	const rows = await house.sql<{ bytes: Buffer }[]>`
		SELECT bytes FROM doc_update WHERE project_id = ${room} ORDER BY seq`;
	const replayed = new Y.Doc();
	for (const row of rows) Y.applyUpdate(replayed, row.bytes);
	expect(replayed.getText('text').toJSON()).toBe(clients[0]!.text.toJSON());
	expect(rows.length).toBeLessThan(250);
});
