import {
	CovibeError,
	type DocumentDigest,
	encodeRoomEvent,
	encodeSync,
	type ErrorCode,
	type PresenceUser,
	type ProjectId,
	type RoomEvent,
	SYNC,
} from '@covibe/shared';
import * as Y from 'yjs';
import type { ClientOwners } from './client-owners.ts';
import { Conversation } from './conversation.ts';
import type { Committer } from './group-commit.ts';
import type { LoggedRoom, LogRow, Snapshot } from './log.ts';
import { LogFollower } from './log-follower.ts';
import type { Member } from './member.ts';
import { PendingRow, type Receipt } from './pending-row.ts';
import { PresenceRelay } from './presence-relay.ts';
import { RoomCheck } from './room-check.ts';
import type { RoomDocument } from './room-document.ts';
import { RoomLabour } from './room-labour.ts';
import { RoomOrder } from './room-order.ts';
import type { RoomParts } from './room-parts.ts';
import { RulesInForce } from './rules-in-force.ts';
import { eventsTopic } from './socket.ts';
import { areTypesPlaced } from './updates/nesting.ts';
import {
	advance,
	advanceTo,
	areDeleted,
	bringsStructs,
	isReady,
	newInsertions,
	withoutKnown,
} from './updates/readiness.ts';
import { type UpdateOutline, validateUpdate } from './updates/validate.ts';

/** One update frame; `ordinal` counts the update frames of its connection from 1. */
export type IncomingUpdate = {
	readonly kind: 'update' | 'sync-step2';
	readonly bytes: Uint8Array;
	readonly ordinal: number;
};

/** What may wait for the log in the whole process, when the database is slower than the typing. */
const QUEUE_BYTES = 64 * 1024 * 1024;
/** From here on people are told that the room fills; the rest is some 2 MB, a long afternoon of typing. */
const SOFT_LIMIT_PERCENT = 90;
/** Two zeros: no structs, no deletions. */
const EMPTY_UPDATE_BYTES = 2;

