import type { Grant } from '@covibe/db';
import {
	type ErrorCode,
	FRAME,
	NO_RULES,
	parseProjectId,
	parseUserId,
	type ProjectId,
	readNack,
	readRoomEvent,
	type RoomEvent,
	readWelcome,
	type Role,
	SYNC,
} from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { pino } from 'pino';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { RoomConnection } from '../src/connection.ts';
import { type LogRow, MemoryLog, type UpdateLog } from '../src/log.ts';
import type { AgentIdentity } from '../src/member.ts';
import { Metrics } from '../src/metrics.ts';
import type { Relay } from '../src/relay/relay.ts';
import { Rooms } from '../src/rooms.ts';
import type { Socket } from '../src/socket.ts';
import { createRules } from '../src/updates/rules.ts';

/** A log whose commits wait for the test, or fail as it says. */
export class TestLog extends MemoryLog {
	/** The rows of every commit that was tried. */
	readonly commits: (readonly LogRow[])[] = [];
	readonly snapshots: { readonly projectId: ProjectId; readonly seq: number }[] = [];
	#gate: Promise<void> | undefined;
	#open: () => void = () => undefined;
	failure: ((rows: readonly LogRow[]) => Error | undefined) | undefined;

	/** From now on commits wait. */
	hold(): void {
		this.#gate = new Promise((resolve) => (this.#open = resolve));
	}

	release(): void {
		this.#gate = undefined;
		this.#open();
	}

	override async append(rows: readonly LogRow[]): Promise<readonly LogRow[]> {
		this.commits.push(rows);
		await this.#gate;
		const failure = this.failure?.(rows);
		if (failure) throw failure;
		return super.append(rows);
	}

	override async saveSnapshot(projectId: ProjectId, snapshot: { seq: number; state: Uint8Array }): Promise<void> {
		this.snapshots.push({ projectId, seq: snapshot.seq });
		await super.saveSnapshot(projectId, snapshot);
	}
}

/** The other end of a connection: keeps frames until the test delivers them, then acts as a y-websocket client does. */
export class Client implements Socket {
	readonly remoteAddress = '127.0.0.1';
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	readonly inbox: Uint8Array[] = [];
	readonly frameTypes: number[] = [];
	readonly acks: number[] = [];
	readonly events: RoomEvent[] = [];
	nack: ErrorCode | undefined;
	welcome: ReturnType<typeof readWelcome> | undefined;
	closeCode: number | undefined;
	sent = 0;
	connection!: RoomConnection;
	readonly #topics: Map<string, Set<Client>>;

	constructor(topics: Map<string, Set<Client>>, doc: Y.Doc) {
		this.#topics = topics;
		this.doc = doc;
		this.awareness = new Awareness(doc);
		// Its timer would outlive the test; nothing here waits for it.
		this.awareness.destroy();
		this.awareness.setLocalState({});
	}

	send(frame: Uint8Array): void {
		if (this.closeCode === undefined) this.inbox.push(frame);
	}

	subscribe(topic: string): void {
		const members = this.#topics.get(topic) ?? new Set();
		this.#topics.set(topic, members.add(this));
	}

	unsubscribe(topic: string): void {
		this.#topics.get(topic)?.delete(this);
	}

