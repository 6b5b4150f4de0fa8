import { digestOf, type DocumentDigest } from '@covibe/shared';
import type * as Y from 'yjs';

/** The room as its check sees it. */
export interface CheckedRoom {
	readonly doc: Y.Doc;
	readonly seq: number;
	readonly hasMembers: boolean;
	/** Tells everybody in the room, in order with edits. */
	tell(digest: DocumentDigest): void;
}

/** Long enough that the work is nothing beside that of typing, short enough that nobody types for long into another text. */
const EVERY_MS = 30_000;
/** People pause; a room is read while they do, for it must not change meanwhile. */
const QUIET_MS = 2_000;
/** How long one slice of reading a document may keep the process from everybody. */
const SLICE_MS = 2;
/** A little less than from one check to the next. */
const HEAR_EVERY_MS = 20_000;
/** Looking whether the document itself is at fault costs a loading of it. */
const DOUBT_EVERY_MS = 600_000;

/** Tells the people in a room from time to time what it holds, so that a page that holds something else finds out. [RT23] */
export class RoomCheck {
	readonly #room: CheckedRoom;
	#seenSeq = -1;
	#isDue = true;
	#quietSinceMs = 0;
	#checkedAtMs = -Infinity;
	#doubtedAtMs = -Infinity;
	#isRunning = false;
	readonly #heardAtMs = new WeakMap<object, number>();

	constructor(room: CheckedRoom) {
		this.#room = room;
	}

	/** Somebody came, perhaps with a document from before. */
	noteJoin(): void {
		this.#isDue = true;
	}

	/** Called every second or so. */
	sweep(nowMs: number): void {
		const { seq, hasMembers } = this.#room;
		if (seq !== this.#seenSeq) {
			this.#seenSeq = seq;
			this.#quietSinceMs = nowMs;
			this.#isDue = true;
		}
		if (!this.#isDue || this.#isRunning || !hasMembers) return;
		if (nowMs - this.#quietSinceMs < QUIET_MS || nowMs - this.#checkedAtMs < EVERY_MS) return;
		this.#isDue = false;
		this.#checkedAtMs = nowMs;
		void this.run();
	}

	/** Reads the document and tells what it holds, unless it changes meanwhile. */
	async run(): Promise<void> {
		this.#isRunning = true;
		const digest = await this.read();
		if (digest) this.#room.tell(digest);
		else this.#isDue = true;
		this.#isRunning = false;
	}

	/** What the document holds, read in slices; undefined when it changed meanwhile. */
	async read(): Promise<DocumentDigest | undefined> {
		const { seq } = this.#room;
		const steps = digestOf(this.#room.doc);
		for (let sliceEndsAtMs = performance.now() + SLICE_MS; this.#room.seq === seq;) {
			const step = steps.next();
			if (step.done) return step.value;
			if (performance.now() < sliceEndsAtMs) continue;
			await new Promise(setImmediate);
			sliceEndsAtMs = performance.now() + SLICE_MS;
		}
		return undefined;
	}

	/** True when a member who says that it holds something else is to be heard: a page says so once for each check. */
	hears(member: object, nowMs: number): boolean {
		if (nowMs - (this.#heardAtMs.get(member) ?? -Infinity) < HEAR_EVERY_MS) return false;
		this.#heardAtMs.set(member, nowMs);
		return true;
	}

	/**
	 * A page holds the same structs in another order. True when it is time to look whether whoever loads the document
	 * now would get another order than the room has: then the room itself must be loaded anew, or nobody would ever
	 * agree with it.
	 */
	isDoubtDue(nowMs: number): boolean {
		if (nowMs - this.#doubtedAtMs < DOUBT_EVERY_MS) return false;
		this.#doubtedAtMs = nowMs;
		return true;
	}
}
