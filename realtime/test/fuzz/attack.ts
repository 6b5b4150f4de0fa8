import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { signServiceToken } from '@covibe/db';
import { encodeSync, FRAME, type ProjectId, SYNC, type UserId } from '@covibe/shared';
import { createRandom, eventually } from '@covibe/shared/testing';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { TICKET_SECRET } from '../process.ts';
import { openStockClient } from '../stock-client.ts';
import { createHostileFrames, FORGED } from './hostile-frames.ts';

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
	/** What came to others: words that only attackers say, or anything at all in the other room. */
	readonly leaked: number;
	/** The longest that one frame kept the server's main thread, in processor time: what else the machine does is not in it. */
	readonly worst_stall_ms: number;
	/** The longest that a question in the other room waited for its answer, all that the machine does included. */
	readonly worst_answer_ms: number;
	readonly rss_growth_mb: number;
};

/** After so many frames everybody else is asked how they are. */
const BATCH = 100;
/** A frame that keeps everybody waiting for longer is told of. */
const STALL_MS = 50;

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
	const watch = watchAnswers(calm);
	const ears = await listen(target);
	let [refused, impostors, stallMs] = [0, 0, 0];
	let socket: WebSocket | undefined;
	for (let sent = 0; sent < frames; sent++) {
		if (socket?.readyState !== WebSocket.OPEN) {
			if (socket) refused++;
			socket = await openSocket(target, target.room, random.pick(target.attackers));
		}
		const { doc } = random.pick([ada, ben]);
		const frame = next({ client: doc.clientID, doc });
		const busyMs = readBusyMs(target.pid);
		socket.send(frame);
		await settled(socket);
		const tookMs = readBusyMs(target.pid) - busyMs;
		if (tookMs > STALL_MS) tellOfStall({ frame, sent, tookMs });
		stallMs = Math.max(stallMs, tookMs);
		if (sent % BATCH !== BATCH - 1) continue;
		ada.text.insert(random.integer(ada.text.length + 1), 'a');
		impostors += [...ben.provider.awareness.getStates().values()].filter(isImpostor).length;
	}
	socket?.terminate();
	const answers = await watch.stop();
	const diverged = await countDiverged(target, [ada, ben]);
	const growth = (await residentMb(target.pid)) - before;
	const leaked = ears.stop() + answers.others + (ada.text.toJSON().includes(FORGED) ? 1 : 0);
	for (const client of [ada, ben]) client.close();
	calm.terminate();
	return {
		runs: frames,
		refused,
		diverged,
		impostors,
		leaked,
		worst_stall_ms: Math.round(stallMs),
		worst_answer_ms: Math.round(answers.worstMs),
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

/** Somebody in the attacked room who only listens. @returns how often what attackers say was heard */
async function listen(target: Target): Promise<{ stop(): number }> {
	const socket = await openSocket(target, target.room, target.owner);
	let heard = 0;
	socket.on('message', (bytes: Buffer) => {
		if (bytes.includes(FORGED)) heard++;
	});
	return {
		stop: () => {
			socket.terminate();
			return heard;
		},
	};
}

type Answers = { readonly worstMs: number; readonly others: number };

/** Asks all the time in a room that is not attacked: how long the slowest answer took, and how many changes came. */
function watchAnswers(calm: WebSocket): { stop(): Promise<Answers> } {
	let [worstMs, isOver, others] = [0, false, 0];
	calm.on('message', (bytes: Buffer) => {
		if (bytes[0] === FRAME.awareness || (bytes[0] === FRAME.sync && bytes[1] === SYNC.update)) others++;
	});
	const ask = async () => {
		while (!isOver) worstMs = Math.max(worstMs, await probe(calm));
		return { worstMs, others };
	};
	const asking = ask();
	return {
		stop: () => {
			isOver = true;
			return asking;
		},
	};
}

/** How long a question takes to be answered, in ms. */
async function probe(calm: WebSocket): Promise<number> {
	const startedAt = performance.now();
	const answer = once(calm, 'message');
	calm.send(encodeSync(SYNC.step1, Uint8Array.of(0)));
	await answer;
	return performance.now() - startedAt;
}

function tellOfStall({ frame, sent, tookMs }: { frame: Uint8Array; sent: number; tookMs: number }): void {
	const beginning = Buffer.from(frame.subarray(0, 48)).toString('hex');
	process.stderr.write(`frame ${sent} took ${Math.round(tookMs)} ms: ${frame.length} bytes, ${beginning}…\n`);
}

/** Processor time of a process' main thread so far, in ms (Linux, proc(5): schedstat). */
function readBusyMs(pid: number): number {
	return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
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