	close(code: number): void {
		if (this.closeCode !== undefined) return;
		this.closeCode = code;
		for (const members of this.#topics.values()) members.delete(this);
		this.connection.closed();
	}

	get text(): Y.Text {
		return this.doc.getText('text');
	}

	/** Changes the document and sends what changed, as one update frame. */
	edit(change: (text: Y.Text) => void): void {
		for (const update of this.editOffline(change)) this.sendUpdate(update);
	}

	/** Changes the document; what would have been sent is returned. */
	editOffline(change: (text: Y.Text) => void): Uint8Array[] {
		const updates: Uint8Array[] = [];
		const keep = (update: Uint8Array) => updates.push(update);
		this.doc.on('update', keep);
		this.doc.transact(() => change(this.text));
		this.doc.off('update', keep);
		return updates;
	}

	sendUpdate(update: Uint8Array): void {
		this.sent++;
		this.#write(FRAME.sync, (encoder) => {
			encoding.writeVarUint(encoder, SYNC.update);
			encoding.writeVarUint8Array(encoder, update);
		});
	}

	sendStep2(update: Uint8Array): void {
		this.sent++;
		this.#write(FRAME.sync, (encoder) => {
			encoding.writeVarUint(encoder, SYNC.step2);
			encoding.writeVarUint8Array(encoder, update);
		});
	}

	sendStep1(): void {
		this.#write(FRAME.sync, (encoder) => {
			encoding.writeVarUint(encoder, SYNC.step1);
			encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc));
		});
	}

	/** Says something about one client id, which need not be its own. */
	sendPresence(entry: { client?: number; clock: number; state: unknown }): void {
		this.sendPresences([entry]);
	}

	sendPresences(entries: readonly { client?: number; clock: number; state: unknown }[]): void {
		const update = encoding.createEncoder();
		encoding.writeVarUint(update, entries.length);
		for (const { client, clock, state } of entries) {
			encoding.writeVarUint(update, client ?? this.doc.clientID);
			encoding.writeVarUint(update, clock);
			encoding.writeVarString(update, typeof state === 'string' ? state : JSON.stringify(state));
		}
		this.#write(FRAME.awareness, (encoder) => encoding.writeVarUint8Array(encoder, encoding.toUint8Array(update)));
	}

	/** Sends the awareness state of its own, as y-websocket does on opening. */
	announce(): void {
		const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
		this.#write(FRAME.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));
	}

	#write(type: number, body: (encoder: encoding.Encoder) => void): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, type);
		body(encoder);
		this.connection.receive(encoding.toUint8Array(encoder));
	}

	/** Reads all frames that came; answers a sync step 1, unless told not to. */
	deliver(options: { answer: boolean } = { answer: true }): void {
		for (const frame of this.inbox.splice(0)) this.#read(decoding.createDecoder(frame), options.answer);
	}

	#read(decoder: decoding.Decoder, answer: boolean): void {
		const type = decoding.readVarUint(decoder);
		this.frameTypes.push(type);
		if (type === FRAME.sync) this.#readSync(decoder, answer);
		else if (type === FRAME.awareness)
			applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), 'server');
		else if (type === FRAME.ack) this.acks.push(decoding.readVarUint(decoder));
		else if (type === FRAME.nack) this.nack = readNack(decoder).code;
		else if (type === FRAME.roomEvent)
			this.events.push(...[readRoomEvent(decoder)].filter((event) => event !== undefined));
		else if (type === FRAME.welcome) this.welcome = readWelcome(decoder);
	}

	#readSync(decoder: decoding.Decoder, answer: boolean): void {
		const kind = decoding.readVarUint(decoder);
		const payload = decoding.readVarUint8Array(decoder);
		if (kind !== SYNC.step1) Y.applyUpdate(this.doc, payload, 'server');
		else if (answer) this.sendStep2(Y.encodeStateAsUpdate(this.doc, payload));
	}
}

export type JoinOptions = {
	readonly role?: Role;
	readonly person?: string;
	readonly colour?: number;
	readonly speaksCovibe?: boolean;
	readonly agent?: AgentIdentity;
	/** A document from before, for who comes back. */
	readonly doc?: Y.Doc;
};

/** Rooms over a memory log, with sockets whose frames the test delivers. */
export function createWorld(
	options: { log?: TestLog; wrap?: (log: TestLog) => UpdateLog; roomIdleMs?: number; relay?: Relay } = {},
) {
	const log = options.log ?? new TestLog();
	const topics = new Map<string, Set<Client>>();
	const metrics = new Metrics();
	const clients = new Set<Client>();
	const rooms = new Rooms({
		log: options.wrap?.(log) ?? log,
		publish: (topic, frame) => topics.get(topic)?.forEach((client) => client.send(frame)),
		rules: createRules(['text']),
		...(options.relay ? { relay: options.relay } : {}),
		metrics,
		logger: pino({ level: 'silent' }),
		roomIdleMs: options.roomIdleMs ?? 30_000,
	});
	const join = (projectId: ProjectId, how: JoinOptions = {}): Client => {
		const client = new Client(topics, how.doc ?? new Y.Doc());
		clients.add(client);
		const visitor = {
			grant: grantOf(projectId, how),
			agent: how.agent,
			sessionId: undefined,
			speaksCovibe: how.speaksCovibe ?? true,
		};
		client.connection = new RoomConnection(client, visitor, {
			metrics,
			onRefusal: () => undefined,
			onEnd: () => undefined,
		});
		return client;
	};
	/** Joins, and exchanges what both sides have. */
	const enter = async (projectId: ProjectId, how: JoinOptions = {}): Promise<Client> => {
		const client = join(projectId, how);
		client.connection.enter(await rooms.open(projectId));
		client.sendStep1();
		client.deliver();
		return client;
	};
	return { log, rooms, topics, clients, metrics, join, enter };
}

/** A project of the log. */
export function createRoomIn(log: MemoryLog, name = 'room'): ProjectId {
	const projectId = parseProjectId(name.padEnd(22, '0'));
	if (!projectId) throw new Error('a bad name for a room');
	log.create(projectId);
	return projectId;
}

function grantOf(projectId: ProjectId, how: JoinOptions): Grant {
	const name = how.person ?? 'Ada';
	const id = parseUserId(name.padEnd(22, '0'));
	if (!id) throw new Error('a bad name for a person');
	const user = { id, name, kind: 'guest' as const, colour: how.colour ?? 0 };
	return { projectId, projectName: 'Room', role: how.role ?? 'editor', user, rules: NO_RULES };
}
