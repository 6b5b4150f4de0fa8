import { once } from 'node:events';
import { createGuest, createProject, signServiceToken, signTicket } from '@covibe/db';
import type { ProjectId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type House, openHouse } from './house.ts';
import { TICKET_SECRET } from './process.ts';

let house: House;
let room: ProjectId;
let pid: number;
beforeAll(async () => {
	house = await openHouse();
	room = await house.createRoom();
	pid = house.realtime.pid;
});
afterAll(() => house.close());

type Credentials = { readonly ticket?: string; readonly bearer?: string };

/** Knocks as a page (with a ticket) or a program does; the HTTP status, or 101. */
async function knock(project: string, credentials: Credentials): Promise<{ status: number; body: string }> {
	const socket = open(project, credentials);
	const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
		socket.once('open', () => resolve({ status: 101, body: '' }));
		socket.once('error', reject);
		socket.once('unexpected-response', (_request, response) => {
			let body = '';
			response.on('data', (chunk: Buffer) => (body += chunk.toString()));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
		});
	});
	socket.terminate();
	return answer;
}

function open(project: string, { ticket, bearer }: Credentials): WebSocket {
	const origin = `http://127.0.0.1:${house.realtime.port}`;
	const protocols = ticket === undefined ? [] : ['covibe', `ticket.${ticket}`];
	const headers = bearer === undefined ? { origin } : { authorization: `Bearer ${bearer}` };
	const socket = new WebSocket(`ws://127.0.0.1:${house.realtime.port}/sync/${project}`, protocols, { headers });
	socket.on('error', () => undefined);
	return socket;
}

const ticketFor = (projectId: ProjectId, secret = TICKET_SECRET) =>
	signTicket(secret, { userId: house.ownerId, projectId });

test('[RT15] a ticket opens its room once', async () => {
	const ticket = ticketFor(room);
	expect((await knock(room, { ticket })).status).toBe(101);
	expect((await knock(room, { ticket })).status).toBe(401);
	expect(house.realtime.output()).not.toContain(ticket);
});

test('[RT15] a ticket that is forged, cut, for another room, or missing opens nothing', async () => {
	const other = await house.createRoom();
	const ticket = ticketFor(room);
	const [header, body] = ticket.split('.');
	const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${body}.`;
	const expired = signServiceToken(TICKET_SECRET, { userId: house.ownerId, lifetimeMs: 1 });
	const service = signServiceToken(TICKET_SECRET, { userId: house.ownerId, lifetimeMs: 60_000 });
	const bad: Credentials[] = [
		{},
		{ ticket: 'x' },
		{ ticket: ticketFor(room, 'another secret that is long enough to be one') },
		{ ticket: ticketFor(other) },
		{ ticket: `${header}.${body}.` },
		{ ticket: unsigned },
		{ ticket: service },
		{ bearer: ticket },
		{ bearer: `${expired}x` },
	];
	for (const credentials of bad) expect((await knock(room, credentials)).status, JSON.stringify(credentials)).toBe(401);
	expect((await knock(room, { ticket })).status).toBe(101);
});

test('[RT15] a room that does not exist, one of others, and a name that is none are the same', async () => {
	const stranger = await createGuest(house.sql, { name: 'Stranger' });
	const theirs = await createProject(house.sql, { name: 'Theirs', ownerId: stranger.id, seed: undefined });
	const bearer = signServiceToken(TICKET_SECRET, { userId: house.ownerId, lifetimeMs: 60_000 });
	const names = [theirs, 'A'.repeat(22), 'short', '__proto__', '..%2f..%2fetc', '%00', 'x'.repeat(2_000)];
	const answers = await Promise.all(names.map((name) => knock(name, { bearer })));
	expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
	expect(answers[0]?.status).toBe(404);
});

const hostile: Record<string, { send: (socket: WebSocket) => void; codes: number[] }> = {
	'a text frame': { send: (socket) => socket.send('ping'), codes: [4400] },
	'an empty frame': { send: (socket) => socket.send(new Uint8Array(0)), codes: [4400] },
	'a frame that ends early': { send: (socket) => socket.send(Uint8Array.of(0, 2, 9, 1)), codes: [4400] },
	'bytes after the message': { send: (socket) => socket.send(Uint8Array.of(3, 3)), codes: [4400] },
	'an update that is none': { send: (socket) => socket.send(Uint8Array.of(0, 2, 3, 9, 9, 9)), codes: [4400] },
	'a frame that is over-long': { send: (socket) => socket.send(new Uint8Array(17 * 1024 * 1024)), codes: [1006, 1009] },
	'an update that is over-long': {
		send: (socket) => socket.send(Buffer.concat([Buffer.from('00028080c002', 'hex'), new Uint8Array(5 * 1024 * 1024)])),
		codes: [4413],
	},
};

test.each(Object.entries(hostile))('[RT5] %s ends its own connection and hurts nobody', async (_, { send, codes }) => {
	const witness = house.join(room);
	await eventually(() => expect(witness.provider.synced).toBe(true));
	const socket = open(room, { bearer: signServiceToken(TICKET_SECRET, { userId: house.ownerId, lifetimeMs: 60_000 }) });
	await once(socket, 'open');
	send(socket);
	const [code] = (await once(socket, 'close')) as [number];
	expect(codes).toContain(code);
	witness.text.insert(0, '.');
	const other = house.join(room);
	await eventually(() => expect(other.text.toJSON()).toBe(witness.text.toJSON()));
	expect([house.realtime.pid, house.realtime.child.exitCode, witness.closeCodes]).toEqual([pid, null, []]);
	witness.close();
	other.close();
});

test('[RT16] the figures count rooms, sockets, frames, refusals and commits', async () => {
	const client = house.join(room);
	await eventually(() => expect(client.provider.synced).toBe(true));
	client.text.insert(0, 'x');
	await eventually(async () => {
		const text = await (await fetch(`http://127.0.0.1:${house.realtime.port}/metrics`)).text();
		expect(text).toMatch(/covibe_rooms 1\n/);
		expect(text).toMatch(/covibe_frames_total\{kind="update"\} [1-9]/);
		expect(text).toMatch(/covibe_refusals_total\{code="ticket-invalid"\} [1-9]/);
		expect(text).toMatch(/covibe_log_commit_seconds_count [1-9]/);
		expect(text).toMatch(/covibe_log_queue_bytes 0\n/);
	});
});
