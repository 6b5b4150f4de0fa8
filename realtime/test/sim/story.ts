import { CovibeError, digestNow, type ProjectId } from '@covibe/shared';
import { createRandom, type Random } from '@covibe/shared/testing';
import assert from 'node:assert/strict';
import * as Y from 'yjs';
import type { LogRow } from '../../src/log.ts';
import { NO_RELAY } from '../../src/relay/relay.ts';
import { type Client, createRoomIn, createWorld, TestLog } from '../world.ts';

const STEPS = 80;
const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan'];

/** Mistakes that a run must find: the harness would prove nothing otherwise. */
export type Plant = 'early-ack' | 'lost-broadcast';

/** One log as one process sees it: its commits may fail, whether they were written or not. */
class NodeLog extends TestLog {
	readonly written = new Set<number>();
	readonly #shared: TestLog;
	readonly #plant: Plant | undefined;
	trouble: 'lost' | 'written' | undefined;

	constructor(shared: TestLog, plant: Plant | undefined) {
		super();
		this.#shared = shared;
		this.#plant = plant;
	}

	override load(projectId: ProjectId) {
		return this.#shared.load(projectId);
	}

	override read(projectId: ProjectId, seq: number) {
		return this.#shared.read(projectId, seq);
	}

	override async append(rows: readonly LogRow[]): Promise<readonly LogRow[]> {
		const { trouble } = this;
		this.trouble = undefined;
		await new Promise(setImmediate);
		// Planted: says that rows are on disk which are not.
		if (trouble === 'lost' && this.#plant === 'early-ack') return [];
		if (trouble === 'lost') throw new CovibeError('log-unavailable');
		const taken = await this.#shared.append(rows);
		for (const row of rows) if (!taken.includes(row)) this.written.add(row.seq);
		await new Promise(setImmediate);
		if (trouble === 'written') throw new CovibeError('log-unavailable');
		return taken;
	}
}

type Node = { readonly log: NodeLog; readonly world: ReturnType<typeof createWorld> };
type Person = { readonly name: string; doc: Y.Doc; client: Client | undefined };

/** Two nodes, four people who come back whenever they are sent away, and whatever can go wrong. */
class Story {
	readonly #random: Random;
	readonly #log = new TestLog();
	readonly #room = createRoomIn(this.#log);
	readonly #nodes: Node[];
	readonly #people: Person[];
	readonly #worlds: Node['world'][] = [];
	/** The next clock of those who left for good with everything acknowledged: nobody can bring it again. */
	readonly #promised = new Map<number, number>();
	readonly #plant: Plant | undefined;

	constructor(seed: number, plant?: Plant) {
		this.#plant = plant;
		this.#random = createRandom(seed);
		this.#nodes = [this.#start(), this.#start()];
		this.#people = PEOPLE.map((name) => ({ name, doc: new Y.Doc(), client: undefined }));
	}