/** A project in use: its document, who is in it, and what waits for the log. */
export class Room implements Committer {
	readonly projectId: ProjectId;
	readonly presence: PresenceRelay;
	readonly conversation: Conversation;
	readonly rules = new RulesInForce((event) => this.#tell(event));
	readonly #parts: RoomParts;
	readonly #document: RoomDocument;
	readonly #owners: ClientOwners;
	readonly #members = new Set<Member>();
	/** Clocks of all that was taken, whether it is committed or still waits. */
	readonly #known: Map<number, number>;
	readonly #labour: RoomLabour;
	readonly #order: RoomOrder;
	#pending = new PendingRow();
	#underWay: { row: LogRow; pending: PendingRow } | undefined;
	/** Other nodes wrote since what waits was taken: it may repeat what they wrote. */
	#isOvertaken = false;
	#failure: CovibeError | undefined;
	readonly #follower: LogFollower;
	readonly #check: RoomCheck;
	#toldPercent = 0;

	constructor(document: RoomDocument, owners: ClientOwners, parts: RoomParts) {
		this.projectId = document.projectId;
		this.#document = document;
		this.#owners = owners;
		this.#parts = parts;
		this.#known = document.clocks();
		const waiting = () => (this.#underWay ? [this.#underWay.pending, this.#pending] : [this.#pending]);
		this.#labour = new RoomLabour(document.doc, waiting);
		this.#order = new RoomOrder(document.doc, { waiting, spend: (steps) => this.#labour.spendSteps(steps) });
		this.#follower = this.#follow();
		this.#check = this.#createCheck();
		this.presence = new PresenceRelay({
			publish: (frame) => parts.publish(this.projectId, frame),
			tell: (update) => parts.tellNodes({ kind: 'presence', update }),
			isOthers: (member, client) => owners.isOthers(member, client),
		});
		this.conversation = new Conversation({
			publish: (frame) => parts.publish(eventsTopic(this.projectId), frame),
			tell: (event) => parts.tellNodes({ kind: 'event', event }),
		});
	}

	/** Why the room is of no use any more. */
	get failure(): CovibeError | undefined {
		return this.#failure;
	}

	/** The last row in the document. */
	get seq(): number {
		return this.#document.seq;
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
		this.#check.noteJoin();
		return this.presence.join(member);
	}

	leave(member: Member): void {
		if (this.#members.delete(member)) this.presence.leave(member);
		if (this.#members.size === 0) this.conversation.clear();
	}

	/** The server's question. */
	syncStep1(): Uint8Array {
		return encodeSync(SYNC.step1, Y.encodeStateVector(this.#document.doc));
	}

	/** The committed document beyond a state vector. @throws CovibeError 'malformed-frame' */
	syncStep2(stateVector: Uint8Array): Uint8Array {
		return encodeSync(SYNC.step2, this.#document.missingFrom(stateVector));
	}

	/**
	 * Takes a member's update; they are told when it is durable, and by then everybody has it. [RT1] [RT2] [RT3]
	 * @returns 'not-ready' when it builds upon something that the room does not know; then nothing was taken. [RT6]
	 * @throws CovibeError 'update-invalid' | 'update-too-large' | 'read-only' | 'room-frozen' | 'client-taken' |
	 * 'project-full' | 'update-too-tangled' | 'slow-down' | what made the room fail
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
		this.rules.requireEdit(member.role);
		const freshClients = this.#checkOwners(member, outline);
		if (!isReady(outline, this.#known) || !areTypesPlaced(outline.hanging, this.#document.doc)) return 'not-ready';
		if (!this.#hasSpaceInQueue(update.bytes.length, outline.chainedValues)) throw new CovibeError('slow-down');
		if (brings && !this.#document.hasRoomFor(this.#queuedBytes + update.bytes.length))
			throw new CovibeError('project-full');
		if (freshClients.length > 0) this.#pending.bind(this.#owners.bind(member, freshClients, performance.now()));
		const insertions = newInsertions(outline, this.#known);
		this.#order.check(insertions, () => this.#labour.spend(insertions));
		this.#enqueue(member, { outline: { ...outline, insertions }, bytes: update.bytes, receipt });
		return 'taken';
	}

	#hasSpaceInQueue(bytes: number, chainedValues: number): boolean {
		if (this.#parts.commits.queuedBytes + bytes > QUEUE_BYTES) return false;
		return chainedValues === 0 || this.#pending.chainedValues + chainedValues <= this.#parts.rules.edit.chainedValues;
	}

	/** @throws CovibeError 'client-taken' | 'room-stale': another node may have it all already, and whose it is */
	#checkOwners(member: Member, { structs }: UpdateOutline): readonly number[] {
		try {
			const freshClients = this.#owners.check(member, structs, this.#known);
			for (const client of freshClients) this.presence.assertNotOthers(member, client);
			return freshClients;
		} catch (cause) {
			if (!this.#parts.hasOtherNodes || this.#follower.isAtHead(performance.now())) throw cause;
			throw new CovibeError('room-stale', { cause });
		}
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
		this.#pending.add(bytes, update.outline);
		this.#pending.expect(member, update.receipt);
		this.#parts.commits.schedule(this, bytes.length);
	}

	takeRow(): LogRow | undefined {
		if (this.#failure || this.#pending.isEmpty || this.#follower.holdsBack(performance.now())) return undefined;
		const pending = this.#pending;
		this.#pending = this.#labour.isTangled(pending) ? pending.splitOff() : new PendingRow();
		try {
			const bytes = this.#isOvertaken ? this.#withoutCommitted(pending.join()) : pending.join();
			this.#isOvertaken = false;
			if (bytes.length === EMPTY_UPDATE_BYTES) {
				pending.settle();
				return undefined;
			}
			const { clients } = pending;
			this.#underWay = { row: { projectId: this.projectId, seq: this.#document.seq + 1, bytes, clients }, pending };
			return this.#underWay.row;
		} catch (cause) {
			this.fail('room-unavailable', cause);
			return undefined;
		}
	}

	/** What somebody sent through two nodes is stored once: the first in the log is true. [RT30] */
	#withoutCommitted(bytes: Uint8Array): Uint8Array {
		return Y.diffUpdate(bytes, Y.encodeStateVector(this.#document.doc));
	}

	committed(): void {
		const underWay = this.#underWay;
		this.#underWay = undefined;
		if (this.#failure || !underWay) return;
		if (underWay.row.seq <= this.#document.seq) {
			this.fail('room-unavailable', new Error(`row ${underWay.row.seq} was written twice`));
			return;
		}
		try {
			this.#document.apply(underWay.row);
		} catch (cause) {
			this.#parts.onUnusable(underWay.row);
			this.fail('room-unavailable', cause);
			return;
		}
		this.#labour.noteApplied({ isMoreWaiting: !this.#pending.isEmpty });
		this.#order.forget();
		const { seq, bytes, clients = [] } = underWay.row;
		this.#owners.settle(clients);
		this.#parts.publish(this.projectId, encodeSync(SYNC.update, bytes));
		this.#parts.tellNodes({ kind: 'row', seq, bytes });
		underWay.pending.settle();
		this.#commitSoon();
		this.#follower.noteOwn(performance.now());
	}

	outrun(): void {
		const underWay = this.#underWay;
		this.#underWay = undefined;
		if (this.#failure || !underWay) return;
		underWay.pending.append(this.#pending);
		this.#pending = underWay.pending;
		this.#isOvertaken = true;
		this.#follower.noteOutrun(underWay.row.seq, performance.now());
		this.#commitSoon();
	}

	/**
	 * The log has a row that another node wrote. Without its bytes it is read, and so is one with new client ids: whose
	 * they are stands in the log alone. [RT30]
	 */
	hearRow(seq: number, bytes: Uint8Array | undefined): void {
		if (this.#failure || seq <= this.#document.seq) return;
		const isNext = bytes && seq === this.#document.seq + 1;
		if (isNext && this.#owners.hasAll(Y.parseUpdateMeta(bytes).to.keys())) this.#takeForeign({ seq, bytes });
		else this.#follower.noteHead(seq);
	}

	#takeForeign({ seq, bytes, clients = [] }: LoggedRoom['updates'][number]): void {
		if (this.#failure) return;
		try {
			this.#owners.learn(clients);
			this.#document.apply({ projectId: this.projectId, seq, bytes });
			advanceTo(this.#known, Y.parseUpdateMeta(bytes).to);
		} catch (cause) {
			this.fail('room-unavailable', cause);
			return;
		}
		this.#isOvertaken = !this.isSettled;
		this.#labour.forget();
		this.#order.forget();
		this.#parts.publish(this.projectId, encodeSync(SYNC.update, bytes));
		this.#follower.noteForeign(performance.now());
	}

	#follow(): LogFollower {
		// A view of this room that others do not get.
		const isWriting = () => this.#underWay !== undefined;
		const hasFailed = () => this.#failure !== undefined;
		const seq = () => this.#document.seq;
		return new LogFollower({
			get seq() {
				return seq();
			},
			get isWriting() {
				return isWriting();
			},
			get hasFailed() {
				return hasFailed();
			},
			read: () => this.#parts.readLog(this.projectId, seq()),
			takeForeign: (row) => this.#takeForeign(row),
			mayWrite: () => this.#commitSoon(),
			readFailed: (cause) => {
				// Who only looks stays: whoever tells of the next row makes it read again.
				if (!this.#pending.isEmpty) this.fail('log-unavailable', cause);
			},
		});
	}

	#commitSoon(): void {
		if (!this.#failure && !this.#pending.isEmpty) this.#parts.commits.schedule(this, this.#pending.bytes);
	}

	failed(cause: unknown): void {
		this.fail('log-unavailable', cause);
	}

	/** Lets everybody go with a code that makes them come back. What was not acknowledged was not shown either. [RT4] */
	fail(code: ErrorCode, cause: unknown): void {
		if (this.#failure) return;
		this.#failure = new CovibeError(code, { cause });
		this.#underWay = undefined;
		this.#pending = new PendingRow();
		this.#follower.close();
		for (const member of [...this.#members]) member.refuse(this.#failure);
		this.#parts.onFailure(this, cause);
	}

	/** What is to be said from time to time: what the room holds, and how full it is. Called every second or so. [RT23] [RT11] */
	sweep(nowMs: number): void {
		if (this.#failure) return;
		this.#check.sweep(nowMs);
		const percent = this.percentFull;
		if (percent === this.#toldPercent) return;
		this.#toldPercent = percent;
		this.#tell({ type: 'room-filling', percent });
	}

	/** 0 below 90 %: nobody has to know before. */
	get percentFull(): number {
		const percent = Math.floor(this.#document.share * 100);
		return percent < SOFT_LIMIT_PERCENT ? 0 : Math.min(100, percent);
	}

	/** A client says that it holds something else than the last check. */
	noteDiverged(member: Member, what: keyof DocumentDigest): void {
		if (!this.#check.hears(member, performance.now())) return;
		this.#parts.onDiverged(member, what);
		if (what === 'text' && this.#check.isDoubtDue(performance.now()))
			this.#parts.onDoubted(this, () => this.#check.read());
	}

	#createCheck(): RoomCheck {
		const [doc, seq, hasMembers] = [() => this.#document.doc, () => this.seq, () => this.memberCount > 0];
		return new RoomCheck({
			get doc() {
				return doc();
			},
			get seq() {
				return seq();
			},
			get hasMembers() {
				return hasMembers();
			},
			tell: (digest) => this.#tell({ type: 'check', ...digest }),
		});
	}

	/** Tells whoever asked for our messages, on this node: others tell their own. */
	#tell(event: RoomEvent): void {
		this.#parts.publish(eventsTopic(this.projectId), encodeRoomEvent(event));
	}

	/** What loading would have to replay. */
	get logGrowth(): RoomDocument['growth'] {
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
