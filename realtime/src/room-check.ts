import { digestNow, digestOf, type DocumentDigest } from '@covibe/shared';
import * as Y from 'yjs';

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

	/** Reads the document in slices and tells what it holds, unless it changes meanwhile. */
	async run(): Promise<void> {
		const { seq } = this.#room;
		this.#isRunning = true;
		const steps = digestOf(this.#room.doc);
		for (let sliceEndsAtMs = performance.now() + SLICE_MS; this.#room.seq === seq;) {
			const step = steps.next();
			if (step.done) {
				this.#room.tell(step.value);
				break;
			}
			if (performance.now() < sliceEndsAtMs) continue;
			await new Promise(setImmediate);
			sliceEndsAtMs = performance.now() + SLICE_MS;
		}
		if (this.#room.seq !== seq) this.#isDue = true;
		this.#isRunning = false;
	}

	/**
	 * A page holds the same structs in another order. True when whoever loads the document now would get another order
	 * than the room has: then the room itself must be loaded anew, or nobody would ever agree with it.
	 */
	isAtFault(nowMs: number): boolean {
		if (nowMs - this.#doubtedAtMs < DOUBT_EVERY_MS) return false;
		this.#doubtedAtMs = nowMs;
		const loaded = new Y.Doc();
		Y.applyUpdate(loaded, Y.encodeStateAsUpdate(this.#room.doc));
		return digestNow(loaded).text !== digestNow(this.#room.doc).text;
	}
}
