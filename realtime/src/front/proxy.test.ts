import { randomBytes } from 'node:crypto';
import { get, request as openRequest } from 'node:http';
import { connect } from 'node:net';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { eventually } from '@covibe/shared/testing';
import { afterEach, expect, test } from 'vitest';
import { openTestFront, type TestFront } from './test-front.ts';

let front: TestFront | undefined;

afterEach(async () => {
	await front?.close();
	front = undefined;
});

async function open(web: RequestListener, options?: Parameters<typeof openTestFront>[1]): Promise<TestFront> {
	front = await openTestFront(web, options);
	return front;
}

/** Answers with what arrived. */
const echo: RequestListener = (request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const body = Buffer.concat(chunks);
		const { method, url, headers, rawHeaders } = request;
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({ method, url, headers, rawHeaders, bytes: body.length, body: body.toString('latin1') }),
		);
	});
};

test('a request reaches web with its method, its raw path and its query', async () => {
	const { ask } = await open(echo);
	const seen = JSON.parse((await ask('/p/a%2Fb%20c?x=%20&y', { method: 'PUT', body: 'hello' })).text);
	expect(seen).toMatchObject({ method: 'PUT', url: '/p/a%2Fb%20c?x=%20&y', body: 'hello' });
});

test('web gets address, protocol and host from us, and no such claim of the client', async () => {
	const { ask, port } = await open(echo);
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
	const seen = JSON.parse((await ask('/', { headers })).text);
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
	const { ask } = await open(echo, { trustProxy: true });
	const headers = {
		'x-forwarded-for': '6.6.6.6, 198.51.100.7',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'code.example.org',
	};
	const seen = JSON.parse((await ask('/', { headers })).text);
	expect(seen.headers).toMatchObject({
		'x-forwarded-for': '198.51.100.7',
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'code.example.org',
	});
});

test('header bytes beyond ASCII pass both ways unchanged', async () => {
	const { talk } = await open((request, response) => {
		const bytes = Buffer.from(request.headers['x-name'] as string, 'latin1');
		response.setHeader('x-name', request.headers['x-name'] as string);
		response.end(Buffer.from(bytes.toString('hex')));
	});
	const name = Buffer.from('Zoë!', 'utf8').toString('latin1');
	const heard = await talk(`GET / HTTP/1.1\r\nHost: h\r\nX-Name: ${name}\r\n\r\n`, '5a6fc3ab21');
	expect(heard.toLowerCase()).toContain(`x-name: ${name.toLowerCase()}`);
});

test('a large upload arrives whole', async () => {
	const { ask } = await open((request, response) => {
		let bytes = 0;
		request.on('data', (chunk: Buffer) => (bytes += chunk.length));
		request.on('end', () => response.end(String(bytes)));
	});
	const answer = await ask('/', { method: 'POST', body: randomBytes(20_000_000) });
	expect(answer.text).toBe('20000000');
});

test('a chunked upload arrives whole, also with DELETE', async () => {
	const { ask } = await open(echo);
	const headers = { 'transfer-encoding': 'chunked' };
	for (const method of ['POST', 'DELETE']) {
		const seen = JSON.parse((await ask('/', { method, headers, body: 'abc' })).text);
		expect(seen).toMatchObject({ method, body: 'abc' });
	}
});

test('a POST without a body says so to web', async () => {
	const { ask } = await open(echo);
	const seen = JSON.parse((await ask('/', { method: 'POST' })).text);
	expect(seen.headers).toMatchObject({ 'content-length': '0' });
	expect(seen.headers).not.toHaveProperty('transfer-encoding');
});

