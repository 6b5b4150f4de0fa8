import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openForTest, type openTestFront, type TestFront } from './front/test-front.ts';

function open(options?: Parameters<typeof openTestFront>[1]): Promise<TestFront> {
	return openForTest((_, response) => response.end('web'), options);
}

async function join(port: number): Promise<WebSocket> {
	const client = new WebSocket(`ws://127.0.0.1:${port}/sync/p1`, 'covibe', { origin: `http://127.0.0.1:${port}` });
	client.on('error', () => undefined);
	await once(client, 'open');
	return client;
}

async function listenSomewhere(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('no port');
	return address.port;
}

/** A port named beforehand, as in use: on port 0 uWebSockets.js sets other socket options. */
async function findFreePort(): Promise<number> {
	const server = createServer();
	const port = await listenSomewhere(server);
	server.close();
	await once(server, 'close');
	return port;
}

test('a port that another of us has is refused, not shared', async () => {
	const { port } = await open({ port: await findFreePort() });
	await expect(open({ port })).rejects.toMatchObject({
		code: 'EADDRINUSE',
		message: `Port ${port} on 127.0.0.1 cannot be opened: it is in use.`,
	});
});

test('a port that another program has, and an address that is not ours, are told apart', async () => {
	const other = createServer();
	const port = await listenSomewhere(other);
	await expect(open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	other.close();
	await expect(open({ host: '203.0.113.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});

test('after closing, the port is free at once, also with connections that were open', async () => {
	const first = await open({ port: await findFreePort() });
	const client = await join(first.port);
	first.server.close();
	first.server.close();
	await once(client, 'close');
	const second = await open({ port: first.port });
	expect((await second.ask('/')).text).toBe('web');
});

test('after stopListening, who is in stays in and nobody comes', async () => {
	const { port, server, door } = await open();
	const client = await join(port);
	server.stopListening();
	server.stopListening();
	const newcomer = connect(port, '127.0.0.1');
	await expect(once(newcomer, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	client.send(Buffer.from([1]));
	await eventually(() => expect(door.seats[0]?.frames).toHaveLength(1));
	client.terminate();
});

test('closing ends sockets and requests, each told once, and publishing is then without effect', async () => {
	const { port, server, door, ask, openRequests } = await openForTest(() => undefined);
	const client = await join(port);
	const cut = expect(ask('/')).rejects.toThrow();
	await eventually(() => expect(openRequests()).toBe(1));
	server.close();
	await once(client, 'close');
	await cut;
	expect(door.seats[0]?.closings).toBe(1);
	await eventually(() => expect(openRequests()).toBe(0));
	server.publish('room', new Uint8Array([1]));
});

test('headers of 12 KB in two packets pass, of 40 KB they are refused', async () => {
	const { port } = await open();
	const talkInTwo = async (bytes: number) => {
		const socket = connect(port, '127.0.0.1').setNoDelay(true);
		let heard = '';
		socket.on('data', (data) => (heard += data.toString()));
		socket.on('error', () => undefined);
		socket.write(`GET /healthz HTTP/1.1\r\nHost: h\r\nCookie: ${'a'.repeat(bytes / 2)}`);
		await eventually(() => expect(socket.bytesWritten).toBeGreaterThan(bytes / 2));
		await new Promise((resolve) => setTimeout(resolve, 20));
		socket.write(`${'a'.repeat(bytes / 2)}\r\n\r\n`);
		await eventually(() => expect(heard).toContain('HTTP/1.1'));
		socket.destroy();
		return heard;
	};
	expect(await talkInTwo(12_000)).toMatch(/^HTTP\/1.1 200 /);
	expect(await talkInTwo(40_000)).toMatch(/^HTTP\/1.1 431 /);
});

test('[T14] a socket that says nothing, not even to pings, is closed', async () => {
	const { port, door } = await open({ limits: { idleTimeoutSeconds: 8 } });
	const client = await join(port);
	client.pause();
	await eventually(() => expect(door.seats[0]?.closings).toBe(1));
	client.terminate();
});
