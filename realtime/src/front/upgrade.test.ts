import { CovibeError } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { connect, type Socket as TcpSocket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Connection, Socket } from '../socket.ts';
import { OpenDoor, openTestFront, type Seat, type TestFront } from './test-front.ts';

let front: TestFront | undefined;
const clients: (WebSocket | TcpSocket)[] = [];

afterEach(async () => {
	for (const client of clients.splice(0)) client instanceof WebSocket ? client.terminate() : client.destroy();
	await front?.close();
	front = undefined;
});

async function open(options?: Parameters<typeof openTestFront>[1]): Promise<TestFront> {
	front = await openTestFront(undefined, options);
	return front;
}

interface ConnectOptions {
	path?: string;
	origin?: string | undefined;
	protocols?: string[];
	headers?: Record<string, string>;
}

function join(port: number, options: ConnectOptions = {}): WebSocket {
	const { path = '/sync/p1', protocols = ['covibe'], headers = {} } = options;
	const origin = 'origin' in options ? options.origin : `http://127.0.0.1:${port}`;
	const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers, ...(origin && { origin }) });
	client.on('error', () => undefined);
	clients.push(client);
	return client;
}

/** The HTTP status with which a handshake ended: 101 when it opened. */
function statusOf(client: WebSocket): Promise<number> {
	return new Promise((resolve, reject) => {
		client.on('open', () => resolve(101));
		client.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
		client.on('error', reject);
	});
}

function closeCodeOf(client: WebSocket): Promise<[number, string]> {
	return new Promise((resolve) => client.on('close', (code, reason) => resolve([code, reason.toString()])));
}

async function seated(options?: Parameters<typeof openTestFront>[1]): Promise<[WebSocket, Seat, TestFront]> {
	const opened = await open(options);
	const client = join(opened.port);
	expect(await statusOf(client)).toBe(101);
	const seat = opened.door.seats[0];
	if (!seat) throw new Error('nobody came in');
	return [client, seat, opened];
}

const handshake = (port: number, more = '') =>
	`GET /sync/p1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
	`Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`;

test('the door gets what the request says, and the ticket is not answered with', async () => {
	const { port, door } = await open();
	const headers = { authorization: 'Bearer key-1' };
	const client = join(port, { path: '/sync/a%20b?covibe=1&x=2', protocols: ['covibe', 'ticket.aa.bb-c_d'], headers });
	expect(await statusOf(client)).toBe(101);
	expect(client.protocol).toBe('covibe');
	expect(door.requests).toEqual([
		{ project: 'a%20b', speaksCovibe: true, ticket: 'aa.bb-c_d', bearer: 'key-1', remoteAddress: '127.0.0.1' },
	]);
	expect(door.seats[0]?.socket.remoteAddress).toBe('127.0.0.1');
});

test('without our subprotocol none is chosen, in whatever order they come', async () => {
	const { port, talk } = await open();
	const none = await talk(handshake(port), '\r\n\r\n');
	expect(none).toMatch(/^HTTP\/1.1 101 /);
	expect(none).not.toMatch(/sec-websocket-protocol/i);
	const ticketOnly = await talk(handshake(port, 'Sec-WebSocket-Protocol: ticket.abc\r\n'), '\r\n\r\n');
	expect(ticketOnly).toMatch(/^HTTP\/1.1 101 /);
	expect(ticketOnly).not.toMatch(/abc/);
	const ticketFirst = await talk(handshake(port, 'Sec-WebSocket-Protocol: ticket.abc, covibe\r\n'), '\r\n\r\n');
	expect(ticketFirst).toMatch(/sec-websocket-protocol: covibe\r\n/i);
	expect(ticketFirst).not.toMatch(/abc|sec-websocket-extensions/i);
});

test('a client without covibe=1 is a stock one', async () => {
	const { port, door } = await open();
	for (const path of ['/sync/p1', '/sync/p1?covibe=0', '/sync/p1?xcovibe=1']) await statusOf(join(port, { path }));
	expect(door.requests.map((request) => request.speaksCovibe)).toEqual([false, false, false]);
	expect(door.requests[0]).toMatchObject({ ticket: undefined, bearer: undefined });
});

test('[T1] foreign pages are refused before the door is asked', async () => {
	const { port, door } = await open();
	const foreign = [
		'https://evil.example',
		'null',
		`http://127.0.0.1:${port}.evil.example`,
		`http://127.0.0.1:${port + 1}`,
		`https://127.0.0.1:${port}`,
		undefined,
	];
	for (const origin of foreign) expect([origin, await statusOf(join(port, { origin }))]).toEqual([origin, 403]);
	const headers = { authorization: 'Bearer x' };
	expect(await statusOf(join(port, { origin: 'https://evil.example', headers }))).toBe(403);
	expect(door.requests).toEqual([]);
	expect(await statusOf(join(port, { origin: undefined, headers }))).toBe(101);
});

test('[T1] a configured origin is the only one, and a trusted proxy may name it', async () => {
	const { port } = await open({ origin: 'https://code.example.org' });
	expect(await statusOf(join(port))).toBe(403);
	expect(await statusOf(join(port, { origin: 'https://code.example.org' }))).toBe(101);
	await front?.close();
	const headers = {
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'code.example.org',
		'x-forwarded-for': '1.1.1.1, 198.51.100.7',
	};
	const plain = await open();
	expect(await statusOf(join(plain.port, { origin: 'https://code.example.org', headers }))).toBe(403);
	await plain.close();
	const behind = await open({ trustProxy: true });
	expect(await statusOf(join(behind.port, { origin: 'https://code.example.org', headers }))).toBe(101);
	expect(behind.door.requests[0]?.remoteAddress).toBe('198.51.100.7');
});

