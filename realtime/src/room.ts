import { can, CovibeError, encodeSync, type ErrorCode, type PresenceUser, type ProjectId, SYNC } from '@covibe/shared';
import * as Y from 'yjs';
import { Conversation } from './conversation.ts';
import type { Committer, GroupCommit } from './group-commit.ts';
import type { LogRow, Snapshot } from './log.ts';
import type { Member } from './member.ts';
import { PendingRow, type Receipt } from './pending-row.ts';
import { PresenceRelay } from './presence-relay.ts';
import type { RoomDocument } from './room-document.ts';
import { eventsTopic, type Publish } from './socket.ts';
import { areTypesPlaced } from './updates/nesting.ts';
import { advance, areDeleted, bringsStructs, isReady, withoutKnown } from './updates/readiness.ts';
import type { RuleSet } from './updates/rules.ts';
import { type UpdateOutline, validateUpdate } from './updates/validate.ts';

/** What rooms share. */
export type RoomParts = {
	readonly commits: GroupCommit;
	readonly publish: Publish;
	readonly rules: RuleSet;
	/** A room whose memory cannot be trusted any more: it has let everybody go, and must be built anew from the log. */
	readonly onFailure: (room: Room, cause: unknown) => void;
	/** This row is in the log, but cannot be applied; nobody has seen it. Told before the room fails. */
	readonly onUnusable: (row: LogRow) => void;
};

/** One update frame; `ordinal` counts the update frames of its connection from 1. */
export type IncomingUpdate = {
	readonly kind: 'update' | 'sync-step2';
	readonly bytes: Uint8Array;
	readonly ordinal: number;
};

/** What may wait for the log in the whole process, when the database is slower than the typing. */
const QUEUE_BYTES = 64 * 1024 * 1024;

/** A project in use: its document, who is in it, and what waits for the log. */
export class Room implements Committer {
	readonly projectId: ProjectId;
	readonly presence: PresenceRelay;
	readonly conversation: Conversation;
	readonly #parts: RoomParts;
	readonly #document: RoomDocument;
	readonly #members = new Set<Member>();
	/** Clocks of all that was taken, whether it is committed or still waits. */
	readonly #known: Map<number, number>;
	#pending = new PendingRow();
	#underWay: { row: LogRow; pending: PendingRow } | undefined;
	#failure: CovibeError | undefined;

	constructor(document: RoomDocument, parts: RoomParts) {
		this.projectId = document.projectId;
		this.#document = document;
		this.#parts = parts;
		this.#known = document.clocks();
		this.presence = new PresenceRelay((frame) => parts.publish(this.projectId, frame));
		this.conversation = new Conversation((frame) => parts.publish(eventsTopic(this.projectId), frame));
	}

	get memberCount(): number {
		return this.#members.size;
	}

