import { CovibeError, parseTurnId, parseUserId, type ProjectId, type TurnId, type UserId } from '@covibe/shared';
import { isUnavailable, type Sql } from './sql.ts';

/** A Yjs client id, and who may write under it: a person, or an agent for one turn of theirs. */
export type ClientBinding = { readonly client: number; readonly userId: UserId; readonly turnId: TurnId | undefined };

export type UpdateRow = {
	readonly projectId: ProjectId;
	readonly seq: number;
	readonly bytes: Uint8Array;
	/** Client ids that appear in the room for the first time. */
	readonly clients?: readonly ClientBinding[];
};

export type StoredLog = {
	readonly snapshot: { readonly seq: number; readonly state: Uint8Array } | undefined;
	/** What came after the snapshot, in order. */
	readonly updates: readonly StoredUpdate[];
	/** All client ids of the room that have an owner. */
	readonly clients: readonly ClientBinding[];
};

export type StoredUpdate = Omit<UpdateRow, 'projectId'>;

/**
 * Writes rows of many rooms, one of each, and whose their new client ids are, in one statement; when it resolves they are on disk (synchronous_commit).
 * @returns the rows whose seq another writer of the room has taken: of these nothing was written.
 * @throws CovibeError 'log-unavailable' when the database is away or full: the batch may have been written or not.
 */
export async function appendUpdates<Row extends UpdateRow>(sql: Sql, rows: readonly Row[]): Promise<readonly Row[]> {
	// All writers in one order: two that waited for a row of each other would be a deadlock.
	const sorted = [...rows].sort((one, other) => (one.projectId < other.projectId ? -1 : 1));
	const projectIds = sorted.map((row) => row.projectId);
	const seqs = sorted.map((row) => row.seq);
	const bytes = sorted.map((row) => asBuffer(row.bytes));
	const insertion = sql`
		INSERT INTO doc_update (project_id, seq, bytes)
		SELECT * FROM unnest(${sql.array(projectIds, TEXT)}, ${sql.array(seqs, BIGINT)}, ${sql.array(bytes, BYTEA)})
		ON CONFLICT DO NOTHING
		RETURNING project_id, seq`;
	const bindings = sorted.flatMap(({ projectId, clients = [] }) => clients.map((each) => ({ projectId, ...each })));
	try {
		const written = await (bindings.length === 0
			? sql<{ project_id: ProjectId }[]>`${insertion}`
			: sql<{ project_id: ProjectId }[]>`
				WITH written AS (${insertion}), bound AS (${bindClients(sql, bindings)})
				SELECT project_id FROM written`);
		if (written.length === rows.length) return [];
		const winners = new Set(written.map((row) => row.project_id));
		return rows.filter((row) => !winners.has(row.projectId));
	} catch (cause) {
		if (isUnavailable(cause)) throw new CovibeError('log-unavailable', { cause });
		throw cause;
	}
}

/** Only with rows that were written. A person who was deleted meanwhile has no ids to keep. */
function bindClients(sql: Sql, bindings: readonly (ClientBinding & { readonly projectId: ProjectId })[]) {
	return sql`
		INSERT INTO doc_client (project_id, client_id, user_id, turn_id, seq)
		SELECT written.project_id, fresh.client, app_user.id, fresh."turnId", written.seq
		FROM jsonb_to_recordset(${sql.json(bindings)})
			AS fresh ("projectId" text, client bigint, "userId" text, "turnId" text)
		JOIN written ON written.project_id = fresh."projectId"
		JOIN app_user ON app_user.id = fresh."userId"
		ON CONFLICT DO NOTHING`;
}

/** The last row of each of these rooms that has one. @throws CovibeError 'log-unavailable' */
export async function readHeads(sql: Sql, projectIds: readonly ProjectId[]): Promise<ReadonlyMap<ProjectId, number>> {
	try {
		const heads = await sql<{ project_id: ProjectId; seq: number | null }[]>`
			SELECT project_id, (SELECT max(seq) FROM doc_update WHERE doc_update.project_id = asked.project_id) AS seq
			FROM unnest(${sql.array([...projectIds], TEXT)}) AS asked (project_id)`;
		return new Map(heads.map(({ project_id, seq }) => [project_id, seq ?? 0]));
	} catch (cause) {
		if (isUnavailable(cause)) throw new CovibeError('log-unavailable', { cause });
		throw cause;
	}
}

