import { CovibeError, type DocumentDigest, type ProjectId } from '@covibe/shared';
import type { Logger } from 'pino';
import { DEFAULT_LIMITS } from './abuse-limits.ts';
import { ClientOwners } from './client-owners.ts';
import { GroupCommit } from './group-commit.ts';
import { digestOfLoaded } from './loading.ts';
import type { LoggedRoom, LogRow, Snapshot, UpdateLog } from './log.ts';
import type { Metrics } from './metrics.ts';
import { NO_RELAY, type Relay, type RoomLink } from './relay/relay.ts';
import { RoomOnNodes } from './relay/room-on-nodes.ts';
import { RoomDocument } from './room-document.ts';
import { Room } from './room.ts';
import type { RoomParts } from './room-parts.ts';
import type { Publish } from './socket.ts';
import type { Allowance } from './token-bucket.ts';
import type { RuleSet } from './updates/rules.ts';

export type RoomsOptions = {
	readonly log: UpdateLog;
	readonly publish: Publish;
	readonly rules: RuleSet;
	/** The other nodes; undefined: there are none. */
	readonly relay?: Relay;
	readonly metrics: Metrics;
	readonly logger: Logger;
	/** New client ids of one person, or one agent, in one room. */
	readonly newClients?: Allowance;
	/** How long a room without members stays in memory. */
	readonly roomIdleMs: number;
};

/** Log growth after which a snapshot is worth its price: replaying it costs some milliseconds at the next load. */
const SNAPSHOT_ROWS = 500;
const SNAPSHOT_BYTES = 1_000_000;
/** How often rooms are looked at; one timer for all of them. */
const SWEEP_MS = 1_000;
const SETTLE_CHECK_MS = 2;

type Entry = {
	readonly opening: Promise<Room>;
	room: Room | undefined;
	idleSinceMs: number | undefined;
	/** How often it was asked for: who asks while it is saved must find it, and not a second one. */
	visits: number;
	/** The growth at which the next snapshot is due: a failed one is not tried again at every sweep. */
	retryAtRows: number;
	isSaving: boolean;
};

/** All rooms of this process: opened once, kept while used, saved and forgotten when idle. */
export class Rooms {
	readonly #options: RoomsOptions;
	readonly #commits: GroupCommit;
	readonly #entries = new Map<ProjectId, Entry>();
	/** Rows to be taken back before their room is built anew. */
	readonly #unusable = new Map<ProjectId, LogRow>();
	readonly #links = new Map<ProjectId, RoomLink>();
	readonly #sweeper: NodeJS.Timeout;
	/** One room at a time, since each costs a loading. */
	#doubts: Promise<void> = Promise.resolve();

	constructor(options: RoomsOptions) {
		this.#options = options;
		this.#commits = new GroupCommit(options.log, (measure) => options.metrics.countCommit(measure));
		this.#sweeper = setInterval(() => this.sweep(Date.now()), Math.min(SWEEP_MS, options.roomIdleMs + 1));
	}

	get size(): number {
		return this.#entries.size;
	}

	/** All rooms that are in memory. */
	all(): Room[] {
		return [...this.#entries.values()].flatMap(({ room }) => room ?? []);
	}

	/** Bytes that are not in the log yet, of all rooms. */
	get queuedBytes(): number {
		return this.#commits.queuedBytes;
	}

	/** A room that is in memory. */
	find(projectId: ProjectId): Room | undefined {
		return this.#entries.get(projectId)?.room;
	}

	/**
	 * The room of a project, built from the log unless it is in memory. All who ask at once wait for the same.
	 * @throws CovibeError 'not-found' | 'room-unavailable' | 'log-unavailable'
	 */
	open(projectId: ProjectId): Promise<Room> {
		const known = this.#entries.get(projectId);
		if (known) {
			known.visits++;
			known.idleSinceMs = undefined;
			return known.opening;
		}
		const opening = this.#load(projectId);
		const entry: Entry = {
			opening,
			room: undefined,
			idleSinceMs: undefined,
			visits: 1,
			retryAtRows: 0,
			isSaving: false,
		};
		this.#entries.set(projectId, entry);
		return opening.then(
			(room) => {
				entry.room = room;
				return room;
			},
			(error: unknown) => {
				this.#forget(projectId, entry);
				throw error;
			},
		);
	}

	async #load(projectId: ProjectId): Promise<Room> {
		await this.#retractUnusable(projectId);
		const link = (this.#options.relay ?? NO_RELAY).open(projectId);
		this.#links.set(projectId, link);
		// Before the log is read: what is written from here on is told.
		await link.registered;
		const logged = await this.#options.log.load(projectId);
		if (!logged) throw new CovibeError('not-found');
		const room = this.#build(projectId, logged, link);
		// For the colours of those who are here already, and so that who comes sees them at once.
		await link.attach(new RoomOnNodes(room));
		if (room.failure) throw room.failure;
		return room;
	}

	#build(projectId: ProjectId, logged: LoggedRoom, link: RoomLink): Room {
		try {
			const owners = new ClientOwners(logged.clients, this.#options.newClients ?? DEFAULT_LIMITS.newClients);
			return new Room(new RoomDocument(projectId, logged), owners, this.#roomParts(link));
		} catch (cause) {
			this.#options.logger.error({ err: cause, projectId }, 'the log of a room cannot be replayed');
			throw new CovibeError('room-unavailable', { cause });
		}
	}

	/** Left in the log, it would keep the room from being built for ever. */
	async #retractUnusable(projectId: ProjectId): Promise<void> {
		const row = this.#unusable.get(projectId);
		if (!row) return;
		await this.#options.log.retract(row);
		this.#unusable.delete(projectId);
		this.#options.logger.error({ projectId, seq: row.seq, bytes: row.bytes.length }, 'an unusable row was taken back');
	}

	#roomParts(link: RoomLink): RoomParts {
		const { publish, rules, logger, metrics } = this.#options;
		const onFailure = (room: Room, cause: unknown) => {
			logger.error({ err: cause, projectId: room.projectId }, 'a room was dropped and will be built anew from its log');
			const entry = this.#entries.get(room.projectId);
			if (entry?.room === room) this.#forget(room.projectId, entry);
		};
		const onUnusable = (row: LogRow) => void this.#unusable.set(row.projectId, row);
		const onDoubted: RoomParts['onDoubted'] = (room, read) => {
			this.#doubts = this.#doubts.then(() => this.#doubt(room, read));
		};
		const onDiverged: RoomParts['onDiverged'] = (member, what) => {
			metrics.countDivergence(what);
			logger.warn({ userId: member.user.id, what }, 'a page does not hold what the room does');
		};
		const readLog: RoomParts['readLog'] = (projectId, seq) => this.#options.log.read(projectId, seq);
		const tellNodes: RoomParts['tellNodes'] = (message) => link.send(message);
		const hasOtherNodes = this.#options.relay?.hasOthers ?? false;
		return {
			commits: this.#commits,
			publish,
			rules,
			readLog,
			hasOtherNodes,
			tellNodes,
			onFailure,
			onDoubted,
			onDiverged,
			onUnusable,
		};
	}

