import { digestNow, type ProjectId } from '@covibe/shared';
import { eventually, type Random } from '@covibe/shared/testing';
import * as Y from 'yjs';
import { openStockClient } from '../stock-client.ts';
import type { ChaosHouse } from './house.ts';
import { type Memory, Typist } from './typist.ts';

export const FAULTS = ['kill-node', 'kill-database', 'pause-node', 'kill-redis'] as const;
export type Fault = (typeof FAULTS)[number];

export type CycleResult = {
	readonly fault: Fault;
	/** Acknowledged edits that are gone. */
	readonly lostAcknowledged: number;
	/** Edits that somebody else had seen and that are gone. */
	readonly lostSeen: number;
	/** People who do not hold what the room does. */
	readonly diverged: number;
	/** From the kill to the first acknowledgement of somebody who was hit; undefined where nothing has to start again. */
	readonly recoveryMs: number | undefined;
};

const PEOPLE_PER_NODE = 2;
const TYPING_MS = { least: 50, most: 400 };
const PAUSE_MS = { least: 100, most: 1_500 };
const CONVERGE_MS = 60_000;

/** People type, something is killed, and then everything that was promised must be there. */
export async function runCycle(house: ChaosHouse, room: ProjectId, random: Random): Promise<CycleResult> {
	const fault = random.pick(FAULTS);
	const node = random.integer(2);
	let people = seat(house, room, random);
	await eventually(() => {
		if (!people.every(({ client }) => client.acknowledged().length > 1)) throw new Error('not all are there');
	}, CONVERGE_MS);
	await pause(TYPING_MS.least + random.integer(TYPING_MS.most));
	const heal = await FAULT_ACTS[fault](house, node, random);
	const killedAt = performance.now();
	const memories = people.map((person) => person.remember());
	// Who stays would bring again what was lost.
	if (random.integer(2) === 0) {
		for (const person of people) person.leave();
		people = seat(house, room, random);
	}
	const hit = people.filter((person) => fault === 'kill-database' || person.node === node);
	const [recoveryMs] = await Promise.all([recovery(hit, killedAt), heal()]).catch((cause: unknown) => {
		for (const person of people) person.leave();
		throw new Error(`${fault} of node ${node}: it does not go on`, { cause });
	});
	for (const person of people) person.rest();
	const { loaded, diverged } = await converge(house, room, people);
	for (const person of people) memories.push(person.remember());
	const lost = countLost(loaded, memories);
	for (const person of people) person.leave();
	const mustStartAgain = fault === 'kill-node' || fault === 'kill-database';
	return {
		fault,
		...lost,
		diverged,
		recoveryMs: mustStartAgain ? recoveryMs : undefined,
	};
}

function seat(house: ChaosHouse, projectId: ProjectId, random: Random): Typist[] {
	return Array.from({ length: 2 * PEOPLE_PER_NODE }, (_, index) => {
		const node = index % 2;
		const person = new Typist({ port: house.portOf(node), projectId, userId: house.userId, node }, random);
		person.type();
		return person;
	});
}

type Act = (house: ChaosHouse, node: number, random: Random) => Promise<() => Promise<void>>;

/** Each does harm, and returns what makes it good. */
const FAULT_ACTS: Record<Fault, Act> = {
	'kill-node': async (house, node) => {
		await house.killNode(node);
		return () => house.startNode(node);
	},
	'kill-database': async (house) => {
		await house.killDatabase();
		return () => house.startDatabase();
	},
	'pause-node': (house, node, random) => {
		house.signalNode(node, 'SIGSTOP');
		return Promise.resolve(async () => {
			await pause(PAUSE_MS.least + random.integer(PAUSE_MS.most));
			house.signalNode(node, 'SIGCONT');
		});
	},
	'kill-redis': async (house) => {
		await house.killRedis();
		return () => house.startRedis();
	},
};

/** Resolves when an edit of one of those who were hit is durable. An answer to the first question alone is none. */
async function recovery(hit: readonly Typist[], killedAt: number): Promise<number> {
	const before = new Map(hit.map(({ client }) => [client, Math.max(1, client.acknowledged().length)]));
	await eventually(() => {
		if (![...before].some(([client, count]) => client.acknowledged().length > count)) throw new Error('no ack yet');
	}, CONVERGE_MS);
	return performance.now() - killedAt;
}

/** Waits until all hold what somebody holds who comes anew, and counts those who do not. */
async function converge(
	house: ChaosHouse,
	projectId: ProjectId,
	people: readonly Typist[],
): Promise<{ loaded: Y.Doc; diverged: number }> {
	const late = openStockClient({ port: house.portOf(0), projectId, userId: house.userId });
	const others = () => people.filter(({ client }) => digestNow(client.doc).text !== digestNow(late.doc).text);
	try {
		await eventually(() => {
			if (!late.provider.synced || others().length > 0) throw new Error('not the same');
			if (people.some(({ client }) => client.doc.store.pendingStructs)) throw new Error('something waits');
		}, CONVERGE_MS);
	} catch {
		// Safe: who does not hold the same by now is counted.
	}
	const diverged = others().length;
	late.close();
	return { loaded: late.doc, diverged };
}

function countLost(
	loaded: Y.Doc,
	memories: readonly Memory[],
): { readonly lostAcknowledged: number; readonly lostSeen: number } {
	const known = Y.decodeStateVector(Y.encodeStateVector(loaded));
	let [lostAcknowledged, lostSeen] = [0, 0];
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(loaded));
	const before = digestNow(doc).structs;
	for (const { acknowledged, seen } of memories) {
		for (const [client, clock] of seen) lostSeen += Math.max(0, clock - (known.get(client) ?? 0));
		for (const update of acknowledged) Y.applyUpdate(doc, update);
		if (digestNow(doc).structs !== before || doc.store.pendingStructs) lostAcknowledged++;
	}
	return { lostAcknowledged, lostSeen };
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
