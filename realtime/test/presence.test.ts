import { FRAME } from '@covibe/shared';
import { expect, test } from 'vitest';
import type { Client } from './world.ts';
import { createRoomIn, createWorld, TestLog } from './world.ts';

function setUp() {
	const log = new TestLog();
	return { room: createRoomIn(log), world: createWorld({ log }) };
}

/** What `client` shows for `other`. */
function stateOf(client: Client, other: Client): unknown {
	client.deliver();
	return client.awareness.states.get(other.doc.clientID);
}

const looks = { id: 'Ada0000000000000000000', name: 'Ada', colour: 4, kind: 'person' };

test('[RT8] the server says who somebody is, and drops what it does not know', async () => {
	const { room, world } = setUp();
	const [ada, ben] = [await world.enter(room, { colour: 4 }), await world.enter(room, { person: 'Ben' })];
	ada.sendPresence({ clock: 1, state: { user: { name: 'Ben', colour: 9 }, file: '0'.repeat(17), css: 'red;}' } });
	expect(stateOf(ben, ada)).toEqual({ user: looks, file: '0'.repeat(17) });
	ada.deliver();
	expect(ada.frameTypes.at(-1), 'sent on to its sender too').toBe(FRAME.awareness);
});

test('[RT8] a selection that would throw at its readers is dropped, a good one passes', async () => {
	const { room, world } = setUp();
	const [ada, ben] = [await world.enter(room, { colour: 4 }), await world.enter(room, { person: 'Ben' })];
	ada.sendPresence({ clock: 1, state: { selection: { anchor: 5, head: {} } } });
	expect(stateOf(ben, ada)).toEqual({ user: looks });
	const selection = { anchor: { tname: 'text', assoc: 0 }, head: { item: { client: 7, clock: 1 }, assoc: -1 } };
	ada.sendPresence({ clock: 2, state: { selection } });
	expect(stateOf(ben, ada)).toEqual({ user: looks, selection });
});

test('[RT8] nobody can speak, freeze or remove for another', async () => {
	const { room, world } = setUp();
	const [ada, mallory] = [await world.enter(room, { colour: 4 }), await world.enter(room, { person: 'Mallory' })];
	const ben = await world.enter(room, { person: 'Ben' });
	ada.sendPresence({ clock: 1, state: {} });
	const victim = ada.doc.clientID;
	const attack = () => {
		mallory.sendPresence({ client: victim, clock: 2, state: { file: '1'.repeat(17) } });
		mallory.sendPresence({ client: victim, clock: 2 ** 31, state: {} });
		mallory.sendPresence({ client: victim, clock: 3, state: null });
	};
	attack();
	mallory.sendPresence({ clock: 1, state: {} });
	attack();
	expect([stateOf(ben, ada), mallory.closeCode]).toEqual([{ user: looks }, undefined]);
	// What was said of others did not become something about oneself either.
	mallory.sendPresence({ clock: 2, state: { file: '3'.repeat(17) } });
	expect(stateOf(ben, mallory)).toMatchObject({ user: { name: 'Mallory' }, file: '3'.repeat(17) });
	ada.sendPresence({ clock: 2, state: { file: '2'.repeat(17) } });
	expect(stateOf(ben, ada)).toMatchObject({ file: '2'.repeat(17) });
});

test.each([
	['too large', 'x'.repeat(3_000)],
	['nested deeply', `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`.repeat(2)],
	['no JSON', '{'],
	['a number', '5'],
	['a list', '[]'],
])('[RT8] a state that is %s ends its connection, and reaches nobody', async (_, state) => {
	const { room, world } = setUp();
	const [ada, ben] = [await world.enter(room), await world.enter(room, { person: 'Ben' })];
	ada.sendPresence({ clock: 1, state });
	expect([ada.closeCode, stateOf(ben, ada)]).toEqual([4400, undefined]);
});

test('[RT8] who comes later is told of all, and who leaves is removed', async () => {
	const { room, world } = setUp();
	const ada = await world.enter(room, { colour: 4 });
	ada.sendPresence({ clock: 1, state: {} });
	const ben = await world.enter(room, { person: 'Ben' });
	expect(stateOf(ben, ada)).toEqual({ user: looks });
	ada.close(1001);
	expect(stateOf(ben, ada)).toBeUndefined();
});

