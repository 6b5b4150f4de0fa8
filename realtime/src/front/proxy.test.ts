import { randomBytes } from 'node:crypto';
import { createServer, get, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { echo, openForTest, parseEcho } from './test-front.ts';
import { dial } from './test-sockets.ts';

test('a request reaches web with its method, its raw path and its query', async () => {
	const { ask } = await openForTest(echo);
	const seen = parseEcho(await ask('/p/a%2Fb%20c?x=%20&y', { method: 'PUT', body: 'hello' }));
	expect(seen).toMatchObject({ method: 'PUT', url: '/p/a%2Fb%20c?x=%20&y', body: 'hello' });
});

test('web gets address, protocol and host from us, and no such claim of the client', async () => {
	const { ask, port } = await openForTest(echo);
	const headers = {
		'x-forwarded-for': '6.6.6.6',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'evil.example',
		'x-forwarded-port': '1',
		forwarded: 'for=6.6.6.6',
		'x-real-ip': '6.6.6.6',
		proxy: 'http://evil.example',
		connection: 'x-forwarded-for, x-secret',
		'x-secret': 'one hop only',
		te: 'trailers',
		'proxy-authorization': 'Basic eDp5',
		'x-kept': 'yes',
	};
	const seen = parseEcho(await ask('/', { headers }));
	expect(seen.headers).toEqual({
		host: `127.0.0.1:${port}`,
		'x-kept': 'yes',
		'x-forwarded-for': '127.0.0.1',
		'x-forwarded-proto': 'http',
		'x-forwarded-host': `127.0.0.1:${port}`,
		connection: 'keep-alive',
	});
});

test('behind a trusted proxy its last word on address, protocol and host counts', async () => {
	const { ask } = await openForTest(echo, { trustProxy: true });
	const headers = {
		'x-forwarded-for': '6.6.6.6, 198.51.100.7',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'code.example.org',
	};
	const seen = parseEcho(await ask('/', { headers }));
	expect(seen.headers).toMatchObject({
		'x-forwarded-for': '198.51.100.7',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'code.example.org',
	});
});

test('header bytes beyond ASCII pass both ways unchanged', async () => {
	const { talk } = await openForTest((request, response) => {
		const bytes = Buffer.from(request.headers['x-name'] as string, 'latin1');
		response.setHeader('x-name', request.headers['x-name'] as string);
		response.end(Buffer.from(bytes.toString('hex')));
	});
	const name = Buffer.from('Zoë!', 'utf8').toString('latin1');
	const heard = await talk(`GET / HTTP/1.1\r\nHost: h\r\nX-Name: ${name}\r\n\r\n`, '5a6fc3ab21');
	expect(heard.toLowerCase()).toContain(`x-name: ${name.toLowerCase()}`);
});

test('a large upload arrives whole', async () => {
	const { ask } = await openForTest((request, response) => {
		let bytes = 0;
		request.on('data', (chunk: Buffer) => (bytes += chunk.length));
		request.on('end', () => response.end(String(bytes)));
	});
	const answer = await ask('/', { method: 'POST', body: randomBytes(20_000_000) });
	expect(answer.text).toBe('20000000');
});

test('a chunked upload arrives whole, also with DELETE', async () => {
	const { ask } = await openForTest(echo);
	const headers = { 'transfer-encoding': 'chunked' };
	for (const method of ['POST', 'DELETE']) {
		const seen = parseEcho(await ask('/', { method, headers, body: 'abc' }));
		expect(seen).toMatchObject({ method, body: 'abc' });
	}
});

test('a POST without a body says so to web', async () => {
	const { ask } = await openForTest(echo);
	const seen = parseEcho(await ask('/', { method: 'POST' }));
	expect(seen.headers).toMatchObject({ 'content-length': '0' });
	expect(seen.headers).not.toHaveProperty('transfer-encoding');
});

/** Sends a POST of 30 MB to a web that does not read, until nothing moves any more. */
async function stall(port: number): Promise<{ socket: Socket; heard: () => string; isSent: () => boolean }> {
	const total = 30_000_000;
	const socket = dial(port);
	let heard = '';
	socket.on('data', (data) => (heard += data.toString()));
	socket.write(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${total}\r\n\r\n`);
	let sent = 0;
	const send = () => {
		if (sent < total) socket.write(Buffer.alloc(30_000), send);
		sent += 30_000;
	};
	send();
	let before = 0;
	let still = 0;
	await eventually(() => {
		still = sent === before ? still + 1 : 0;
		before = sent;
		expect(still).toBe(10);
	});
	// Sockets and streams on the way take a few megabytes; the rest has to stay with the client.
	expect(sent).toBeLessThan(total / 2);
	return { socket, heard: () => heard, isSent: () => sent > total };
}

test('a web that does not read an upload makes the client wait', async () => {
	let upload: IncomingMessage | undefined;
	const { port } = await openForTest((request, response) => {
		upload = request.pause();
		request.on('end', () => response.end('done'));
	});
	const { heard } = await stall(port);
	upload?.resume();
	await eventually(() => {
		expect(heard()).toContain('done');
	});
});

test('an answer to an upload that waits lets the rest of it flow away, and the connection goes on', async () => {
	let refuse: () => void = () => undefined;
	const { port } = await openForTest((request, response) => {
		request.pause();
		refuse = () => response.writeHead(413).end('too large for web');
		if (request.method === 'GET') response.end('next');
	});
	const { socket, heard, isSent } = await stall(port);
	refuse();
	await eventually(() => {
		expect(heard()).toContain('too large for web');
		expect(isSent()).toBe(true);
	});
	socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
	await eventually(() => {
		expect(heard()).toMatch(/next$/);
	});
});

test('a client that asks whether it may send its body hears that it may', async () => {
	const { port } = await openForTest(echo);
	const request = openRequest({
		port,
		host: '127.0.0.1',
		method: 'POST',
		headers: { expect: '100-continue' },
		agent: false,
	});
	request.flushHeaders();
	await new Promise((resolve) => request.on('continue', resolve));
	request.end('body');
	const message = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
	let text = '';
	for await (const chunk of message) text += String(chunk);
	expect(parseEcho({ text })).toMatchObject({ body: 'body' });
	expect(parseEcho({ text }).headers).not.toHaveProperty('expect');
});

test('repeated cookies stay apart', async () => {
	const { ask } = await openForTest((_, response) => {
		response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT']);
		response.end();
	});
	expect((await ask('/')).headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT']);
});

test('headers of one hop stay with web', async () => {
	const { ask } = await openForTest((_, response) => {
		response.writeHead(200, { connection: 'close, x-hop', 'x-hop': '1', 'proxy-authenticate': 'Basic', 'x-kept': '1' });
		response.end('x');
	});
	const { headers } = await ask('/');
	expect(headers).toMatchObject({ 'x-kept': '1' });
	expect(Object.keys(headers)).not.toContain('x-hop');
	expect(Object.keys(headers)).not.toContain('proxy-authenticate');
});

test('HEAD, 204 and 304 come without a body and leave the connection usable', async () => {
	const { talk, port } = await openForTest((request, response) => {
		if (request.url === '/204') return void response.writeHead(204).end();
		if (request.url === '/304') return void response.writeHead(304, { etag: '"x"' }).end();
		response.setHeader('content-length', '5');
		response.end('hello');
	});
	const get = (method: string, path: string) => `${method} ${path} HTTP/1.1\r\nHost: h\r\n\r\n`;
	expect(await talk(get('HEAD', '/'), '\r\n\r\n')).toMatch(
		/^HTTP\/1.1 200 OK\r\n[^]*content-length: 5\r\n[^]*\r\n\r\n$/i,
	);
	expect(await talk(get('GET', '/204'), '\r\n\r\n')).toMatch(/^HTTP\/1.1 204 No Content\r\n(?![^]*content-length)/i);
	expect(await talk(get('GET', '/304'), '\r\n\r\n')).toMatch(/^HTTP\/1.1 304 Not Modified\r\n[^]*etag: "x"/i);
	const socket = connect(port, '127.0.0.1');
	let heard = '';
	socket.on('data', (data) => {
		heard += data.toString();
	});
	for (const [method, path] of [
		['HEAD', '/'],
		['GET', '/204'],
		['GET', '/304'],
		['HEAD', '/'],
		['GET', '/'],
	] as const) {
		const start = heard.length;
		socket.write(get(method, path));
		await eventually(() => expect(heard.slice(start)).toContain('\r\n\r\n'));
	}
	await eventually(() => expect(heard.endsWith('\r\n\r\nhello')).toBe(true));
	socket.destroy();
});

test('an answer without a body and with a length of zero ends at once', async () => {
	const { ask } = await openForTest(
		(_, response) => void response.writeHead(303, { location: '/x', 'content-length': '0' }).end(),
	);
	const answer = await ask('/');
	expect(answer.status).toBe(303);
	expect(answer.headers).toMatchObject({ location: '/x', 'content-length': '0' });
});

test('a large answer of known and of unknown length arrives byte for byte', async () => {
	const bytes = randomBytes(9_000_001);
	const { ask } = await openForTest((request, response) => {
		if (request.url === '/known') response.setHeader('content-length', bytes.length);
		for (let at = 0; at < bytes.length; at += 100_000) response.write(bytes.subarray(at, at + 100_000));
		response.end();
	});
	const known = await ask('/known');
	expect(known.headers['content-length']).toBe(String(bytes.length));
	expect(known.body.equals(bytes)).toBe(true);
	const unknown = await ask('/unknown');
	expect(unknown.headers['transfer-encoding']).toBe('chunked');
	expect(unknown.body.equals(bytes)).toBe(true);
});

test.each(['/known', '/unknown'])('a client that does not read makes web wait (%s length)', async (path) => {
	const total = 60_000_000;
	let written = 0;
	const { port } = await openForTest((request, response) => {
		if (request.url === '/known') response.setHeader('content-length', total);
		const chunk = Buffer.alloc(100_000, 'x');
		const fill = () => {
			while (written < total) {
				written += chunk.length;
				if (!response.write(chunk)) return void response.once('drain', fill);
			}
			response.end();
		};
		fill();
	});
	const reader = get({ host: '127.0.0.1', port, path, agent: false });
	const message = await new Promise<IncomingMessage>((resolve) => reader.on('response', resolve));
	let before = -1;
	await eventually(async () => {
		const isStill = written === before;
		before = written;
		for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
		if (!isStill) throw new Error('still flowing');
	});
	expect(written).toBeLessThan(total / 2);
	let received = 0;
	for await (const chunk of message) received += (chunk as Buffer).length;
	expect(received).toBe(total);
});

test('an event stream opens at once and each event passes at once', async () => {
	let stream: ServerResponse | undefined;
	const { port } = await openForTest((_, response) => {
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		response.flushHeaders();
		stream = response;
	});
	const reader = get({ host: '127.0.0.1', port, path: '/', agent: false });
	const message = await new Promise<IncomingMessage>((resolve) => reader.on('response', resolve));
	let heard = '';
	message.on('data', (chunk: Buffer) => (heard += chunk.toString()));
	stream?.write('data: 1\n\n');
	await eventually(() => expect(heard).toBe(':\n\ndata: 1\n\n'));
	stream?.write('data: 2\n\n');
	await eventually(() => expect(heard).toMatch(/data: 2\n\n$/));
	reader.destroy();
});

test('a client that leaves ends its request at web', async () => {
	const { port, openRequests } = await openForTest(() => undefined);
	const reader = get({ host: '127.0.0.1', port, path: '/', agent: false });
	reader.on('error', () => undefined);
	await eventually(() => expect(openRequests()).toBe(1));
	reader.destroy();
	await eventually(() => expect(openRequests()).toBe(0));
});

test('a client that leaves in the middle of an upload ends its request at web', async () => {
	const { port, openRequests } = await openForTest((request) => request.resume());
	const sender = openRequest({ host: '127.0.0.1', port, method: 'POST', agent: false });
	sender.on('error', () => undefined);
	sender.write('half of it');
	await eventually(() => expect(openRequests()).toBe(1));
	sender.destroy();
	await eventually(() => expect(openRequests()).toBe(0));
});

test('web may be at an address instead of a socket', async () => {
	const web = createServer((_, response) => response.end('by address'));
	await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
	const address = web.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	const { ask } = await openForTest(echo, { upstream: { origin: new URL(`http://127.0.0.1:${port}`) } });
	expect((await ask('/')).text).toBe('by address');
	web.closeAllConnections();
	web.close();
});

test('two hundred requests at once each get their own answer', async () => {
	const { ask } = await openForTest(echo);
	const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(`/${index}`)));
	expect(answers.map((answer) => parseEcho(answer).url)).toEqual(answers.map((_, index) => `/${index}`));
});
