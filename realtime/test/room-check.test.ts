import { digestNow, encodeClientEvent, LIMITS } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { type Client, createRoomIn, createWorld, TestLog } from './world.ts';

/** The time of the room's own sweeps does not matter: these come long after. */
const LATER_MS = Date.now() + 3_600_000;

/** Three edits of one client, the last of which claims to stand behind and before the same character: whoever loads them gets another text. */
const MADE_UP = ['0101080004010474657874016100', '01010801840800016300', '01010802c408010801016600'].map((hex) =>
	Uint8Array.from(Buffer.from(hex, 'hex')),
);

function setUp() {
	const log = new TestLog();
	const room = createRoomIn(log);
	return { log, room, world: createWorld({ log }) };
}

const checksOf = (client: Client) => client.events.filter((event) => event.type === 'check');

test('[RT23] [PR20] a quiet room tells what it holds, once for each change', async () => {
	const { room, world } = setUp();
	const ada = await world.enter(room);
	ada.edit((text) => text.insert(0, 'hello'));
	await world.rooms.settled();
	world.rooms.sweep(LATER_MS);
	world.rooms.sweep(LATER_MS + 1_000);
	ada.deliver();
	expect(checksOf(ada)).toEqual([]);
	world.rooms.sweep(LATER_MS + 2_000);
	await eventually(() => {
		ada.deliver();
		expect(checksOf(ada)).toEqual([{ type: 'check', ...digestNow(ada.doc) }]);
	});
	world.rooms.sweep(LATER_MS + 100_000);
	ada.edit((text) => text.insert(0, 'more '));
	await world.rooms.settled();
	world.rooms.sweep(LATER_MS + 200_000);
	world.rooms.sweep(LATER_MS + 202_000);
	await eventually(() => {
		ada.deliver();
		expect(checksOf(ada).slice(1)).toEqual([{ type: 'check', ...digestNow(ada.doc) }]);
	});
});

test('[RT23] a page that holds something else is counted, and a room that nobody could load as it is is loaded anew', async () => {
	const { log, room, world } = setUp();
	const ada = await world.enter(room);
	for (let time = 0; time < 100; time++) ada.connection.receive(encodeClientEvent({ type: 'diverged', what: 'text' }));
	expect(await world.metrics.text()).toContain('covibe_divergences_total{what="text"} 1');
	expect([ada.closeCode, log.snapshots]).toEqual([undefined, []]);

	const other = createRoomIn(log, 'other');
	for (const [index, bytes] of MADE_UP.entries()) await log.append([{ projectId: other, seq: index + 1, bytes }]);
	const ben = await world.enter(other);
	ben.connection.receive(encodeClientEvent({ type: 'diverged', what: 'text' }));
	await eventually(() => {
		ben.deliver();
		expect(ben.nack).toBe('room-stale');
	});
	expect(log.snapshots).toEqual([{ projectId: other, seq: 3 }]);
	const again = await world.enter(other);
	again.connection.receive(encodeClientEvent({ type: 'diverged', what: 'text' }));
	expect(again.closeCode).toBeUndefined();
	await world.rooms.close();
});

test('[PR21] [RT11] from 90 % on a room says how full it is, to who is there and to who comes', async () => {
	const { room, world } = setUp();
	const ada = await world.enter(room);
	const piece = 'x'.repeat(3_650_000);
	for (let index = 0; index < 6; index++) ada.edit((text) => text.insert(0, piece));
	await world.rooms.settled();
	world.rooms.sweep(Date.now());
	world.rooms.sweep(Date.now());
	ada.deliver();
	const filling = [
		{ type: 'room-filling', percent: Math.floor((6 * piece.length * 100) / LIMITS.stateBytesPerProject) },
	];
	expect(ada.events).toEqual(filling);
	const ben = await world.enter(room, { person: 'Ben' });
	expect(ben.events).toEqual(filling);
	ben.edit((text) => text.delete(0, text.length));
	await world.rooms.settled();
	ben.edit((text) => text.insert(0, 'x'.repeat(300_000)));
	await world.rooms.settled();
	world.rooms.sweep(Date.now());
	ada.deliver();
	expect(ada.events.at(-1)).toEqual({ type: 'room-filling', percent: 0 });
	await world.rooms.close();
});