test('[RT8] who comes back with the same client id is seen again at once', async () => {
	const { room, world } = setUp();
	const [ada, ben] = [await world.enter(room, { colour: 4 }), await world.enter(room, { person: 'Ben' })];
	ada.announce();
	expect(stateOf(ben, ada)).toBeDefined();
	ada.close(1006);
	expect(stateOf(ben, ada)).toBeUndefined();
	const again = await world.enter(room, { doc: ada.doc, colour: 4 });
	again.announce();
	again.deliver();
	again.announce();
	expect(stateOf(ben, again)).toEqual({ user: looks });
});

test('[RT8] a socket that died unnoticed gives its client id to the same person, and to nobody else', async () => {
	const { room, world } = setUp();
	const dead = await world.enter(room, { colour: 4 });
	dead.sendPresence({ clock: 5, state: {} });
	const mallory = await world.enter(room, { person: 'Mallory' });
	mallory.sendPresence({ client: dead.doc.clientID, clock: 9, state: {} });
	const again = await world.enter(room, { doc: dead.doc, colour: 4 });
	again.sendPresence({ clock: 6, state: { file: '1'.repeat(17) } });
	dead.close(1006);
	const ben = await world.enter(room, { person: 'Ben' });
	expect(stateOf(ben, again)).toEqual({ user: looks, file: '1'.repeat(17) });
});

test('[RT8] a tab that repeats what it heard of another does not take its place', async () => {
	const { room, world } = setUp();
	const [one, two] = [await world.enter(room, { colour: 4 }), await world.enter(room, { colour: 4 })];
	one.sendPresence({ clock: 1, state: {} });
	two.sendPresence({ client: one.doc.clientID, clock: 1, state: { file: '9'.repeat(17) } });
	one.sendPresence({ clock: 2, state: { file: '1'.repeat(17) } });
	const ben = await world.enter(room, { person: 'Ben' });
	expect(stateOf(ben, one)).toEqual({ user: looks, file: '1'.repeat(17) });
});

test('[RT8] two people never wear the same colour, and one person wears one', async () => {
	const { room, world } = setUp();
	const join = (person: string) => world.enter(room, { person, colour: 4 });
	const clients = [await join('Ada'), await join('Ben'), await join('Ada'), await join('Cleo')];
	expect(clients.map((client) => client.welcome?.user.colour)).toEqual([4, 5, 4, 6]);
});

test('[RT8] a frame that says thousands of things of its sender is passed on as the last of them', async () => {
	const { room, world } = setUp();
	const [ada, ben] = [await world.enter(room, { colour: 4 }), await world.enter(room, { person: 'Ben' })];
	ben.deliver();
	const count = 4_000;
	const file = '0'.repeat(17);
	const states = Array.from({ length: count }, (_, index) => (index === count - 1 ? { file } : {}));
	ada.sendPresences(states.map((state, index) => ({ clock: index + 1, state })));
	expect(ben.inbox).toHaveLength(1);
	expect(stateOf(ben, ada)).toEqual({ user: looks, file });
});

test('[RT8] A5 thousands of client ids of one person, each gone again, leave nothing behind', async () => {
	const { room, world } = setUp();
	const ada = await world.enter(room, { colour: 4 });
	ada.announce();
	const mallory = await world.enter(room, { person: 'Mallory' });
	for (const clock of [1, 2])
		for (let first = 1; first <= 20_000; first += 4_000)
			mallory.sendPresences(
				Array.from({ length: 4_000 }, (_, index) => ({ client: first + index, clock, state: clock === 1 ? {} : null })),
			);
	for (let visit = 0; visit < 1_000; visit++) {
		const tab = await world.enter(room, { person: 'Mallory' });
		tab.announce();
		tab.close(1001);
	}
	const late = await world.enter(room, { person: 'Late' });
	expect([...late.awareness.states.keys()].filter((client) => client !== late.doc.clientID)).toEqual([
		ada.doc.clientID,
	]);
	expect(late.awareness.meta.size).toBeLessThan(10);
	expect(mallory.closeCode).toBeUndefined();
});
