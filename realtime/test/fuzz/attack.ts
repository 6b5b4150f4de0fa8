import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { signServiceToken } from '@covibe/db';
import { encodeSync, FRAME, type ProjectId, SYNC, type UserId } from '@covibe/shared';
import { createRandom, eventually } from '@covibe/shared/testing';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { TICKET_SECRET } from '../process.ts';
import { openStockClient } from '../stock-client.ts';
import { createHostileFrames } from './hostile-frames.ts';

/** A running server with two rooms, and who is in the first. */
export type Target = {
	readonly port: number;
	readonly pid: number;
	readonly room: ProjectId;
	/** A room that has nothing to do with it. */
	readonly calmRoom: ProjectId;
	readonly owner: UserId;
	/** People with different rights, all of them hostile. */
	readonly attackers: readonly UserId[];
};

/** Named as people and scripts read them (design: map.md 9). */
export type FuzzResult = {
	readonly runs: number;
	readonly refused: number;
	readonly diverged: number;
	/** States of presence that say somebody is who they are not. */
	readonly impostors: number;
	readonly worst_stall_ms: number;
	readonly rss_growth_mb: number;
};

/** After so many frames everybody else is asked how they are. */
const BATCH = 100;

/** Sends hostile frames to a room in which two people work, and tells what it did to them and to others. */
export async function attack(target: Target, { frames, seed }: { frames: number; seed: number }): Promise<FuzzResult> {
	const random = createRandom(seed);
	const next = createHostileFrames(random);
	const [ada, ben] = [0, 1].map(() => openStockClient({ ...target, projectId: target.room, userId: target.owner }));
	if (!ada || !ben) throw new Error('nobody is there');
	const calm = await openSocket(target, target.calmRoom, target.owner);
	await eventually(() => {
		if (!ada.provider.synced || !ben.provider.synced) throw new Error('the room does not open');
	});
	ada.text.insert(0, 'a');
	ben.text.insert(0, 'b');
	const before = await residentMb(target.pid);
	const watch = watchStalls(calm);
	let [refused, impostors] = [0, 0];
	let socket: WebSocket | undefined;
	for (let sent = 0; sent < frames; sent++) {
		if (socket?.readyState !== WebSocket.OPEN) {
			if (socket) refused++;
			socket = await openSocket(target, target.room, random.pick(target.attackers));
		}
		const { doc } = random.pick([ada, ben]);
		socket.send(next({ client: doc.clientID, doc }));
		await settled(socket);
		if (sent % BATCH !== BATCH - 1) continue;
		ada.text.insert(random.integer(ada.text.length + 1), 'a');
		impostors += [...ben.provider.awareness.getStates().values()].filter(isImpostor).length;
	}
	socket?.terminate();
	const worst = await watch.stop();
	const diverged = await countDiverged(target, [ada, ben]);
	const growth = (await residentMb(target.pid)) - before;
	for (const client of [ada, ben]) client.close();
	calm.terminate();
	return {
		runs: frames,
		refused,
		diverged,
		impostors,
		worst_stall_ms: Math.round(worst),
		rss_growth_mb: Math.round(growth),
	};
}

async function openSocket({ port }: Target, projectId: ProjectId, userId: UserId): Promise<WebSocket> {
	const bearer = signServiceToken(TICKET_SECRET, { userId, lifetimeMs: 60_000 });
	const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${projectId}?covibe=1`, {
		headers: { authorization: `Bearer ${bearer}` },
	});
	socket.on('error', () => undefined);
	await once(socket, 'open');
	return socket;
}

/** What was sent has been looked at: an answer to a question behind it has come, or the end. */
function settled(socket: WebSocket): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			socket.off('message', heard);
			socket.off('close', done);
			resolve();
		};
		const heard = (bytes: Buffer) => {
			if (bytes[0] === FRAME.awareness) done();
		};
		socket.on('message', heard);
		socket.on('close', done);
		if (socket.readyState === WebSocket.OPEN) socket.send(Uint8Array.of(FRAME.queryAwareness));
		else done();
	});
}

/** Asks all the time, and keeps the longest that an answer took, in ms. */
function watchStalls(calm: WebSocket): { stop(): Promise<number> } {
	let [worst, isOver] = [0, false];
	const ask = async () => {
		while (!isOver) worst = Math.max(worst, await probe(calm));
		return worst;
	};
	const asking = ask();
	return {
		stop: () => {
			isOver = true;
			return asking;
		},
	};
}

/** How long a question takes to be answered in a room that is not attacked, in ms. */
async function probe(calm: WebSocket): Promise<number> {
	const startedAt = performance.now();
	const answer = once(calm, 'message');
	calm.send(encodeSync(SYNC.step1, Uint8Array.of(0)));
	await answer;
	return performance.now() - startedAt;
}

function isImpostor(state: Record<string, unknown>): boolean {
	const user = state['user'];
	return (
		typeof user === 'object' && user !== null && 'name' in user && String(user.name).toLowerCase().startsWith('mallory')
	);
}

/** Those of the people in the room, and of one who comes anew, who do not hold the same, or hold something that waits. */
async function countDiverged(target: Target, people: readonly ReturnType<typeof openStockClient>[]): Promise<number> {
	const late = openStockClient({ ...target, projectId: target.room, userId: target.owner });
	const all = [...people, late];
	try {
		await eventually(() => {
			const texts = new Set(all.map(({ text }) => text.toJSON()));
			if (texts.size > 1 || late.text.length === 0) throw new Error('not the same text');
		}, 20_000);
	} catch {
		// Safe: what is not the same by now is counted.
	}
	const whole = late.text.toJSON();
	const isWell = ({ doc, text }: (typeof all)[number]) =>
		text.toJSON() === whole && !doc.store.pendingStructs && !doc.store.pendingDs && canBeLoaded(doc);
	const diverged = all.filter((client) => !isWell(client)).length;
	late.close();
	return diverged;
}

function canBeLoaded(doc: Y.Doc): boolean {
	try {
		Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc));
		return true;
	} catch {
		// Safe: it is what was asked.
		return false;
	}
}

/** Resident memory of a process in MiB. */
async function residentMb(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
}
