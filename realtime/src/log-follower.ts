import type { LoggedRoom } from './log.ts';

/** A room, as what keeps it at the head of the log sees it. */
export interface FollowedRoom {
	/** The last row in its document. */
	readonly seq: number;
	/** A row of its own is on the way to the log: whose its seq is, is not known yet. */
	readonly isWriting: boolean;
	readonly hasFailed: boolean;
	/** The next rows of the log after its last. */
	read(): Promise<LoggedRoom['updates']>;
	/** A row that another node wrote, in order; does nothing when the room has failed. */
	takeForeign(row: LoggedRoom['updates'][number]): void;
	/** It may write now, if it has something to write. */
	mayWrite(): void;
	/** The log cannot be read, so that it does not know what it may write. */
	readFailed(cause: unknown): void;
}

/** How long a room that another node writes to as well counts as shared. */
const SHARED_MS = 1_000;
/** How long a look at the log counts. */
const LOOKED_MS = 2_000;
/** How long a node that has just written to a shared room leaves the next row to others. */
const REST_MS = 8;

/**
 * Keeps a room at the head of its log when other nodes write to it too, and has its nodes take turns. A node that lost
 * the race for a row has to read before it tries again; without a rest for the winner, a busy one would win for ever.
 * [RT30] [RT31]
 */
export class LogFollower {
	readonly #room: FollowedRoom;
	/** The last row that is known to be in the log. */
	#head = 0;
	#isReading = false;
	#sharedUntilMs = -Infinity;
	#hadNothingNewAtMs = -Infinity;
	#restUntilMs = -Infinity;
	#rest: NodeJS.Timeout | undefined;

	constructor(room: FollowedRoom) {
		this.#room = room;
	}

	/** True when the room must not write now; it is told when it may. */
	holdsBack(nowMs: number): boolean {
		if (this.#isReading) return true;
		const restMs = this.#restUntilMs - nowMs;
		if (restMs <= 0) return false;
		this.#rest ??= setTimeout(() => this.#endRest(), restMs);
		return true;
	}

	#endRest(): void {
		clearTimeout(this.#rest);
		this.#rest = undefined;
		this.#restUntilMs = -Infinity;
		this.#room.mayWrite();
	}

	/** The log has this row, and the room may lack it: reads what it lacks. Safe to call for what is known. */
	noteHead(seq: number): void {
		this.#head = Math.max(this.#head, seq);
		// The outcome of a row that is under way says whose it is: reading it now could show one's own row as another's.
		if (this.#isReading || this.#head <= this.#room.seq || this.#room.isWriting || this.#room.hasFailed) return;
		void this.#readOn();
	}

	/** True when the log had nothing new a moment ago; otherwise it is looked at now. */
	isAtHead(nowMs: number): boolean {
		if (nowMs - this.#hadNothingNewAtMs < LOOKED_MS) return true;
		this.noteHead(this.#room.seq + 1);
		return false;
	}

	/** The room has taken a row of another node. */
	noteForeign(nowMs: number): void {
		this.#hadNothingNewAtMs = -Infinity;
		this.#sharedUntilMs = nowMs + SHARED_MS;
		if (this.#rest) this.#endRest();
		this.#restUntilMs = -Infinity;
	}

	/** A row of the room's own is in the log. */
	noteOwn(nowMs: number): void {
		if (nowMs < this.#sharedUntilMs) this.#restUntilMs = nowMs + REST_MS;
		this.noteHead(this.#head);
	}

	/** Another node was faster. */
	noteOutrun(seq: number, nowMs: number): void {
		this.#sharedUntilMs = nowMs + SHARED_MS;
		this.noteHead(seq);
	}

	/** Never rejects. */
	async #readOn(): Promise<void> {
		this.#isReading = true;
		try {
			while (this.#head > this.#room.seq && !this.#room.hasFailed) {
				const rows = await this.#room.read();
				if (rows.length === 0) {
					// It was asked for to be sure, or was taken back, which only happens to the last one.
					this.#head = this.#room.seq;
					this.#hadNothingNewAtMs = performance.now();
				}
				// What was told meanwhile is there already.
				for (const row of rows) if (row.seq > this.#room.seq) this.#room.takeForeign(row);
			}
		} catch (cause) {
			this.#head = this.#room.seq;
			this.#room.readFailed(cause);
		}
		this.#isReading = false;
		this.#room.mayWrite();
	}

	close(): void {
		clearTimeout(this.#rest);
	}
}