	#start(): Node {
		const log = new NodeLog(this.#log, this.#plant);
		const world = createWorld({ log, relay: { ...NO_RELAY, hasOthers: true } });
		this.#worlds.push(world);
		if (this.#plant === 'lost-broadcast') this.#loseBroadcasts(world);
		return { log, world };
	}

	/** Planted: some frames never reach somebody who is connected. */
	#loseBroadcasts({ topics }: Node['world']): void {
		const members = topics.get(this.#room) ?? new Set<Client>();
		topics.set(this.#room, members);
		const each = members.forEach.bind(members);
		members.forEach = (tell) =>
			each((client, key, set) => {
				if (this.#random.integer(4) > 0) tell(client, key, set);
			});
	}

	async step(): Promise<void> {
		const random = this.#random;
		const dice = random.integer(100);
		const person = random.pick(this.#people);
		if (dice < 55) change(person, random);
		else if (dice < 75) deliverSome(person, random);
		else if (dice < 87) await this.#tell(random.pick(this.#nodes));
		else if (dice < 92) person.client?.close(1006);
		else if (dice < 96) random.pick(this.#nodes).log.trouble = random.pick(['lost', 'written']);
		else if (dice < 98) this.#crash(random.integer(this.#nodes.length));
		else this.#replace(person);
		await this.#bringBack(person);
		if (random.integer(3) === 0) await new Promise(setImmediate);
	}

	/** What a relay does, and what it does wrong: late, twice, in any order, without the bytes; never a node's own rows. */
	async #tell({ log, world }: Node): Promise<void> {
		const rows = (await this.#log.load(this.#room))?.updates ?? [];
		if (rows.length === 0) return;
		const { seq, bytes } = this.#random.pick(rows);
		const isOwn = log.written.has(seq);
		world.rooms.find(this.#room)?.hearRow(seq, isOwn || this.#random.integer(3) === 0 ? undefined : bytes);
	}

	/** kill -9: whatever was under way is never heard of again by the process, though it may reach the log. */
	#crash(index: number): void {
		const dead = this.#nodes[index]!.world;
		this.#nodes[index] = this.#start();
		for (const members of dead.topics.values()) members.clear();
		for (const person of this.#people)
			if (person.client && dead.clients.has(person.client)) {
				person.client.closeCode = 1006;
				person.client = undefined;
			}
	}

	/** Somebody who was told that all is saved never comes back; another one does. */
	#replace(person: Person): void {
		const { client, doc } = person;
		client?.deliver();
		if (!client || client.closeCode !== undefined || (client.acks.at(-1) ?? 0) < client.sent) return;
		this.#promised.set(doc.clientID, Y.getState(doc.store, doc.clientID));
		client.close(1006);
		person.doc = new Y.Doc();
	}

	async #bringBack(person: Person): Promise<void> {
		if (person.client && person.client.closeCode === undefined) return;
		const { world } = this.#random.pick(this.#nodes);
		person.client = await world.enter(this.#room, { person: person.name, doc: person.doc });
	}

	/** Everything heals; then all must be one. */
	async end(): Promise<void> {
		for (const { log } of this.#nodes) log.trouble = undefined;
		for (let round = 0; round < 6; round++) {
			for (const person of this.#people) await this.#bringBack(person);
			for (const { world } of this.#nodes) {
				await world.rooms.settled();
				const last = (await this.#log.load(this.#room))?.updates.at(-1)?.seq ?? 0;
				world.rooms.find(this.#room)?.hearRow(last, undefined);
				await new Promise((resolve) => setTimeout(resolve, 2));
			}
			for (const { client } of this.#people) client?.deliver();
		}
		const logged = new Y.Doc();
		for (const { bytes } of (await this.#log.load(this.#room))?.updates ?? []) Y.applyUpdate(logged, bytes);
		assert.deepEqual([logged.store.pendingStructs, logged.store.pendingDs], [null, null], 'something waits');
		for (const [client, clock] of this.#promised)
			assert(Y.getState(logged.store, client) >= clock, 'what was acknowledged is gone');
		for (const { doc, client, name } of this.#people) {
			assert.deepEqual(digestNow(doc), digestNow(logged), `${name} does not hold what the log does`);
			assert.deepEqual(
				[client?.closeCode, client?.acks.at(-1) ?? 0],
				[undefined, client?.sent],
				`${name} was not told`,
			);
		}
	}

	async close(): Promise<void> {
		for (const world of this.#worlds) await world.rooms.close();
	}
}

function change({ doc, client }: Person, random: Random): void {
	const edit = (text: Y.Text) => {
		const at = random.integer(text.length + 1);
		if (text.length > at && random.integer(3) === 0) text.delete(at, 1 + random.integer(text.length - at));
		else text.insert(at, 'abcdef'.slice(random.integer(6)));
	};
	if (client && client.closeCode === undefined) client.edit(edit);
	else doc.transact(() => edit(doc.getText('text')));
}

/** The network is slow: only some of what was sent has come. */
function deliverSome({ client }: Person, random: Random): void {
	if (!client) return;
	const late = client.inbox.splice(random.integer(client.inbox.length + 1));
	client.deliver();
	client.inbox.push(...late);
}

/** One story from its first step to the end. @throws Error when somebody lost something, or two do not hold the same. */
export async function runSeed(seed: number, plant?: Plant): Promise<void> {
	const story = new Story(seed, plant);
	try {
		for (let step = 0; step < STEPS; step++) await story.step();
		await story.end();
	} catch (cause) {
		throw new Error(`seed ${seed}`, { cause });
	} finally {
		await story.close();
	}
}
