import { CovibeError, LIMITS, PROTOCOL_VERSION } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createRoomIn, createWorld, TestLog } from './world.ts';

function setUp(options?: { roomIdleMs?: number }) {
	const log = new TestLog();
	const room = createRoomIn(log);
	return { log, room, world: createWorld({ log, ...options }) };
}

test('[RT1] peers see what each of them types, and who joins later sees all of it', async () => {
	const { room, world } = setUp();
	const [ada, ben] = [await world.enter(room), await world.enter(room, { person: 'Ben' })];
	ada.edit((text) => text.insert(0, 'hello'));
	await world.rooms.settled();
	ben.deliver();
	ben.edit((text) => text.insert(5, ' world'));
	await world.rooms.settled();
	ada.deliver();
	expect(ada.text.toJSON()).toBe('hello world');
	expect((await world.enter(room, { person: 'Cleo' })).text.toJSON()).toBe('hello world');
});

test('[RT2] an update on a quiet log is written at once; all that comes meanwhile becomes one row', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	log.hold();
	for (const letter of 'abcde') ada.edit((text) => text.insert(text.length, letter));
	expect(log.commits).toHaveLength(1);
	log.release();
	await world.rooms.settled();
	expect(log.commits.map((rows) => rows.map((row) => row.seq))).toEqual([[1], [2]]);
	const loaded = new Y.Doc();
	for (const row of log.commits.flat()) Y.applyUpdate(loaded, row.bytes);
	expect(loaded.getText('text').toJSON()).toBe('abcde');
});

test('[RT2] rooms share a commit', async () => {
	const { log, room, world } = setUp();
	const other = createRoomIn(log, 'other');
	const [ada, ben] = [await world.enter(room), await world.enter(other)];
	log.hold();
	ada.edit((text) => text.insert(0, 'x'));
	ada.edit((text) => text.insert(0, 'y'));
	ben.edit((text) => text.insert(0, 'z'));
	log.release();
	await world.rooms.settled();
	expect(log.commits.map((rows) => rows.length)).toEqual([1, 2]);
});

test('[RT3] a peer never sees an update that is not in the log, nor does its author an ack', async () => {
	const { log, room, world } = setUp();
	const [ada, ben] = [await world.enter(room), await world.enter(room, { person: 'Ben' })];
	await world.rooms.settled();
	ada.deliver();
	const acksBefore = ada.acks.length;
	log.hold();
	ada.edit((text) => text.insert(0, 'secret'));
	ben.sendStep1();
	for (const client of [ada, ben]) client.deliver();
	const late = await world.enter(room, { person: 'Cleo' });
	expect([ben.text.toJSON(), late.text.toJSON(), ada.acks.length]).toEqual(['', '', acksBefore]);
	log.release();
	await world.rooms.settled();
	for (const client of [ada, ben, late]) client.deliver();
	expect([ben.text.toJSON(), late.text.toJSON(), ada.acks.at(-1)]).toEqual(['secret', 'secret', ada.sent]);
});

test('[RT4] after a failed commit nobody has seen the edit, all come back, and the author brings it again', async () => {
	const { log, room, world } = setUp();
	const [ada, ben] = [await world.enter(room), await world.enter(room, { person: 'Ben' })];
	log.failure = () => new CovibeError('log-unavailable');
	ada.edit((text) => text.insert(0, 'kept'));
	await world.rooms.settled();
	for (const client of [ada, ben]) client.deliver();
	expect([ada.nack, ada.closeCode, ben.nack, ben.closeCode]).toEqual([
		'log-unavailable',
		4507,
		'log-unavailable',
		4507,
	]);
	expect(ben.text.toJSON()).toBe('');
	expect(ada.acks.at(-1)).toBeLessThan(ada.sent);
	log.failure = undefined;
	const benAgain = await world.enter(room, { person: 'Ben', doc: ben.doc });
	expect(benAgain.text.toJSON()).toBe('');
	const adaAgain = await world.enter(room, { doc: ada.doc });
	await world.rooms.settled();
	for (const client of [adaAgain, benAgain]) client.deliver();
	expect([benAgain.text.toJSON(), adaAgain.acks.at(-1)]).toEqual(['kept', adaAgain.sent]);
});

