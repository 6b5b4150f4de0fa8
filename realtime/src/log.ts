import type { ClientBinding } from '@covibe/db';
import type { ProjectId } from '@covibe/shared';

/** One commit of one room. */
export type LogRow = {
	readonly projectId: ProjectId;
	readonly seq: number;
	readonly bytes: Uint8Array;
	/** Client ids that the room had not seen before, and whose they are from now on. */
	readonly clients?: readonly ClientBinding[];
};

/** The document after `seq`, as one update. */
export type Snapshot = { readonly seq: number; readonly state: Uint8Array };

export type LoggedRoom = {
	readonly snapshot: Snapshot | undefined;
	/** What came after the snapshot, in order. */
	readonly updates: readonly Omit<LogRow, 'projectId'>[];
	/** Whose client ids are whose. */
	readonly clients: readonly ClientBinding[];
};

/** The truth about every document: an update that is not in here does not exist. */
export interface UpdateLog {
	/** Undefined when there is no such project. @throws CovibeError 'log-unavailable' */
	load(projectId: ProjectId): Promise<LoggedRoom | undefined>;
	/** The next rows after `seq`, in order; not always all that there are. @throws CovibeError 'log-unavailable' */
	read(projectId: ProjectId, seq: number): Promise<LoggedRoom['updates']>;
	/**
	 * Writes rows, at most one of each room; when it resolves they are on disk.
	 * @returns those whose seq another node has taken: of these nothing was written.
	 * @throws Error when nobody knows what was written.
	 */
	append(rows: readonly LogRow[]): Promise<readonly LogRow[]>;
	/** Takes back a row that turned out not to be usable, and that nobody saw or was told of; not when others follow it. */
	retract(row: LogRow): Promise<void>;
	/** Keeps a cache for loading; an older one never replaces a newer. */
	saveSnapshot(projectId: ProjectId, snapshot: Snapshot): Promise<void>;
}

/** A log that forgets with the process, for tests and for measuring. */
export class MemoryLog implements UpdateLog {
	readonly #rooms = new Map<ProjectId, { snapshot: Snapshot | undefined; rows: Map<number, LogRow> }>();

	/** Makes a project, so that it can be loaded. */
	create(projectId: ProjectId): void {
		this.#rooms.set(projectId, { snapshot: undefined, rows: new Map() });
	}

	load(projectId: ProjectId): Promise<LoggedRoom | undefined> {
		const room = this.#rooms.get(projectId);
		if (!room) return Promise.resolve(undefined);
		const after = room.snapshot?.seq ?? 0;
		const clients = [...room.rows.values()].flatMap((row) => row.clients ?? []);
		return Promise.resolve({ snapshot: room.snapshot, updates: rowsAfter(room.rows, after), clients });
	}

	read(projectId: ProjectId, seq: number): Promise<LoggedRoom['updates']> {
		return Promise.resolve(rowsAfter(this.#rooms.get(projectId)?.rows ?? new Map(), seq));
	}

	append(rows: readonly LogRow[]): Promise<readonly LogRow[]> {
		const targets = rows.map((row) => ({ row, room: this.#rooms.get(row.projectId) }));
		const taken = targets.filter(({ row, room }) => !room || room.rows.has(row.seq)).map(({ row }) => row);
		for (const { row, room } of targets) if (!taken.includes(row)) room?.rows.set(row.seq, row);
		return Promise.resolve(taken);
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

function rowsAfter(rows: ReadonlyMap<number, LogRow>, after: number): LoggedRoom['updates'] {
	const later = [...rows.values()].filter(({ seq }) => seq > after);
	return later.sort((one, other) => one.seq - other.seq);
}