test('a web that does not read an upload makes the client wait', async () => {
	let upload: IncomingMessage | undefined;
	const { port } = await open((request, response) => {
		upload = request;
		request.on('end', () => response.end('done'));
		request.pause();
	});
	const total = 30_000_000;
	const socket = connect(port, '127.0.0.1');
	socket.write(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${total}\r\n\r\n`);
	socket.write(Buffer.alloc(total));
	// The kernel's and node's buffers take a few megabytes; the rest has to stay with the client.
	let before = -1;
	await eventually(async () => {
		const now = socket.bytesWritten - socket.writableLength;
		const isStill = now === before && upload !== undefined;
		before = now;
		await new Promise((resolve) => setImmediate(resolve));
		if (!isStill) throw new Error('still flowing');
	});
	expect(socket.writableLength).toBeGreaterThan(total / 2);
	upload?.resume();
	let heard = '';
	socket.on('data', (data) => (heard += data.toString()));
	await eventually(() => expect(heard).toContain('done'));
	socket.destroy();
});

test('a client that asks whether it may send its body hears that it may', async () => {
	const { port } = await open(echo);
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
	expect(JSON.parse(text)).toMatchObject({ body: 'body' });
	expect(JSON.parse(text).headers).not.toHaveProperty('expect');
});

test('repeated cookies stay apart', async () => {
	const { ask } = await open((_, response) => {
		response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT']);
		response.end();
	});
	expect((await ask('/')).headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT']);
});

test('headers of one hop stay with web', async () => {
	const { ask } = await open((_, response) => {
		response.writeHead(200, { connection: 'close, x-hop', 'x-hop': '1', 'proxy-authenticate': 'Basic', 'x-kept': '1' });
		response.end('x');
	});
	const { headers } = await ask('/');
	expect(headers).toMatchObject({ 'x-kept': '1' });
	expect(Object.keys(headers)).not.toContain('x-hop');
	expect(Object.keys(headers)).not.toContain('proxy-authenticate');
});

test('HEAD, 204 and 304 come without a body and leave the connection usable', async () => {
	const { talk } = await open((request, response) => {
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
	const socket = connect(front?.port ?? 0, '127.0.0.1');
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
	const { ask } = await open(
		(_, response) => void response.writeHead(303, { location: '/x', 'content-length': '0' }).end(),
	);
	const answer = await ask('/');
	expect(answer.status).toBe(303);
	expect(answer.headers).toMatchObject({ location: '/x', 'content-length': '0' });
});

test('a large answer of known and of unknown length arrives byte for byte', async () => {
	const bytes = randomBytes(9_000_001);
	const { ask } = await open((request, response) => {
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
	const { port } = await open((request, response) => {
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
	const { port } = await open((_, response) => {
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
	const { port, openRequests } = await open(() => undefined);
	const reader = get({ host: '127.0.0.1', port, path: '/', agent: false });
	reader.on('error', () => undefined);
	await eventually(() => expect(openRequests()).toBe(1));
	reader.destroy();
	await eventually(() => expect(openRequests()).toBe(0));
});

test('a client that leaves in the middle of an upload ends its request at web', async () => {
	const { port, openRequests } = await open((request) => request.resume());
	const sender = openRequest({ host: '127.0.0.1', port, method: 'POST', agent: false });
	sender.on('error', () => undefined);
	sender.write('half of it');
	await eventually(() => expect(openRequests()).toBe(1));
	sender.destroy();
	await eventually(() => expect(openRequests()).toBe(0));
});

test('an answer that breaks off reaches the client as broken, not as complete', async () => {
	const { ask } = await open((request, response) => {
		if (request.url === '/known') response.setHeader('content-length', '1000');
		response.write('part', () => response.destroy());
	});
	await expect(ask('/known')).rejects.toThrow();
	await expect(ask('/unknown')).rejects.toThrow();
});

test('without web, people get a page that loads itself again and programs get JSON', async () => {
	const { ask } = await open(echo, { upstream: { socketPath: '/nowhere/web.sock' } });
	const page = await ask('/p/1', { headers: { accept: 'text/html,*/*' } });
	expect(page.status).toBe(502);
	expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
	expect(page.headers['cache-control']).toBe('no-store');
	expect(page.text).toContain('The server is starting.');
	expect(page.text).toContain('<meta http-equiv="refresh" content="2">');
	expect(page.text).not.toMatch(/src=|href=/);
	const data = await ask('/p/1', { headers: { accept: 'application/json' } });
	expect(data.status).toBe(502);
	expect(JSON.parse(data.text)).toEqual({ error: 'unavailable', message: 'The server is starting.' });
	const form = await ask('/p/1', { method: 'POST', body: 'a=1', headers: { accept: 'text/html' } });
	expect(form.status).toBe(502);
	expect(form.text).not.toContain('http-equiv="refresh"');
	const head = await ask('/p/1', { method: 'HEAD' });
	expect([head.status, head.text]).toEqual([502, '']);
});

test('a web that closes without an answer gives 502, and the next request works', async () => {
	const { ask } = await open((request, response) => {
		if (request.url === '/crash') request.socket.destroy();
		else response.end('fine');
	});
	expect((await ask('/crash')).status).toBe(502);
	expect((await ask('/')).text).toBe('fine');
});

test('a kept connection that web closed in the meantime is not noticed', async () => {
	let requests = 0;
	const { ask } = await open((request, response) => {
		requests += 1;
		// The second request arrives on the kept connection of the first and meets its end.
		if (requests === 2) request.socket.destroy();
		else response.end('fine');
	});
	expect((await ask('/')).text).toBe('fine');
	expect((await ask('/')).text).toBe('fine');
	expect(requests).toBe(3);
});

test('a web that does not begin to answer in time gives 504', async () => {
	const { ask, openRequests } = await open(() => undefined, { limits: { firstByteMs: 50 } });
	const answer = await ask('/', { headers: { accept: 'application/json' } });
	expect(answer.status).toBe(504);
	await eventually(() => expect(openRequests()).toBe(0));
});

test('a body over the limit is refused, declared or not', async () => {
	const { ask, talk } = await open(echo, { limits: { maxBodyBytes: 1_000_000 } });
	expect((await ask('/', { method: 'POST', body: Buffer.alloc(1_000_000) })).status).toBe(200);
	const declared = await ask('/', { method: 'POST', body: Buffer.alloc(1_000_001) });
	expect([declared.status, declared.text]).toEqual([413, 'Too large: a request may carry 0 MB.\n']);
	const chunk = `${(600_000).toString(16)}\r\n${'x'.repeat(600_000)}\r\n`;
	const chunked = `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`;
	expect(await talk(chunked)).toMatch(/^HTTP\/1.1 413 /);
	const huge = 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n';
	expect(await talk(huge)).toMatch(/^HTTP\/1.1 413 [^]*connection: close/i);
});

test('an early refusal of web reaches a client that is still sending', async () => {
	const { ask } = await open((_, response) => void response.writeHead(413).end('too large for web'));
	const answer = await ask('/', { method: 'POST', body: Buffer.alloc(8_000_000) });
	expect([answer.status, answer.text]).toEqual([413, 'too large for web']);
});

test.each([
	['two lengths', 'Content-Length: 3\r\nContent-Length: 3'],
	['two lengths that differ', 'Content-Length: 3\r\nContent-Length: 30'],
	['a list of lengths', 'Content-Length: 3, 3'],
	['a signed length', 'Content-Length: +3'],
	['a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked'],
	['an unknown encoding', 'Transfer-Encoding: gzip'],
	['an encoding before chunks', 'Transfer-Encoding: gzip, chunked'],
	['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'],
	['an encoding in disguise', 'Transfer-Encoding: xchunked'],
	['two hosts', 'Host: other'],
])('%s: refused, and nothing that follows is believed', async (_, headers) => {
	let requests = 0;
	const { talk } = await open((request, response) => {
		requests += 1;
		response.end();
	});
	const heard = await talk(
		`POST / HTTP/1.1\r\nHost: h\r\n${headers}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n`,
	);
	expect(heard).not.toMatch(/HTTP\/1.1 [23]/);
	expect(requests).toBe(0);
	const alone = await talk(`POST / HTTP/1.1\r\nHost: h\r\n${headers}\r\n\r\n0\r\n\r\n`);
	expect(alone).toMatch(/^HTTP\/1.1 (400 Bad Request|505)[^]*connection: close/i);
	expect(requests).toBe(0);
});

test.each([
	['no host', 'GET / HTTP/1.1\r\nX: 1\r\n\r\n', /^HTTP\/1.1 400 /],
	['HTTP/1.0', 'GET / HTTP/1.0\r\nHost: h\r\n\r\n', /^HTTP\/1.1 505 /],
	['an absolute target', 'GET http://evil.example/ HTTP/1.1\r\nHost: h\r\n\r\n', /^HTTP\/1.1 (400|505) /],
	['a method of no token', 'G<T / HTTP/1.1\r\nHost: h\r\n\r\n', /^HTTP\/1.1 400 /],
	['TRACE', 'TRACE / HTTP/1.1\r\nHost: h\r\n\r\n', /^HTTP\/1.1 405 /],
	['a path with raw bytes', 'GET /\xff\x01 HTTP/1.1\r\nHost: h\r\n\r\n', /^HTTP\/1.1 (400|505) /],
])('%s is refused and the connection closed', async (_, bytes, expected) => {
	const { talk, ask } = await open(echo);
	expect(await talk(bytes)).toMatch(expected);
	expect((await ask('/')).status).toBe(200);
});

test('web may be at an address instead of a socket', async () => {
	const web = createServer((_, response) => response.end('by address'));
	await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
	const address = web.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	const { ask } = await open(echo, { upstream: { origin: new URL(`http://127.0.0.1:${port}`) } });
	expect((await ask('/')).text).toBe('by address');
	web.closeAllConnections();
	web.close();
});

test('two hundred requests at once each get their own answer', async () => {
	const { ask } = await open(echo);
	const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(`/${index}`)));
	expect(answers.map((answer) => JSON.parse(answer.text).url)).toEqual(answers.map((_, index) => `/${index}`));
});