test('[RT4] [RT30] a room that another node wrote to first goes on, and rooms of the same commit are not hurt', async () => {
	const { log, room, world } = setUp();
	const other = createRoomIn(log, 'other');
	const [ada, ben] = [await world.enter(room), await world.enter(other)];
	const stranger = new Y.Doc();
	stranger.getText('text').insert(0, 'from elsewhere ');
	await log.append([{ projectId: room, seq: 1, bytes: Y.encodeStateAsUpdate(stranger) }]);
	log.hold();
	ben.edit((text) => text.insert(0, 'a'));
	ada.edit((text) => text.insert(0, 'mine'));
	ben.edit((text) => text.insert(1, 'b'));
	log.release();
	await world.rooms.settled();
	for (const client of [ada, ben]) client.deliver();
	expect([ada.closeCode, ben.closeCode]).toEqual([undefined, undefined]);
	expect([ada.acks.at(-1), ben.acks.at(-1)]).toEqual([ada.sent, ben.sent]);
	for (const part of ['from elsewhere ', 'mine']) expect(ada.text.toJSON()).toContain(part);
});

test('[RT6] an update that builds on unknown ones is not stored; the client is asked, and nothing stays pending', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	ada.editOffline((text) => text.insert(0, 'lost '));
	ada.edit((text) => text.insert(5, 'found'));
	expect(log.commits).toHaveLength(0);
	ada.deliver();
	await world.rooms.settled();
	ada.deliver();
	expect(ada.acks.at(-1)).toBe(ada.sent);
	const ben = await world.enter(room, { person: 'Ben' });
	expect([ben.text.toJSON(), ben.doc.store.pendingStructs]).toEqual(['lost found', null]);
});

test('[RT6] [RT7] what a client types before it answered the question is not acknowledged until the answer is durable', async () => {
	const { log, room, world } = setUp();
	const ada = world.join(room);
	ada.editOffline((text) => text.insert(0, 'offline '));
	ada.connection.enter(await world.rooms.open(room));
	ada.edit((text) => text.insert(text.length, 'typed '));
	ada.edit((text) => text.insert(text.length, 'early'));
	await world.rooms.settled();
	ada.deliver({ answer: false });
	expect([ada.acks, log.commits.length]).toEqual([[], 0]);
	log.hold();
	ada.sendStep2(Y.encodeStateAsUpdate(ada.doc));
	ada.deliver();
	expect(ada.acks).toEqual([]);
	log.release();
	await world.rooms.settled();
	ada.deliver();
	expect(ada.acks).toEqual([3]);
	expect((await world.enter(room)).text.toJSON()).toBe('offline typed early');
});

test('[RT6] a deletion of something unknown, and an answer that is not complete, are not stored', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	const [, removal] = [ada.editOffline((text) => text.insert(0, 'abc')), ada.editOffline((text) => text.delete(0, 1))];
	ada.sendUpdate(removal[0]!);
	expect(log.commits).toHaveLength(0);
	ada.sendStep2(removal[0]!);
	ada.deliver();
	expect([ada.nack, ada.closeCode, log.commits.length]).toEqual(['room-stale', 4508, 0]);
});

test('[RT6] structs of two clients that wait for each other are not taken', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	// Clients 9 and 8, one letter each; each names the other's as its left neighbour.
	const circle = Uint8Array.from([2, 1, 9, 0, 0x84, 8, 0, 1, 120, 1, 8, 0, 0x84, 9, 0, 1, 121, 0]);
	ada.sendUpdate(circle);
	const check = new Y.Doc();
	Y.applyUpdate(check, circle);
	expect(check.store.pendingStructs).not.toBeNull();
	expect(log.commits).toHaveLength(0);
});

test('[RT7] a repeated update is acknowledged without a row, and not before the first of it is durable', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	await world.rooms.settled();
	ada.deliver();
	log.hold();
	const [update] = ada.editOffline((text) => text.insert(0, 'once'));
	ada.sendUpdate(update!);
	ada.sendUpdate(update!);
	ada.deliver();
	expect(ada.acks.at(-1)).toBe(1);
	log.release();
	await world.rooms.settled();
	ada.sendUpdate(update!);
	ada.deliver();
	expect([ada.acks.at(-1), log.commits.length]).toEqual([ada.sent, 1]);
});

test('[RT7] the count moves once a commit, not once an edit', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	log.hold();
	for (let edit = 0; edit < 50; edit++) ada.edit((text) => text.insert(0, 'x'));
	log.release();
	await world.rooms.settled();
	ada.deliver();
	expect(ada.acks).toEqual([1, 2, 51]);
});