	/** Bytes that are not in the log yet. */
	get #queuedBytes(): number {
		return this.#pending.bytes + (this.#underWay?.row.bytes.length ?? 0);
	}

	/** True when all that was taken is in the log. */
	get isSettled(): boolean {
		return this.#pending.isEmpty && !this.#underWay;
	}

	/** @returns how others see the member. @throws CovibeError when the room has failed meanwhile: open it anew. */
	join(member: Member): PresenceUser {
		if (this.#failure) throw this.#failure;
		this.#members.add(member);
		return this.presence.join(member);
	}

	leave(member: Member): void {
		if (this.#members.delete(member)) this.presence.leave(member);
		if (this.#members.size === 0) this.conversation.clear();
	}

	/** The server's question: what do you have that the log has not? */
	syncStep1(): Uint8Array {
		return encodeSync(SYNC.step1, Y.encodeStateVector(this.#document.doc));
	}

	/** The committed document beyond a state vector. @throws CovibeError 'malformed-frame' */
	syncStep2(stateVector: Uint8Array): Uint8Array {
		return encodeSync(SYNC.step2, this.#document.missingFrom(stateVector));
	}

	/**
	 * Takes a member's update into the room; the member is told when it is durable, and by then everybody has it.
	 * [RT1] [RT2] [RT3]
	 * @returns 'not-ready' when it builds upon something that the room does not know; then nothing was taken. [RT6]
	 * @throws CovibeError 'update-invalid' | 'update-too-large' | 'read-only' | 'project-full' | what made the room fail
	 */
	take(member: Member, update: IncomingUpdate): 'taken' | 'not-ready' {
		if (this.#failure) throw this.#failure;
		const isSync = update.kind === 'sync-step2';
		const outline = validateUpdate(update.bytes, isSync ? this.#parts.rules.sync : this.#parts.rules.edit);
		const receipt = { through: update.ordinal, syncedThrough: isSync ? update.ordinal : 0 };
		const brings = bringsStructs(outline, this.#known);
		if (!brings && areDeleted(this.#document.doc, outline.deletes)) {
			this.#acknowledge(member, receipt);
			return 'taken';
		}
		if (!can(member.role, 'edit')) throw new CovibeError('read-only');
		// The owner of each client id is checked here, between the grant and readiness, once ids belong to users (map.md 4).
		if (!isReady(outline, this.#known) || !areTypesPlaced(outline.hanging, this.#document.doc)) return 'not-ready';
		if (!this.#hasSpaceInQueue(update.bytes.length, outline.chainedValues)) throw new CovibeError('slow-down');
		if (brings && !this.#document.hasRoomFor(this.#queuedBytes + update.bytes.length))
			throw new CovibeError('project-full');
		this.#enqueue(member, { outline, bytes: update.bytes, receipt });
		return 'taken';
	}

	#hasSpaceInQueue(bytes: number, chainedValues: number): boolean {
		if (this.#parts.commits.queuedBytes + bytes > QUEUE_BYTES) return false;
		return chainedValues === 0 || this.#pending.chainedValues + chainedValues <= this.#parts.rules.edit.chainedValues;
	}

	/** Nothing to store; but what it repeats may itself still be on its way to the log. */
	#acknowledge(member: Member, receipt: Receipt): void {
		if (!this.#pending.isEmpty) this.#pending.expect(member, receipt);
		else if (this.#underWay) this.#underWay.pending.expect(member, receipt);
		else member.settled(receipt);
	}

	#enqueue(member: Member, update: { outline: UpdateOutline; bytes: Uint8Array; receipt: Receipt }): void {
		const bytes = withoutKnown(update.bytes, update.outline, this.#known);
		advance(this.#known, update.outline);
		this.#pending.add(bytes, update.outline.chainedValues);
		this.#pending.expect(member, update.receipt);
		this.#parts.commits.schedule(this, bytes.length);
	}

	takeRow(): LogRow | undefined {
		if (this.#failure || this.#pending.isEmpty) return undefined;
		const pending = this.#pending;
		this.#pending = new PendingRow();
		try {
			const row = { projectId: this.projectId, seq: this.#document.seq + 1, bytes: pending.join() };
			this.#underWay = { row, pending };
			return row;
		} catch (cause) {
			this.fail('room-unavailable', cause);
			return undefined;
		}
	}

	committed(): void {
		const underWay = this.#underWay;
		this.#underWay = undefined;
		if (this.#failure || !underWay) return;
		try {
			this.#document.apply(underWay.row);
		} catch (cause) {
			this.#parts.onUnusable(underWay.row);
			this.fail('room-unavailable', cause);
			return;
		}
		this.#parts.publish(this.projectId, encodeSync(SYNC.update, underWay.row.bytes));
		underWay.pending.settle();
	}

	failed(cause: unknown): void {
		const isStale = cause instanceof CovibeError && cause.code === 'room-stale';
		this.fail(isStale ? 'room-unavailable' : 'log-unavailable', cause);
	}

	/** Lets everybody go with a code that makes them come back. What was not acknowledged was not shown either. [RT4] */
	fail(code: ErrorCode, cause: unknown): void {
		if (this.#failure) return;
		this.#failure = new CovibeError(code, { cause });
		this.#underWay = undefined;
		this.#pending = new PendingRow();
		for (const member of [...this.#members]) member.refuse(this.#failure);
		this.#parts.onFailure(this, cause);
	}

	/** Bytes and rows that loading would have to replay. */
	get logGrowth(): { readonly rows: number; readonly bytes: number } {
		return this.#document.growth;
	}

	/** The committed document, to be saved as a cache. */
	snapshot(): Snapshot {
		return this.#document.snapshot();
	}

	/** The snapshot was stored: loading starts from there. */
	noteSnapshot(snapshot: Snapshot): void {
		this.#document.noteSnapshot(snapshot);
	}
}
