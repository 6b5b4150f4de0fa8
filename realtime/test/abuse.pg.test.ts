import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse({ SOCKETS_PER_PERSON: '2', SOCKET_FRAMES: '20/200', PERSON_FRAMES: '40/1000' });
});
afterAll(() => house.close());

test('[RT41] whoever floods is sent away to come back later, and the others go on; metrics tell of it', async () => {
	const room = await house.createRoom();
	const [ada, mallory] = [house.join(room), house.join(room, await house.invite(room, 'editor'))];
	await eventually(() => expect(ada.provider.synced && mallory.provider.synced).toBe(true));
	for (let edit = 0; edit < 400; edit++) mallory.text.insert(0, 'x');
	await eventually(() => expect(mallory.closeCodes[0]).toBe(4529));
	ada.text.insert(0, 'calm');
	const ben = house.join(room, await house.invite(room, 'viewer'));
	// What was refused comes with the answer to the server's question, after the pause.
	await eventually(() => {
		expect(ben.text.toJSON()).toContain('calm');
		expect(ben.text.length).toBe(404);
	});
	expect(ada.closeCodes).toEqual([]);
	const second = house.join(room);
	await eventually(() => expect(second.provider.synced).toBe(true));
	const third = house.join(room);
	await eventually(() => expect(third.closeCodes[0]).toBe(4529));
	second.close();
	await eventually(() => expect(third.provider.synced).toBe(true));
	const metrics = await (await fetch(`http://127.0.0.1:${house.realtime.port}/metrics`)).text();
	expect(metrics).toMatch(/covibe_limits_total\{limit="socket"\} [1-9]/);
	expect(metrics).toMatch(/covibe_limits_total\{limit="person-sockets"\} [1-9]/);
});