test('[RT9] a viewer sees everything, and every way to change something is refused', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	ada.edit((text) => text.insert(0, 'look'));
	await world.rooms.settled();
	const ways = [
		(viewer: Awaited<ReturnType<typeof world.enter>>) => viewer.edit((text) => text.insert(0, 'x')),
		(viewer: Awaited<ReturnType<typeof world.enter>>) => viewer.edit((text) => text.delete(0, 1)),
		(viewer: Awaited<ReturnType<typeof world.enter>>) => {
			viewer.editOffline((text) => text.insert(0, 'x'));
			viewer.sendStep2(Y.encodeStateAsUpdate(viewer.doc));
		},
		(viewer: Awaited<ReturnType<typeof world.enter>>) => {
			viewer.editOffline((text) => text.insert(0, 'x'));
			viewer.edit((text) => text.insert(0, 'y'));
		},
	];
	for (const change of ways) {
		const viewer = await world.enter(room, { role: 'viewer', person: 'Vera' });
		expect([viewer.text.toJSON(), viewer.closeCode]).toEqual(['look', undefined]);
		change(viewer);
		expect(viewer.closeCode).toBe(4403);
		viewer.deliver();
		expect(viewer.nack).toBe('read-only');
	}
	expect(log.commits).toHaveLength(1);
});

test('[RT9] a viewer may send what the room has already, deletions too', async () => {
	const { room, world } = setUp();
	const ada = await world.enter(room);
	ada.edit((text) => text.insert(0, 'abcdef'));
	ada.edit((text) => text.delete(1, 2));
	await world.rooms.settled();
	const viewer = await world.enter(room, { role: 'viewer', person: 'Vera' });
	viewer.sendStep2(Y.encodeStateAsUpdate(viewer.doc));
	viewer.sendStep2(Y.encodeStateAsUpdate(ada.doc));
	viewer.deliver();
	expect([viewer.closeCode, viewer.acks.at(-1)]).toEqual([undefined, viewer.sent]);
});

test('[RT10] a stock client gets no message of ours', async () => {
	const { room, world } = setUp();
	const stock = await world.enter(room, { speaksCovibe: false });
	stock.edit((text) => text.insert(0, 'x'));
	await world.rooms.settled();
	stock.connection.keepAlive();
	stock.connection.refuse(new CovibeError('server-stopping'));
	stock.deliver();
	expect(stock.frameTypes.every((type) => type < 100)).toBe(true);
	expect(stock.frameTypes.length).toBeGreaterThan(2);
	expect(stock.closeCode).toBe(1012);
});

test('[RT10] a client that asked is welcomed first, then asked what it has', async () => {
	const { room, world } = setUp();
	const ada = world.join(room, { colour: 3 });
	ada.connection.enter(await world.rooms.open(room));
	ada.deliver();
	expect(ada.frameTypes).toEqual([103, 0]);
	expect(ada.welcome).toMatchObject({
		protocol: PROTOCOL_VERSION,
		role: 'editor',
		user: { name: 'Ada', colour: 3, kind: 'person' },
	});
});

test('[RT10] frames that come before the room is loaded are kept, within bounds', async () => {
	const { room, world } = setUp();
	const ada = world.join(room);
	ada.edit((text) => text.insert(0, 'early'));
	ada.connection.enter(await world.rooms.open(room));
	await world.rooms.settled();
	ada.deliver();
	expect([ada.acks[0], (await world.enter(room)).text.toJSON()]).toEqual([1, 'early']);
	const flooder = world.join(room);
	for (let frame = 0; frame < 300; frame++) flooder.sendUpdate(Uint8Array.of(0, 0));
	expect(flooder.closeCode).toBe(4529);
});

test('[RT5] a hostile frame ends its connection alone, and leaves no trace', async () => {
	const { log, room, world } = setUp();
	const ben = await world.enter(room, { person: 'Ben' });
	const frames = [[], [0], [0, 2], [0, 2, 2, 0], [0, 2, 3, 0, 0, 7], [0, 7, 0], [1, 255, 255], [0, 0, 2, 9, 9]];
	for (const frame of frames) {
		const mallory = await world.enter(room, { person: 'Mallory' });
		mallory.connection.receive(Uint8Array.from(frame));
		expect(mallory.closeCode, frame.join()).toBe(4400);
	}
	const text = await world.enter(room, { person: 'Mallory' });
	text.connection.receiveText();
	ben.deliver();
	expect([text.closeCode, log.commits.length, ben.closeCode]).toEqual([4400, 0, undefined]);
});

