import { expect, test } from 'vitest';
import { createRoomIn, createWorld, TestLog } from '../test/world.ts';
import { createPatientLog } from './patient-log.ts';

test('[RT4] a log that never answers ends the rooms that wait for it, and they are built anew when it does', async () => {
	const log = new TestLog();
	const room = createRoomIn(log);
	const world = createWorld({ log, wrap: (each) => createPatientLog(each, 20) });
	const ada = await world.enter(room);
	log.hold();
	ada.edit((text) => text.insert(0, 'kept'));
	await world.rooms.settled();
	ada.deliver();
	expect(ada.nack).toBe('log-unavailable');
	expect(ada.acks.at(-1)).toBeLessThan(ada.sent);
	log.release();
	const again = await world.enter(room, { doc: ada.doc });
	await world.rooms.settled();
	again.deliver();
	expect([again.acks.at(-1), again.closeCode]).toEqual([again.sent, undefined]);
	await world.rooms.close();
});

test('[RT12] a room that cannot be loaded in time is refused, and can be opened later', async () => {
	const log = new TestLog();
	const room = createRoomIn(log);
	const load = log.load.bind(log);
	log.load = () => new Promise(() => undefined);
	const world = createWorld({ log, wrap: (each) => createPatientLog(each, 20) });
	await expect(world.rooms.open(room)).rejects.toMatchObject({ code: 'log-unavailable' });
	log.load = load;
	expect((await world.rooms.open(room)).projectId).toBe(room);
	await world.rooms.close();
});