/** As many as one answer holds: whoever needs more asks again from where it ends. */
const ROWS_PER_READ = 200;

/** The next rows of a room after `seq`, in order. @throws CovibeError 'log-unavailable' */
export async function readUpdates(sql: Sql, projectId: ProjectId, seq: number): Promise<readonly StoredUpdate[]> {
	try {
		const rows = await sql<{ seq: number; bytes: Buffer }[]>`
			SELECT seq, bytes FROM doc_update WHERE project_id = ${projectId} AND seq > ${seq}
			ORDER BY seq LIMIT ${ROWS_PER_READ}`;
		const last = rows.at(-1)?.seq;
		if (last === undefined) return [];
		// Written with the rows, so they are there by now.
		const clients = await sql<(BindingRow & { seq: number })[]>`
			SELECT client_id, user_id, turn_id, seq FROM doc_client
			WHERE project_id = ${projectId} AND seq > ${seq} AND seq <= ${last}`;
		return rows.map((row) => ({
			...row,
			clients: clients.filter((each) => each.seq === row.seq).flatMap(readBinding),
		}));
	} catch (cause) {
		if (isUnavailable(cause)) throw new CovibeError('log-unavailable', { cause });
		throw cause;
	}
}

/**
 * Takes back the last row of a room, which could not be applied and so was neither shown nor acknowledged.
 * @throws CovibeError 'log-unavailable'
 */
export async function retractUpdate(sql: Sql, { projectId, seq }: Omit<UpdateRow, 'bytes'>): Promise<void> {
	try {
		await sql`
			DELETE FROM doc_update AS last
			WHERE project_id = ${projectId} AND seq = ${seq}
				AND NOT EXISTS (SELECT FROM doc_update WHERE project_id = ${projectId} AND seq > last.seq)`;
	} catch (cause) {
		if (isUnavailable(cause)) throw new CovibeError('log-unavailable', { cause });
		throw cause;
	}
}

/** Type ids of PostgreSQL (pg_type.oid); postgres.js infers an array's type from its first element otherwise. */
const TEXT = 25;
const BIGINT = 20;
const BYTEA = 17;

/**
 * All that is needed to rebuild a room, read from one moment; undefined when there is no such project.
 * @throws CovibeError 'log-unavailable'
 */
export async function loadLog(sql: Sql, projectId: ProjectId): Promise<StoredLog | undefined> {
	try {
		return await sql.begin('isolation level repeatable read read only', async (tx) => {
			const [project] = await tx`SELECT 1 FROM project WHERE id = ${projectId}`;
			if (!project) return undefined;
			const [snapshot] = await tx<{ seq: number; state: Buffer }[]>`
				SELECT seq, state FROM doc_snapshot WHERE project_id = ${projectId}`;
			const updates = await tx<{ seq: number; bytes: Buffer }[]>`
				SELECT seq, bytes FROM doc_update
				WHERE project_id = ${projectId} AND seq > ${snapshot?.seq ?? 0}
				ORDER BY seq`;
			const clients = await tx<BindingRow[]>`
				SELECT client_id, user_id, turn_id FROM doc_client WHERE project_id = ${projectId}`;
			return { snapshot, updates, clients: clients.flatMap(readBinding) };
		});
	} catch (cause) {
		if (isUnavailable(cause)) throw new CovibeError('log-unavailable', { cause });
		throw cause;
	}
}

type BindingRow = { client_id: number; user_id: string; turn_id: string | null };

function readBinding({ client_id, user_id, turn_id }: BindingRow): ClientBinding[] {
	const userId = parseUserId(user_id);
	return userId ? [{ client: client_id, userId, turnId: parseTurnId(turn_id) }] : [];
}

/** Keeps the document after `seq` as a cache for loading; an older one never replaces a newer. */
export async function saveSnapshot(
	sql: Sql,
	snapshot: { projectId: ProjectId; seq: number; state: Uint8Array },
): Promise<void> {
	await sql`
		INSERT INTO doc_snapshot (project_id, seq, state)
		VALUES (${snapshot.projectId}, ${snapshot.seq}, ${asBuffer(snapshot.state)})
		ON CONFLICT (project_id) DO UPDATE SET seq = EXCLUDED.seq, state = EXCLUDED.state, at = now()
		WHERE doc_snapshot.seq < EXCLUDED.seq`;
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