test('[RT11] a room that is full takes no more text, but still deletions', async () => {
	const { room, world } = setUp();
	const ada = await world.enter(room);
	const piece = 'x'.repeat(3_900_000);
	const pieces = Math.floor(LIMITS.stateBytesPerProject / piece.length);
	for (let index = 0; index < pieces; index++) ada.edit((text) => text.insert(0, piece));
	await world.rooms.settled();
	expect(ada.closeCode).toBeUndefined();
	ada.edit((text) => text.insert(0, piece));
	expect(ada.closeCode).toBe(4413);
	const ben = await world.enter(room, { person: 'Ben' });
	ben.edit((text) => text.delete(0, text.length));
	await world.rooms.settled();
	ben.edit((text) => text.insert(0, piece));
	await world.rooms.settled();
	ben.deliver();
	expect([ben.closeCode, ben.acks.at(-1)]).toEqual([undefined, ben.sent]);
});

test('[RT12] a room whose log cannot be read refuses everybody, and is tried again', async () => {
	const { log, room, world } = setUp();
	await log.append([{ projectId: room, seq: 2, bytes: Uint8Array.of(0, 0) }]);
	await expect(world.rooms.open(room)).rejects.toMatchObject({ code: 'room-unavailable' });
	await log.append([{ projectId: room, seq: 1, bytes: Uint8Array.of(0, 0) }]);
	await expect(world.rooms.open(room)).resolves.toBeDefined();
	await expect(world.rooms.open(createRoomIn(new TestLog(), 'unknown'))).rejects.toMatchObject({ code: 'not-found' });
	expect(world.rooms.size).toBe(1);
});

test('[RT12] all who come at once get the same room', async () => {
	const { room, world } = setUp();
	const [first, second] = await Promise.all([world.rooms.open(room), world.rooms.open(room)]);
	expect(first).toBe(second);
});

test('[RT13] an idle room is saved and forgotten, and comes back as it was', async () => {
	const { log, room, world } = setUp({ roomIdleMs: 1_000 });
	const ada = await world.enter(room);
	ada.edit((text) => text.insert(0, 'stay'));
	await world.rooms.settled();
	world.rooms.sweep(0);
	world.rooms.sweep(5_000);
	expect(log.snapshots).toEqual([]);
	ada.close(1001);
	world.rooms.sweep(10_000);
	expect(world.rooms.size).toBe(1);
	world.rooms.sweep(11_000);
	await eventually(() => expect(world.rooms.size).toBe(0));
	expect(log.snapshots).toEqual([{ projectId: room, seq: 1 }]);
	const again = await world.enter(room);
	again.edit((text) => text.insert(0, '!'));
	await world.rooms.settled();
	expect([again.text.toJSON(), log.commits.at(-1)?.[0]?.seq]).toEqual(['!stay', 2]);
});

test('[RT13] who comes while an idle room is saved finds it, and not a second one', async () => {
	const { log, room, world } = setUp({ roomIdleMs: 1_000 });
	const ada = await world.enter(room);
	ada.edit((text) => text.insert(0, 'x'));
	await world.rooms.settled();
	ada.close(1001);
	world.rooms.sweep(0);
	world.rooms.sweep(2_000);
	const opened = world.rooms.open(room);
	await eventually(() => expect(log.snapshots).toHaveLength(1));
	const ben = world.join(room, { person: 'Ben' });
	ben.connection.enter(await opened);
	expect(await world.rooms.open(room)).toBe(await opened);
});

test('[RT13] a long log is saved while people type, and a snapshot that fails hurts nobody', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	const save = log.saveSnapshot.bind(log);
	log.saveSnapshot = () => Promise.reject(new Error('disk full'));
	const type = async (rows: number) => {
		for (let row = 0; row < rows; row++) {
			ada.edit((text) => text.insert(0, 'x'));
			await world.rooms.settled();
		}
	};
	await type(500);
	world.rooms.sweep(0);
	log.saveSnapshot = save;
	await new Promise(setImmediate);
	world.rooms.sweep(0);
	expect(log.snapshots).toEqual([]);
	await type(500);
	world.rooms.sweep(0);
	await eventually(() => expect(log.snapshots).toEqual([{ projectId: room, seq: 1_000 }]));
	expect(ada.closeCode).toBeUndefined();
});
