import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request as openRequest, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { openServer, type Server, type ServerOptions } from '../server.ts';
import type { Connection, Door, Socket, UpgradeRequest } from '../socket.ts';

/** A door that lets everybody in and keeps what it saw. For tests. */
export class OpenDoor implements Door<UpgradeRequest> {
	readonly requests: UpgradeRequest[] = [];
	readonly seats: Seat[] = [];
	/** Replace it to refuse, or to wait. */
	decide: (request: UpgradeRequest) => Promise<void> = () => Promise.resolve();

	async admit(request: UpgradeRequest): Promise<UpgradeRequest> {
		this.requests.push(request);
		await this.decide(request);
		return request;
	}

	connect(socket: Socket): Connection {
		const seat = new Seat(socket);
		this.seats.push(seat);
		return seat;
	}
}

export class Seat implements Connection {
	readonly socket: Socket;
	readonly frames: Uint8Array[] = [];
	texts = 0;
	closings = 0;

	constructor(socket: Socket) {
		this.socket = socket;
	}

	receive(frame: Uint8Array): void {
		this.frames.push(frame);
	}

	receiveText(): void {
		this.texts += 1;
	}

	closed(): void {
		this.closings += 1;
	}
}

export interface TestFront {
	readonly server: Server;
	readonly port: number;
	readonly door: OpenDoor;
	/** What was logged, one parsed line each. */
	readonly logged: Record<string, unknown>[];
	/** How many requests web answers or holds open right now. */
	readonly openRequests: () => number;
	readonly ask: (path: string, options?: AskOptions) => Promise<Answer>;
	/** Sends bytes as they are; gives all that came back once the server closes or `until` is seen. */
	readonly talk: (bytes: string | Buffer, until?: string) => Promise<string>;
	readonly close: () => Promise<void>;
}

export interface AskOptions {
	method?: string;
	headers?: Record<string, string | string[]>;
	body?: string | Buffer;
}

export interface Answer {
	status: number;
	headers: IncomingMessage['headers'];
	rawHeaders: string[];
	body: Buffer;
	text: string;
}

/** The real front as long as the running test. */
export async function openForTest(...parameters: Parameters<typeof openTestFront>): Promise<TestFront> {
	const front = await openTestFront(...parameters);
	onTestFinished(front.close);
	return front;
}

/** The real front on a free port, before a real web server on a unix socket. */
export async function openTestFront(
	web: RequestListener = (_, response) => response.end('web'),
	options: Partial<ServerOptions<UpgradeRequest>> = {},
): Promise<TestFront> {
	const folder = await mkdtemp(join(tmpdir(), 'covibe-front-'));
	const socketPath = join(folder, 'web.sock');
	const upstream = createServer(web);
	let open = 0;
	upstream.on('request', (_, response) => {
		open += 1;
		response.on('close', () => {
			open -= 1;
		});
	});
	await new Promise<void>((resolve) => upstream.listen(socketPath, resolve));
	const logged: Record<string, unknown>[] = [];
	const door = new OpenDoor();
	const server = await openServer({
		host: '127.0.0.1',
		port: 0,
		door,
		staticFolder: undefined,
		upstream: { socketPath },
		origin: undefined,
		trustProxy: false,
		notReadyReasons: () => [],
		metrics: () => Promise.resolve('# nothing\n'),
		metricsToken: undefined,
		log: pino(
			{ level: 'debug' },
			{ write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
		),
		...options,
	});
	return {
		server,
		port: server.port,
		door: options.door instanceof OpenDoor ? options.door : door,
		logged,
		openRequests: () => open,
		ask: (path, request) => ask(server.port, path, request),
		talk: (bytes, until) => talk(server.port, bytes, until),
		close: async () => {
			server.close();
			if (!upstream.listening) return;
			upstream.closeAllConnections();
			await new Promise((resolve) => upstream.close(resolve));
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function ask(port: number, path: string, { method = 'GET', headers = {}, body }: AskOptions = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const request = openRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (message) => {
			const chunks: Buffer[] = [];
			message.on('data', (chunk: Buffer) => chunks.push(chunk));
			message.on('error', reject);
			message.on('end', () => {
				const bytes = Buffer.concat(chunks);
				const { statusCode: status = 0, rawHeaders } = message;
				resolve({ status, headers: message.headers, rawHeaders, body: bytes, text: bytes.toString() });
			});
		});
		request.on('error', reject);
		request.end(body);
	});
}

function talk(port: number, bytes: string | Buffer, until?: string): Promise<string> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		let heard = '';
		const finish = () => {
			socket.destroy();
			resolve(heard);
		};
		socket.on('data', (data) => {
			heard += data.toString('latin1');
			if (until !== undefined && heard.includes(until)) finish();
		});
		socket.on('close', finish);
		socket.on('error', finish);
		socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
	});
}

/** What web saw of a request. */
export interface Echo {
	method: string;
	url: string;
	headers: Record<string, string>;
	body: string;
}

/** A web that answers with what arrived. */
export const echo: RequestListener = (request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const { method, url, headers } = request;
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString('latin1') }));
	});
};

export function parseEcho({ text }: { text: string }): Echo {
	return JSON.parse(text) as Echo;
}
