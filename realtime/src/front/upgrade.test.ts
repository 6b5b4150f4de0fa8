import { CovibeError } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { openForTest } from './test-front.ts';
import { dial, handshake, join, statusOf } from './test-sockets.ts';

test('the door gets what the request says, and the ticket is not answered with', async () => {
	const { port, door } = await openForTest();
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
	const { port, talk } = await openForTest();
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
	const { port, door } = await openForTest();
	for (const path of ['/sync/p1', '/sync/p1?covibe=0', '/sync/p1?xcovibe=1']) await statusOf(join(port, { path }));
	expect(door.requests.map((request) => request.speaksCovibe)).toEqual([false, false, false]);
	expect(door.requests[0]).toMatchObject({ ticket: undefined, bearer: undefined });
});

test('[T1] foreign pages are refused before the door is asked', async () => {
	const { port, door } = await openForTest();
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
	const { port, close } = await openForTest(undefined, { origin: 'https://code.example.org' });
	expect(await statusOf(join(port))).toBe(403);
	expect(await statusOf(join(port, { origin: 'https://code.example.org' }))).toBe(101);
	await close();
	const headers = {
		'x-forwarded-proto': 'https',
		'x-forwarded-host': 'code.example.org',
		'x-forwarded-for': '1.1.1.1, 198.51.100.7',
	};
	const plain = await openForTest();
	expect(await statusOf(join(plain.port, { origin: 'https://code.example.org', headers }))).toBe(403);
	await plain.close();
	const behind = await openForTest(undefined, { trustProxy: true });
	expect(await statusOf(join(behind.port, { origin: 'https://code.example.org', headers }))).toBe(101);
	expect(behind.door.requests[0]?.remoteAddress).toBe('198.51.100.7');
});

test('a refusal of the door becomes its HTTP status, a bug becomes 500 and is logged', async () => {
	const { port, door, logged, talk } = await openForTest();
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
	expect(await talk(handshake(port))).not.toMatch(/secret detail|not even/);
});

test('[T4] a ticket is never logged', async () => {
	const { port, door, logged } = await openForTest(undefined, { limits: { admitMs: 20 } });
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
	const { ask, talk, port, door } = await openForTest();
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
	const { port, door } = await openForTest(undefined, { limits: { admitMs: 30 } });
	let decide: () => void = () => undefined;
	door.decide = () =>
		new Promise<void>((resolve) => {
			decide = resolve;
		});
	expect(await statusOf(join(port))).toBe(503);
	decide();
	door.decide = () => Promise.resolve();
	expect(await statusOf(join(port))).toBe(101);
	expect(door.seats).toHaveLength(1);
});

test.each(['admits', 'refuses', 'fails'])(
	'[T5] a client that leaves while the door decides does no harm: it %s',
	async (end) => {
		const { port, door } = await openForTest();
		const deciding: (() => void)[] = [];
		door.decide = () =>
			new Promise<void>((resolve, reject) => {
				if (end === 'admits') deciding.push(resolve);
				else deciding.push(() => reject(end === 'fails' ? new Error('x') : new CovibeError('not-found')));
			});
		for (let turn = 0; turn < 20; turn += 1) {
			const socket = dial(port);
			socket.write(handshake(port));
			await eventually(() => expect(deciding).toHaveLength(turn + 1));
			// Half of them politely (FIN), half of them not (RST).
			if (turn % 2 === 0) socket.end();
			else socket.resetAndDestroy();
		}
		door.decide = () => Promise.resolve();
		// Connections are served in order of arrival: once this one is open, the ends of those before have been seen.
		expect(await statusOf(join(port))).toBe(101);
		for (const decide of deciding) decide();
		expect(await statusOf(join(port))).toBe(101);
		expect(door.seats).toHaveLength(2);
	},
);
