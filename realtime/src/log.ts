import { CovibeError, type ProjectId } from '@covibe/shared';

/** One commit of one room. */
export type LogRow = { readonly projectId: ProjectId; readonly seq: number; readonly bytes: Uint8Array };

/** The document after `seq`, as one update. */
export type Snapshot = { readonly seq: number; readonly state: Uint8Array };

export type LoggedRoom = {
	readonly snapshot: Snapshot | undefined;
	/** What came after the snapshot, in order. */
	readonly updates: readonly { readonly seq: number; readonly bytes: Uint8Array }[];
};

/** The truth about every document: an update that is not in here does not exist. */
export interface UpdateLog {
	/** Undefined when there is no such project. @throws CovibeError 'log-unavailable' */
	load(projectId: ProjectId): Promise<LoggedRoom | undefined>;
	/**
	 * Writes all rows or none; when it resolves they are on disk.
	 * @throws CovibeError 'room-stale' when a seq is taken: nothing was written; otherwise it may have been or not.
	 */
	append(rows: readonly LogRow[]): Promise<void>;
	/** Takes back a row that turned out not to be usable, and that nobody saw or was told of; not when others follow it. */
	retract(row: LogRow): Promise<void>;
	/** Keeps a cache for loading; an older one never replaces a newer. */
	saveSnapshot(projectId: ProjectId, snapshot: Snapshot): Promise<void>;
}

/** A log that forgets with the process, for tests and for measuring. */
export class MemoryLog implements UpdateLog {
	readonly #rooms = new Map<ProjectId, { snapshot: Snapshot | undefined; rows: Map<number, Uint8Array> }>();

	/** Makes a project, so that it can be loaded. */
	create(projectId: ProjectId): void {
		this.#rooms.set(projectId, { snapshot: undefined, rows: new Map() });
	}

	load(projectId: ProjectId): Promise<LoggedRoom | undefined> {
		const room = this.#rooms.get(projectId);
		if (!room) return Promise.resolve(undefined);
		const after = room.snapshot?.seq ?? 0;
		const updates = [...room.rows].map(([seq, bytes]) => ({ seq, bytes })).filter(({ seq }) => seq > after);
		updates.sort((a, b) => a.seq - b.seq);
		return Promise.resolve({ snapshot: room.snapshot, updates });
	}

	append(rows: readonly LogRow[]): Promise<void> {
		const targets = rows.map((row) => ({ row, room: this.#rooms.get(row.projectId) }));
		if (targets.some(({ row, room }) => !room || room.rows.has(row.seq)))
			return Promise.reject(new CovibeError('room-stale'));
		for (const { row, room } of targets) room?.rows.set(row.seq, row.bytes);
		return Promise.resolve();
	}

	retract({ projectId, seq }: LogRow): Promise<void> {
		const rows = this.#rooms.get(projectId)?.rows;
		if (!rows?.has(seq + 1)) rows?.delete(seq);
		return Promise.resolve();
	}

	saveSnapshot(projectId: ProjectId, snapshot: Snapshot): Promise<void> {
		const room = this.#rooms.get(projectId);
		if (room && snapshot.seq > (room.snapshot?.seq ?? 0)) room.snapshot = snapshot;
		return Promise.resolve();
	}
}
