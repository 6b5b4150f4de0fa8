import type { Socket as TcpSocket } from 'node:net';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Connection, Socket } from '../socket.ts';
import { OpenDoor, openForTest } from './test-front.ts';
import { closeCodeOf, dial, handshake, join, seated, statusOf } from './test-sockets.ts';

test('frames arrive in order, each with bytes of its own', async () => {
	const [client, seat] = await seated();
	for (let value = 0; value < 100; value += 1) client.send(Buffer.from([value, value]));
	client.send(Buffer.alloc(0));
	await eventually(() => expect(seat.frames).toHaveLength(101));
	expect(seat.frames.map((frame) => [...frame])).toEqual([
		...Array.from({ length: 100 }, (_, value) => [value, value]),
		[],
	]);
	client.send('a text');
	await eventually(() => expect(seat.texts).toBe(1));
});

test('what is sent and what is published arrive in one order', async () => {
	const [client, seat, { server }] = await seated();
	const heard: number[] = [];
	client.on('message', (data: Buffer, isBinary: boolean) => heard.push(isBinary ? (data[0] ?? -1) : -2));
	server.publish('room', new Uint8Array([99]));
	seat.socket.subscribe('room');
	for (let value = 0; value < 50; value += 2) {
		seat.socket.send(new Uint8Array([value]));
		server.publish('room', new Uint8Array([value + 1]));
	}
	seat.socket.unsubscribe('room');
	server.publish('room', new Uint8Array([98]));
	seat.socket.send(new Uint8Array([50]));
	await eventually(() => expect(heard).toEqual(Array.from({ length: 51 }, (_, value) => value)));
});

test('a topic reaches its own subscribers only', async () => {
	const { port, door, server } = await openForTest();
	const heard: string[] = [];
	for (const name of ['a', 'b']) {
		const client = join(port);
		await statusOf(client);
		client.on('message', (data: Buffer) => heard.push(`${name}:${data.toString()}`));
		door.seats.at(-1)?.socket.subscribe(name);
	}
	server.publish('a', Buffer.from('for a'));
	server.publish('b', Buffer.from('for b'));
	server.publish('nobody', Buffer.from('lost'));
	await eventually(() => expect(heard.toSorted()).toEqual(['a:for a', 'b:for b']));
});

test('closing tells the client code and reason and the connection once; afterwards nothing throws', async () => {
	const [client, seat] = await seated();
	const closed = closeCodeOf(client);
	seat.socket.close(4403, 'No right to write — sorry');
	seat.socket.close(4404, 'twice');
	seat.socket.send(new Uint8Array([1]));
	seat.socket.subscribe('room');
	seat.socket.unsubscribe('room');
	expect(await closed).toEqual([4403, 'No right to write — sorry']);
	expect(seat.closings).toBe(1);
});

test('a client that leaves is told to its connection once, politely or not', async () => {
	const { port, door } = await openForTest();
	for (const leave of [(client: WebSocket) => client.close(), (client: WebSocket) => client.terminate()]) {
		const client = join(port);
		await statusOf(client);
		const seat = door.seats.at(-1);
		leave(client);
		await eventually(() => expect(seat?.closings).toBe(1));
		seat?.socket.send(new Uint8Array([1]));
		seat?.socket.close(1000, '');
		expect(seat?.closings).toBe(1);
	}
});

test('a door that closes the socket while it connects gets one closed() all the same', async () => {
	let closings = 0;
	class ClosingDoor extends OpenDoor {
		override connect(socket: Socket): Connection {
			socket.send(new Uint8Array([7]));
			socket.close(4404, 'gone');
			return { receive: () => undefined, receiveText: () => undefined, closed: () => void (closings += 1) };
		}
	}
	const { port } = await openForTest(undefined, { door: new ClosingDoor() });
	const client = join(port);
	const heard: Buffer[] = [];
	client.on('message', (data: Buffer) => heard.push(data));
	expect(await closeCodeOf(client)).toEqual([4404, 'gone']);
	expect([closings, heard.map((data) => [...data])]).toEqual([1, [[7]]]);
});

