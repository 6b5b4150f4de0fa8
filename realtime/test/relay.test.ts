import { openRedis, type Redis } from '@covibe/db';
import { startTestCluster, startTestRedis } from '@covibe/db/testing-redis';
import { encodeClientEvent, type ThreadId, type TurnId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RedisRelay } from '../src/relay/redis-relay.ts';
import { type Client, createRoomIn, createWorld, type JoinOptions, TestLog } from './world.ts';

const FILE = '1'.repeat(17);

type Server = { readonly redisUrl: string; close(): Promise<void> };

describe.each<[string, () => Promise<Server>]>([
	['Redis', startTestRedis],
	['a Redis cluster', startTestCluster],
])('nodes over %s', (_, start) => {
	let server: Server;
	let redis: Redis;
	let relays: RedisRelay[];
	let nodes: ReturnType<typeof createWorld>[];
	let log: TestLog;
	let rooms = 0;

	beforeAll(async () => {
		server = await start();
		redis = openRedis(server.redisUrl);
	});
	afterAll(async () => {
		redis.close();
		await server.close();
	});
	beforeEach(async () => {
		log = new TestLog();
		relays = [0, 1].map(() => new RedisRelay({ redisUrl: server.redisUrl, logger: pino({ level: 'silent' }) }));
		nodes = relays.map((relay) => createWorld({ log, relay }));
		await eventually(() => expect(relays.map((relay) => relay.isReady)).toEqual([true, true]));
	});
	afterEach(async () => {
		await Promise.all(nodes.map((node) => node.rooms.close()));
		await Promise.all(relays.map((relay) => relay.close()));
	});

	const createRoom = () => createRoomIn(log, `room${rooms++}x`);
	const enter = (node: number, room: ReturnType<typeof createRoom>, how: JoinOptions = {}) =>
		nodes[node]!.enter(room, how);
	/** What `client` shows for `other`. */
	const stateOf = (client: Client, other: Client): unknown => {
		client.deliver();
		return client.awareness.states.get(other.doc.clientID);
	};

	test('[RT32] a row reaches the other node; a long one is read from the log', async () => {
		const room = createRoom();
		const [ada, ben] = [await enter(0, room), await enter(1, room, { person: 'Ben' })];
		for (const piece of ['short', 'x'.repeat(200_000), 'end']) {
			ada.edit((text) => text.insert(text.length, piece));
			await eventually(() => {
				ben.deliver();
				expect(ben.text.toJSON().endsWith(piece)).toBe(true);
			});
		}
	});

	test('[RT33] who comes finds all who are on other nodes, in colours of their own, and is found', async () => {
		const room = createRoom();
		const ada = await enter(0, room, { colour: 4 });
		ada.sendPresence({ clock: 1, state: { file: FILE } });
		const ben = await enter(1, room, { person: 'Ben', colour: 4 });
		expect([ada.welcome?.user.colour, ben.welcome?.user.colour]).toEqual([4, 5]);
		expect(stateOf(ben, ada)).toMatchObject({ user: { name: 'Ada', colour: 4 }, file: FILE });
		ben.sendPresence({ clock: 1, state: {} });
		await eventually(() => expect(stateOf(ada, ben)).toMatchObject({ user: { name: 'Ben', colour: 5 } }));
		ben.close(1001);
		await eventually(() => expect(stateOf(ada, ben)).toBeUndefined());
	});

	test('[RT33] nobody takes, moves or removes on one node what is somebody’s on another', async () => {
		const room = createRoom();
		const [ada, mallory] = [await enter(0, room), await enter(1, room, { person: 'Mallory' })];
		ada.sendPresence({ clock: 1, state: { file: FILE } });
		await eventually(() => expect(stateOf(mallory, ada)).toMatchObject({ file: FILE }));
		const client = ada.doc.clientID;
		for (const [clock, state] of [
			[7, { file: '9'.repeat(17) }],
			[2 ** 31, {}],
			[8, null],
		] as const)
			mallory.sendPresence({ client, clock, state });
		mallory.sendPresence({ clock: 1, state: {} });
		await eventually(() => expect(stateOf(ada, mallory)).toMatchObject({ user: { name: 'Mallory' } }));
		expect([stateOf(ada, ada), stateOf(mallory, ada)]).toEqual([{}, expect.objectContaining({ file: FILE })]);
		const forge = async () => {
			const forger = await enter(1, room, { person: 'Mallory' });
			forger.doc.clientID = client;
			forger.edit((text) => text.insert(0, 'as Ada'));
			forger.deliver();
			return forger.nack;
		};
		// First the node makes sure that it has not missed anything.
		expect(await forge()).toBe('room-stale');
		await eventually(async () => expect(await forge()).toBe('client-taken'));
	});

	test('[RT33] a socket that died unnoticed on one node does not remove its successor on another', async () => {
		const room = createRoom();
		const [dead, cleo] = [await enter(0, room), await enter(0, room, { person: 'Cleo' })];
		dead.sendPresence({ clock: 5, state: {} });
		const again = await enter(1, room, { doc: dead.doc });
		again.sendPresence({ clock: 6, state: { file: FILE } });
		await eventually(() => expect(stateOf(cleo, dead)).toMatchObject({ file: FILE }));
		dead.close(1006);
		cleo.edit((text) => text.insert(0, 'x'));
		await eventually(() => {
			again.deliver();
			expect(again.text.toJSON()).toBe('x');
		});
		expect(stateOf(cleo, again)).toMatchObject({ file: FILE });
	});

	test('[RT18] typing and answers are heard on every node, in the middle too', async () => {
		const room = createRoom();
		const [ada, ben] = [await enter(0, room), await enter(1, room, { person: 'Ben' })];
		const agent = { turnId: 'T'.repeat(22) as TurnId, epoch: 1, name: 'Model' };
		const writer = await enter(0, room, { agent });
		const say = (client: Client, event: Parameters<typeof encodeClientEvent>[0]) =>
			client.connection.receive(encodeClientEvent(event));
		say(ada, { type: 'typing', thread: 'H'.repeat(22) as ThreadId });
		say(writer, { type: 'turn-delta', index: 0, text: 'Hello ' });
		say(writer, { type: 'turn-delta', index: 6, text: 'world' });
		await eventually(() => {
			ben.deliver();
			expect(ben.events.map((event) => event.type)).toEqual(['typing', 'turn-delta', 'turn-delta']);
		});
		await nodes[1]!.rooms.close();
		nodes[1] = createWorld({ log, relay: relays[1]! });
		const late = await enter(1, room, { person: 'Late' });
		late.deliver();
		expect(late.events).toMatchObject([{ type: 'turn-delta', index: 0, text: 'Hello world' }]);
	});

	test('[RT32] nodes that find Redis empty find each other again, and letters that are none are passed over', async () => {
		const room = createRoom();
		const [ada, ben] = [await enter(0, room), await enter(1, room, { person: 'Ben' })];
		for (const url of server.redisUrl.split(',')) {
			const one = openRedis(url);
			await eventually(() => one.run('FLUSHALL'));
			one.close();
		}
		ada.edit((text) => text.insert(0, 'lost on the way, '));
		await eventually(() => {
			ben.deliver();
			expect(ben.text.toJSON()).toBe('lost on the way, ');
		});
		const [inbox] = (await redis.run('KEYS', 'covibe:inbox:*').catch(() => [])) as string[];
		if (inbox !== undefined) await redis.run('XADD', inbox, '*', 'm', 'nonsense');
		ben.edit((text) => text.insert(text.length, 'and found'));
		await eventually(() => {
			ada.deliver();
			expect(ada.text.toJSON()).toBe('lost on the way, and found');
		});
	});

	test('[RT32] a room that is on one node costs no command while people type', async () => {
		const room = createRoom();
		const ada = await enter(0, room);
		const registry = `covibe:{${room}}:nodes`;
		expect(await redis.run('ZCARD', registry)).toBe(1);
		const spoken = nodes[0]!.rooms.find(room)!;
		const before = await countLetters();
		for (let letter = 0; letter < 20; letter++) {
			ada.edit((text) => text.insert(0, 'x'));
			await nodes[0]!.rooms.settled();
		}
		expect([spoken.seq, await countLetters()]).toEqual([20, before]);
	});

	async function countLetters(): Promise<number> {
		let letters = 0;
		for (const url of server.redisUrl.split(',')) {
			const one = openRedis(url);
			const stats = String(await eventually(() => one.run('INFO', 'commandstats')));
			letters += Number(/cmdstat_xadd:calls=(\d+)/.exec(stats)?.[1] ?? 0);
			one.close();
		}
		return letters;
	}
});
