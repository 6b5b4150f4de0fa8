import { changeRole, changeRoomRules, findGrant } from '@covibe/db';
import { FRAME, type ProjectId, readRoomEvent, type UserId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
let room: ProjectId;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
beforeEach(async () => (room = await house.createRoom()));

/** Somebody in the room, whose socket lives. */
async function present(userId: UserId = house.ownerId) {
	const client = house.join(room, userId);
	await eventually(() => expect(client.provider.synced).toBe(true));
	return client;
}

/** A socket that is told our events; what it was told last of the rules. */
async function witness() {
	const client = house.join(room, house.ownerId, { covibe: '1' });
	const told: { isFrozen: boolean | undefined } = { isFrozen: undefined };
	client.provider.messageHandlers[FRAME.roomEvent] = (_encoder, decoder) => {
		const event = readRoomEvent(decoder);
		if (event?.type === 'room-rules') told.isFrozen = event.rules.isFrozen;
	};
	await eventually(() => expect(client.provider.synced).toBe(true));
	return { ...client, told };
}

test('[RT26] in a frozen room nobody writes, without news, and everybody stays until they do', async () => {
	const bo = await present(await house.invite(room, 'editor'));
	const olga = await witness();
	bo.text.insert(0, 'before');
	await eventually(() => expect(olga.text.toJSON()).toBe('before'));
	await changeRoomRules(house.sql, room, { isFrozen: true });
	await eventually(() => expect(olga.told.isFrozen).toBe(true));
	expect([bo.closeCodes, olga.closeCodes]).toEqual([[], []]);
	bo.text.insert(0, 'after ');
	await eventually(() => expect(bo.closeCodes).toEqual([4403]));
	// The owner, too, has to unfreeze it first.
	const owner = await present();
	owner.text.insert(0, 'owner ');
	await eventually(() => expect(owner.closeCodes).toEqual([4403]));
	expect(olga.text.toJSON()).toBe('before');

	await changeRoomRules(house.sql, room, { isFrozen: false });
	await eventually(() => expect(olga.told.isFrozen).toBe(false));
	const writer = await present();
	writer.text.insert(0, 'thawed ');
	await eventually(() => expect(olga.text.toJSON()).toBe('thawed before'));
});

test('[RT26] a room that is frozen when it is loaded is frozen', async () => {
	await changeRoomRules(house.sql, room, { isFrozen: true });
	const client = await present();
	client.text.insert(0, 'x');
	await eventually(() => expect(client.closeCodes).toEqual([4403]));
});

test('[RT26] a full room takes nobody more but its owner and admins, and other tabs of who is in', async () => {
	const people = await Promise.all(['viewer', 'editor', 'editor'].map((role) => house.invite(room, role as 'viewer')));
	const [bo, cleo, dan] = people as [UserId, UserId, UserId];
	await changeRoomRules(house.sql, room, { maxPeople: 2 });
	await present(bo);
	const hers = await present(cleo);
	const his = house.join(room, dan);
	await eventually(() => expect(his.closeCodes).toEqual([4403]));
	await present(cleo);
	await present();
	await changeRole(house.sql, {
		actor: (await findGrant(house.sql, room, house.ownerId))!,
		userId: dan,
		role: 'admin',
	});
	await present(dan);
	expect(hers.closeCodes).toEqual([]);
});