test('a refusal of the door becomes its HTTP status, a bug becomes 500 and is logged', async () => {
	const { port, door, logged } = await open();
	const failures: [Error, number][] = [
		[new CovibeError('ticket-invalid'), 401],
		[new CovibeError('not-found'), 404],
		[new CovibeError('log-unavailable'), 503],
		[new Error('secret detail'), 500],
	];
	for (const [failure, status] of failures) {
		door.decide = () => Promise.reject(failure);
		expect(await statusOf(join(port))).toBe(status);
	}
	door.decide = () => {
		throw new Error('not even a promise');
	};
	expect(await statusOf(join(port))).toBe(500);
	expect(logged.map((line) => line['msg'])).toEqual(Array(2).fill('the decision on a socket failed'));
	expect(await front?.talk(handshake(port))).not.toMatch(/secret detail|not even/);
});

test('[T4] a ticket is never logged', async () => {
	const { port, door, logged } = await open({ limits: { admitMs: 20 } });
	door.decide = () => Promise.reject(new Error('broken'));
	await statusOf(
		join(port, { protocols: ['covibe', 'ticket.canary-1'], headers: { authorization: 'Bearer canary-2' } }),
	);
	door.decide = () => new Promise(() => undefined);
	await statusOf(join(port, { protocols: ['covibe', 'ticket.canary-1'] }));
	expect(logged).toHaveLength(2);
	expect(JSON.stringify(logged)).not.toContain('canary');
});

test('what is no handshake is told so', async () => {
	const { ask, talk, port, door } = await open();
	for (const path of ['/sync/p1', '/sync/', '/sync/a/b']) {
		const answer = await ask(path);
		expect([path, answer.status, answer.headers['upgrade']]).toEqual([path, 426, 'websocket']);
	}
	expect((await ask('/sync/p1', { method: 'POST', body: 'x' })).status).toBe(426);
	const noUpgrade = handshake(port).replace('Upgrade: websocket\r\n', '');
	expect(await talk(noUpgrade, '\r\n\r\n')).toMatch(/^HTTP\/1.1 426 /);
	const shortKey = handshake(port).replace('dGhlIHNhbXBsZSBub25jZQ==', 'short');
	expect(await talk(shortKey, '\r\n\r\n')).toMatch(/^HTTP\/1.1 426 /);
	const deeper = handshake(port).replace('/sync/p1', '/sync/p1/x');
	expect(await talk(deeper, '\r\n\r\n')).toMatch(/^HTTP\/1.1 426 /);
	expect(door.requests).toEqual([]);
});

test('[T13] a door that does not decide in time gives 503, and its late answer opens nothing', async () => {
	const { port, door } = await open({ limits: { admitMs: 30 } });
	let decide = () => undefined as void;
	door.decide = () => new Promise<void>((resolve) => (decide = resolve));
	expect(await statusOf(join(port))).toBe(503);
	decide();
	door.decide = async () => undefined;
	expect(await statusOf(join(port))).toBe(101);
	expect(door.seats).toHaveLength(1);
});

test.each(['admits', 'refuses', 'fails'])(
	'[T5] a client that leaves while the door decides does no harm: it %s',
	async (end) => {
		const { port, door } = await open();
		const deciding: (() => void)[] = [];
		door.decide = () =>
			new Promise<void>((resolve, reject) => {
				if (end === 'admits') deciding.push(resolve);
				else deciding.push(() => reject(end === 'fails' ? new Error('x') : new CovibeError('not-found')));
			});
		for (let turn = 0; turn < 20; turn += 1) {
			const socket = connect(port, '127.0.0.1');
			clients.push(socket);
			socket.on('error', () => undefined);
			socket.write(handshake(port));
			await eventually(() => expect(deciding).toHaveLength(turn + 1));
			// Half of them politely (FIN), half of them not (RST).
			if (turn % 2 === 0) socket.end();
			else socket.resetAndDestroy();
		}
		door.decide = async () => undefined;
		// Connections are served in order of arrival: once this one is open, the ends of those before have been seen.
		expect(await statusOf(join(port))).toBe(101);
		for (const decide of deciding) decide();
		expect(await statusOf(join(port))).toBe(101);
		expect(door.seats).toHaveLength(2);
	},
);

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
	const { port, door, server } = await open();
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
	const { port, door } = await open();
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
	const { port } = await open({ door: new ClosingDoor() });
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
	const { port, logged, ask } = await open({ door: new BuggyDoor() });
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
	const { port, door } = await open({ limits: { maxFrameBytes: 1_000_000 } });
	const client = join(port);
	await statusOf(client);
	client.send(Buffer.alloc(1_000_000));
	await eventually(() => expect(door.seats[0]?.frames).toHaveLength(1));
	const socket = connect(port, '127.0.0.1');
	clients.push(socket);
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
	const socket = connect(port, '127.0.0.1');
	clients.push(socket);
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
		const { port, door, server } = await open({ limits: { maxBackpressureBytes: 1_000_000 } });
		const socket = connect(port, '127.0.0.1');
		clients.push(socket);
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
		socket.on('error', () => undefined);
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