test('a bug in a connection closes that socket, is logged, and the house lives', async () => {
	class BuggyDoor extends OpenDoor {
		override connect(socket: Socket): Connection {
			if (this.requests.length === 1) throw new Error('bug in connect');
			const throwing = () => {
				throw new Error('bug in receive');
			};
			return { ...super.connect(socket), receive: throwing, receiveText: throwing, closed: throwing };
		}
	}
	const { port, logged, ask } = await openForTest(undefined, { door: new BuggyDoor() });
	expect((await closeCodeOf(join(port)))[0]).toBe(1011);
	const client = join(port);
	await statusOf(client);
	client.send(Buffer.from([1]));
	expect((await closeCodeOf(client))[0]).toBe(1011);
	expect(JSON.stringify(logged)).toContain('bug in connect');
	expect(JSON.stringify(logged)).toContain('bug in receive');
	expect((await ask('/healthz')).status).toBe(200);
});

test('[T8] a frame over the limit closes its socket from the header alone', async () => {
	const { port, door } = await openForTest(undefined, { limits: { maxFrameBytes: 1_000_000 } });
	const client = join(port);
	await statusOf(client);
	client.send(Buffer.alloc(1_000_000));
	await eventually(() => expect(door.seats[0]?.frames).toHaveLength(1));
	const socket = dial(port);
	socket.resume();
	const closed = new Promise((resolve) => socket.on('close', resolve));
	socket.write(handshake(port));
	await eventually(() => expect(door.seats).toHaveLength(2));
	socket.write(Buffer.from('82ff000000000640000000000000', 'hex'));
	await closed;
	await eventually(() => expect(door.seats[1]?.closings).toBe(1));
	expect(door.seats[0]?.closings).toBe(0);
});

test.each([
	['reserved bits', 'f28100000000aa'],
	['a reserved opcode', '838100000000aa'],
	['a fragmented ping', '098100000000aa'],
	['text that is not UTF-8', '818200000000c328'],
])('[T7] %s: that socket closes, the others live', async (_, hex) => {
	const [client, , { port, door }] = await seated();
	const socket = dial(port);
	socket.resume();
	socket.write(handshake(port));
	await eventually(() => expect(door.seats).toHaveLength(2));
	socket.write(Buffer.from(hex, 'hex'));
	await eventually(() => expect(door.seats[1]?.closings).toBe(1));
	expect(client.readyState).toBe(WebSocket.OPEN);
	expect(door.seats[1]?.frames).toEqual([]);
});

test.each(['send', 'publish'] as const)(
	'[T11] a reader that is too slow is closed, never skipped (%s)',
	async (way) => {
		const { port, door, server } = await openForTest(undefined, { limits: { maxBackpressureBytes: 1_000_000 } });
		const socket = dial(port);
		socket.write(handshake(port));
		await eventually(() => expect(door.seats).toHaveLength(1));
		socket.pause();
		const seat = door.seats[0];
		seat?.socket.subscribe('room');
		let sent = 0;
		await eventually(async () => {
			const frame = new Uint8Array(32_000);
			new DataView(frame.buffer).setUint32(0, sent);
			sent += 1;
			if (way === 'send') seat?.socket.send(frame);
			else server.publish('room', frame);
			await new Promise((resolve) => setImmediate(resolve));
			expect(seat?.closings).toBe(1);
		});
		const heard = await readAll(socket);
		const numbers = frameNumbers(heard.subarray(heard.indexOf('\r\n\r\n') + 4));
		expect(numbers.length).toBeLessThan(sent);
		expect(numbers).toEqual(numbers.map((_, index) => index));
	},
);

function readAll(socket: TcpSocket): Promise<Buffer> {
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		socket.on('data', (data: Buffer) => chunks.push(data));
		socket.on('close', () => resolve(Buffer.concat(chunks)));
		socket.resume();
	});
}

/** The first four bytes of each whole binary frame of 32,000 bytes. */
function frameNumbers(bytes: Buffer): number[] {
	const numbers: number[] = [];
	for (let at = 0; at + 4 + 32_000 <= bytes.length && bytes[at] === 0x82; at += 4 + 32_000)
		numbers.push(bytes.readUInt32BE(at + 4));
	return numbers;
}
