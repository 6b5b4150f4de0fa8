import {
	acceptLink,
	changeRole,
	createGuest,
	createLink,
	findGrant,
	type Grant,
	listLinks,
	removeMember,
	revokeLink,
} from '@covibe/db';
import type { ProjectId, UserId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
let room: ProjectId;
let owner: Grant;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());
beforeEach(async () => {
	room = await house.createRoom();
	owner = (await findGrant(house.sql, room, house.ownerId))!;
});

/** Somebody in the room, whose socket lives. */
async function present(userId: UserId) {
	const client = house.join(room, userId);
	await eventually(() => expect(client.provider.synced).toBe(true));
	return client;
}

/** How long it took until the condition held; nothing is told to the bus here, so the poll alone has to notice. */
async function within(limitMs: number, probe: () => void): Promise<void> {
	await eventually(probe, limitMs);
}

test('[RT22] a changed role sends its person away to come back with it, and nobody else', async () => {
	const [bo, cleo] = [await house.invite(room, 'editor'), await house.invite(room, 'editor')];
	const [his, hers] = [await present(bo), await present(cleo)];
	await changeRole(house.sql, { actor: owner, userId: bo, role: 'viewer' });
	await within(1_000, () => expect(his.closeCodes).toEqual([4509]));
	hers.text.insert(0, 'still here');
	await eventually(() => expect(his.text.toJSON()).toBe('still here'));
	his.text.insert(0, 'not any more ');
	await eventually(() => expect(his.closeCodes).toContain(4403));
	expect([hers.text.toJSON(), hers.closeCodes]).toEqual(['still here', []]);
});

test('[RT22] who is removed is sent away for good, and does not come back by the old link', async () => {
	const token = await createLink(house.sql, owner, { role: 'editor' });
	const bo = await createGuest(house.sql, { name: 'Bo' });
	await acceptLink(house.sql, { token, userId: bo.id });
	const his = await present(bo.id);
	const witness = await present(house.ownerId);
	await removeMember(house.sql, { actor: owner, userId: bo.id });
	await within(1_000, () => expect(his.closeCodes).toEqual([4403]));
	his.text.insert(0, 'typed after it');
	await expect(acceptLink(house.sql, { token, userId: bo.id })).rejects.toMatchObject({ code: 'removed' });
	witness.text.insert(0, 'calm');
	await eventually(() => expect(witness.provider.synced).toBe(true));
	expect([witness.text.toJSON(), his.closeCodes]).toEqual(['calm', [4403]]);
});

test('[RT22] a link that is withdrawn with its people takes their sockets too', async () => {
	const bo = await house.invite(room, 'viewer');
	const his = await present(bo);
	const [link] = await listLinks(house.sql, room);
	await revokeLink(house.sql, { projectId: room, id: link!.id, andPeople: true });
	await within(1_000, () => expect(his.closeCodes).toEqual([4404]));
});

test('[RT22] a deleted room sends everybody away', async () => {
	const clients = [await present(house.ownerId), await present(await house.invite(room, 'viewer'))];
	await house.sql`DELETE FROM project WHERE id = ${room}`;
	for (const client of clients) await within(1_000, () => expect(client.closeCodes).toEqual([4404]));
});
