import { CovibeError, createProjectDocument, LIMITS, type ProjectId } from '@covibe/shared';
import * as Y from 'yjs';
import type { LoggedRoom, LogRow, Snapshot } from './log.ts';

/** The committed state of a room: what the log holds, applied in order. */
export class RoomDocument {
	readonly projectId: ProjectId;
	readonly doc: Y.Doc;
	#seq: number;
	#snapshotSeq: number;
	#growthBytes = 0;
	/** Encoded size when it was last measured, and what was added since: never less than the size now. */
	#measuredBytes: number;
	#addedBytes = 0;
	#encoded: Uint8Array | undefined;

	/**
	 * Rebuilds a document from its log.
	 * @throws Error when the log has a hole, or bytes that Yjs cannot apply: then there is no document, not an empty one.
	 */
	constructor(projectId: ProjectId, logged: LoggedRoom) {
		this.projectId = projectId;
		this.doc = createProjectDocument();
		this.#seq = logged.snapshot?.seq ?? 0;
		this.#snapshotSeq = this.#seq;
		this.#measuredBytes = logged.snapshot?.state.length ?? 0;
		if (logged.snapshot) Y.applyUpdate(this.doc, logged.snapshot.state, 'log');
		// Each row in a transaction of its own, as when it was new: what one row costs is bounded, what all do at once is not.
		for (const row of logged.updates) this.#replay(row);
		assertComplete(this.doc);
	}

	/** The last committed row. */
	get seq(): number {
		return this.#seq;
	}

	get growth(): { readonly rows: number; readonly bytes: number } {
		return { rows: this.#seq - this.#snapshotSeq, bytes: this.#growthBytes };
	}

	/** The next clock of every client. */
	clocks(): Map<number, number> {
		return Y.decodeStateVector(Y.encodeStateVector(this.doc));
	}

	/** Applies a row that is in the log now. @throws Error when the document cannot be trusted any more. */
	apply(row: LogRow): void {
		this.#replay(row);
		assertComplete(this.doc);
	}

	#replay({ seq, bytes }: { readonly seq: number; readonly bytes: Uint8Array }): void {
		if (seq !== this.#seq + 1) throw new Error(`row ${seq} follows row ${this.#seq}`);
		this.#encoded = undefined;
		Y.applyUpdate(this.doc, bytes, 'log');
		this.#seq = seq;
		this.#growthBytes += bytes.length;
		this.#addedBytes += bytes.length;
	}

	/** What a replica with this state vector lacks. @throws CovibeError 'malformed-frame' */
	missingFrom(stateVector: Uint8Array): Uint8Array {
		// Empty: a replica that has nothing, which is how every page starts.
		if (stateVector.length === 1 && stateVector[0] === 0) return this.#encode();
		try {
			return Y.encodeStateAsUpdate(this.doc, stateVector);
		} catch (cause) {
			throw new CovibeError('malformed-frame', { cause });
		}
	}

	/** True when so many more bytes stay within what a room may hold. Measures only when the estimate says no, and something changed. */
	hasRoomFor(bytes: number): boolean {
		const fits = () => this.#measuredBytes + this.#addedBytes + bytes <= LIMITS.stateBytesPerProject;
		if (!fits()) this.#encode();
		return fits();
	}

	/** How much of what a room may hold it holds, 0 to 1. Exact from 0.9 on, but for the last hundredth that was added. */
	get share(): number {
		const limit = LIMITS.stateBytesPerProject;
		const estimate = () => (this.#measuredBytes + this.#addedBytes) / limit;
		if (estimate() >= 0.9 && this.#addedBytes > limit / 100) this.#encode();
		return estimate();
	}

	snapshot(): Snapshot {
		return { seq: this.#seq, state: this.#encode() };
	}

	noteSnapshot({ seq, state }: Snapshot): void {
		if (seq <= this.#snapshotSeq) return;
		this.#snapshotSeq = seq;
		this.#growthBytes = Math.max(0, this.#growthBytes - state.length);
		if (seq === this.#seq) this.#growthBytes = 0;
	}

	#encode(): Uint8Array {
		if (!this.#encoded) {
			this.#encoded = Y.encodeStateAsUpdate(this.doc);
			this.#measuredBytes = this.#encoded.length;
			this.#addedBytes = 0;
		}
		return this.#encoded;
	}
}

function assertComplete(doc: Y.Doc): void {
	if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('the log leaves structs pending');
}
