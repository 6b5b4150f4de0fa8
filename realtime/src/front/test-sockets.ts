import { connect, type Socket as TcpSocket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { openForTest, type openTestFront, type Seat, type TestFront } from './test-front.ts';

export interface JoinOptions {
	path?: string;
	origin?: string | undefined;
	protocols?: string[];
	headers?: Record<string, string>;
}

/** A client of our own page, unless the options say otherwise; it leaves when the test ends. */
export function join(port: number, options: JoinOptions = {}): WebSocket {
	const { path = '/sync/p1', protocols = ['covibe'], headers = {} } = options;
	const origin = 'origin' in options ? options.origin : `http://127.0.0.1:${port}`;
	const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers, ...(origin && { origin }) });
	client.on('error', () => undefined);
	onTestFinished(() => {
		client.terminate();
	});
	return client;
}

/** The HTTP status with which a handshake ended: 101 when it opened. */
export function statusOf(client: WebSocket): Promise<number> {
	return new Promise((resolve, reject) => {
		client.on('open', () => resolve(101));
		client.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
		client.on('error', reject);
	});
}

export function closeCodeOf(client: WebSocket): Promise<[number, string]> {
	return new Promise((resolve) => client.on('close', (code, reason) => resolve([code, reason.toString()])));
}

/** One client that is in, and what the server has of it. */
export async function seated(options?: Parameters<typeof openTestFront>[1]): Promise<[WebSocket, Seat, TestFront]> {
	const opened = await openForTest(undefined, options);
	const client = join(opened.port);
	expect(await statusOf(client)).toBe(101);
	const seat = opened.door.seats[0];
	if (!seat) throw new Error('nobody came in');
	return [client, seat, opened];
}

/** The bytes of a handshake, with more header lines. */
export const handshake = (port: number, more = '') =>
	`GET /sync/p1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
	`Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`;

/** A bare TCP connection that leaves when the test ends. */
export function dial(port: number): TcpSocket {
	const socket = connect(port, '127.0.0.1');
	socket.on('error', () => undefined);
	onTestFinished(() => {
		socket.destroy();
	});
	return socket;
}
