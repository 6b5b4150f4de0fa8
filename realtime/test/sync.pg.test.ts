import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

test('[RT1] two unmodified y-websocket clients see what each of them types', async () => {
	const room = await house.createRoom();
	const [ada, ben] = [house.join(room), house.join(room)];
	ada.text.insert(0, 'hello ');
	await eventually(() => expect(ben.text.toJSON()).toBe('hello '));
	ben.text.insert(6, 'world');
	await eventually(() => expect(ada.text.toJSON()).toBe('hello world'));
});