	#forget(projectId: ProjectId, entry: Entry): void {
		if (this.#entries.get(projectId) !== entry) return;
		this.#entries.delete(projectId);
		this.#links.get(projectId)?.close();
		this.#links.delete(projectId);
	}

	/** Saves rooms whose log grew, and forgets those that were idle for long. Called by the timer. */
	sweep(nowMs: number): void {
		for (const [projectId, entry] of this.#entries) {
			const { room } = entry;
			room?.sweep(nowMs);
			if (!room || entry.isSaving) continue;
			const isIdle = room.memberCount === 0 && room.isSettled;
			entry.idleSinceMs = isIdle ? (entry.idleSinceMs ?? nowMs) : undefined;
			const isForgotten = entry.idleSinceMs !== undefined && nowMs - entry.idleSinceMs >= this.#options.roomIdleMs;
			if (!isForgotten && !isDue(room, entry)) continue;
			entry.isSaving = true;
			const { visits } = entry;
			void this.#save(room, entry).then(() => {
				entry.isSaving = false;
				if (isForgotten && entry.visits === visits && room.memberCount === 0 && room.isSettled)
					this.#forget(projectId, entry);
			});
		}
	}

	/** Looks whether a room is what loading it would give; if not, it is loaded anew. Never rejects. */
	async #doubt(room: Room, read: () => Promise<DocumentDigest | undefined>): Promise<void> {
		if (room.failure) return;
		try {
			const snapshot = room.snapshot();
			const [loaded, digest] = await Promise.all([digestOfLoaded(snapshot.state), read()]);
			if (digest && digest.text !== loaded && room.seq === snapshot.seq) await this.#reload(room, snapshot);
		} catch (error) {
			this.#options.logger.warn({ err: error, projectId: room.projectId }, 'a room could not be compared or reloaded');
		}
	}

	/** From the snapshot, everybody loads the same; from the rows, one after the other, the room would be as it was. */
	async #reload(room: Room, snapshot: Snapshot): Promise<void> {
		await this.#options.log.saveSnapshot(room.projectId, snapshot);
		room.fail('room-stale', new Error('the document is not what loading it gives'));
	}

	/** Never rejects: a snapshot is a cache, and the log has everything. */
	async #save(room: Room, entry: Entry): Promise<void> {
		if (room.logGrowth.rows === 0) return;
		try {
			const snapshot = room.snapshot();
			entry.retryAtRows = room.logGrowth.rows + SNAPSHOT_ROWS;
			await this.#options.log.saveSnapshot(room.projectId, snapshot);
			room.noteSnapshot(snapshot);
			entry.retryAtRows = 0;
		} catch (error) {
			this.#options.logger.warn({ err: error, projectId: room.projectId }, 'a snapshot could not be saved');
		}
	}

	/** Waits for what is queued, then saves what has grown. Call when no frame can come any more. */
	async close(): Promise<void> {
		clearInterval(this.#sweeper);
		await this.settled();
		const saves: Promise<void>[] = [];
		for (const entry of this.#entries.values()) if (entry.room) saves.push(this.#save(entry.room, entry));
		await Promise.all(saves);
		for (const [projectId, entry] of [...this.#entries]) this.#forget(projectId, entry);
	}

	/** Resolves when nothing waits for the log. */
	async settled(): Promise<void> {
		for (;;) {
			await this.#commits.settled();
			// Some wait for their turn, or for what another node wrote.
			if ([...this.#entries.values()].every(({ room }) => room?.isSettled !== false)) return;
			await new Promise((resolve) => setTimeout(resolve, SETTLE_CHECK_MS));
		}
	}
}

function isDue(room: Room, entry: Entry): boolean {
	const { rows, bytes } = room.logGrowth;
	return rows >= entry.retryAtRows && (rows >= SNAPSHOT_ROWS || bytes >= SNAPSHOT_BYTES);
}
