import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { echo, openForTest } from './test-front.ts';

test('an answer that breaks off reaches the client as broken, not as complete', async () => {
	const { ask } = await openForTest((request, response) => {
		if (request.url === '/known') response.setHeader('content-length', '1000');
		response.write('part', () => response.destroy());
	});
	await expect(ask('/known')).rejects.toThrow();
	await expect(ask('/unknown')).rejects.toThrow();
});

test('without web, people get a page that loads itself again and programs get JSON', async () => {
	const { ask } = await openForTest(echo, { upstream: { socketPath: '/nowhere/web.sock' } });
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
	const { ask } = await openForTest((request, response) => {
		if (request.url === '/crash') request.socket.destroy();
		else response.end('fine');
	});
	expect((await ask('/crash')).status).toBe(502);
	expect((await ask('/')).text).toBe('fine');
});

test('a kept connection that web closed in the meantime is not noticed', async () => {
	let requests = 0;
	const { ask } = await openForTest((request, response) => {
		requests += 1;
		// The second request arrives on the kept connection of the first and meets its end.
		if (requests === 2) request.socket.destroy();
		else response.end('fine');
	});
	expect((await ask('/')).text).toBe('fine');
	expect((await ask('/')).text).toBe('fine');
	expect(requests).toBe(3);
});

test('an idle connection is closed by the front before web does it, so that no POST meets its end', async () => {
	const ends: string[] = [];
	const { ask } = await openForTest((request, response) => {
		const { socket } = request;
		socket.once('end', () => ends.push('by the front'));
		socket.once('close', () => ends.push('closed'));
		// Announced as 2 s, while web's own timer runs for 5 s: who closes first shows who looked at the announcement.
		response.setHeader('keep-alive', 'timeout=2');
		response.end('fine');
	});
	expect((await ask('/', { method: 'POST', body: 'a' })).text).toBe('fine');
	await eventually(() => expect(ends).toEqual(['by the front', 'closed']));
});

test('a web that does not begin to answer in time gives 504', async () => {
	const { ask, openRequests } = await openForTest(() => undefined, { limits: { firstByteMs: 50 } });
	const answer = await ask('/', { headers: { accept: 'application/json' } });
	expect(answer.status).toBe(504);
	await eventually(() => expect(openRequests()).toBe(0));
});

test('a body over the limit is refused, declared or not', async () => {
	const { ask, talk } = await openForTest(echo, { limits: { maxBodyBytes: 1_000_000 } });
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
	const { ask } = await openForTest((_, response) => void response.writeHead(413).end('too large for web'));
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
	const { talk } = await openForTest((request, response) => {
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

test.each(['/healthz', '/sync/x'])('%s of ours does not believe what follows a broken request either', async (path) => {
	let requests = 0;
	const { talk } = await openForTest((_, response) => {
		requests += 1;
		response.end();
	});
	for (const headers of ['Content-Length: 0\r\nContent-Length: 50', 'Transfer-Encoding: xchunked', 'Host: other']) {
		const broken = `GET ${path} HTTP/1.1\r\nHost: h\r\n${headers}\r\n\r\n`;
		expect(await talk(`${broken}GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n`), headers).not.toMatch(/HTTP\/1.1 2/);
	}
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
	const { talk, ask } = await openForTest(echo);
	expect(await talk(bytes)).toMatch(expected);
	expect((await ask('/')).status).toBe(200);
});
