import {
	CovibeError,
	LIMITS,
	type MessageId,
	parseOutcomes,
	parseProjectId,
	parseRole,
	parseUsage,
	type ProjectId,
	type Role,
	type ThreadId,
	type Turn,
	type TurnId,
	type TurnMode,
	type TurnState,
	type UserId,
} from '@covibe/shared';
import { deleteMessage, editMessage, parsePerson } from './chat.ts';
import { createTurnId } from './ids.ts';
import { type Queries, type Sql, transaction } from './sql.ts';

export type StoredTurn = { readonly projectId: ProjectId; readonly turn: Turn };

type TurnRow = {
	id: string;
	project_id: string;
	thread_id: string;
	message_id: string;
	answer_id: string | null;
	asker_id: string | null;
	asker_name: string | null;
	asker_colour: number | null;
	model: string;
	mode: TurnMode;
	state: TurnState;
	version: number;
	epoch: number;
	answer_text: string;
	usage: unknown;
	outcomes: unknown;
	failure: string | null;
	created_at: Date;
	ended_at: Date | null;
};

function selectTurns(sql: Queries) {
	return sql`
		SELECT turn.id, turn.project_id, turn.thread_id, turn.message_id, turn.answer_id, turn.model, turn.mode, turn.state,
			turn.version, turn.epoch, turn.answer_text, turn.usage, turn.outcomes, turn.failure, turn.created_at, turn.ended_at,
			asker.id AS asker_id, asker.name AS asker_name, asker.colour AS asker_colour
		FROM turn LEFT JOIN app_user asker ON asker.id = turn.asker_id`;
}

function parseTurnRow(row: TurnRow): Turn {
	return {
		id: row.id as TurnId,
		thread: row.thread_id as ThreadId,
		message: row.message_id as MessageId,
		answer: (row.answer_id ?? undefined) as MessageId | undefined,
		state: row.state,
		version: row.version,
		epoch: row.epoch,
		asker: parsePerson(row.asker_id, row.asker_name, row.asker_colour),
		model: row.model,
		mode: row.mode,
		text: row.answer_text,
		usage: parseUsage(row.usage),
		outcomes: parseOutcomes(row.outcomes),
		failure: row.failure ?? undefined,
		createdAtMs: row.created_at.getTime(),
		endedAtMs: row.ended_at?.getTime(),
	};
}

export async function findTurn(sql: Queries, id: TurnId): Promise<StoredTurn | undefined> {
	const [row] = await sql<TurnRow[]>`${selectTurns(sql)} WHERE turn.id = ${id}`;
	const projectId = parseProjectId(row?.project_id);
	return row && projectId ? { projectId, turn: parseTurnRow(row) } : undefined;
}

/** The turns of some messages, and all that wait or run in the room: in the order of the queue. */
export async function listTurns(
	sql: Queries,
	{ projectId, ids }: { projectId: ProjectId; ids: readonly TurnId[] },
): Promise<Turn[]> {
	const rows = await sql<TurnRow[]>`
		${selectTurns(sql)}
		WHERE turn.project_id = ${projectId}
			AND (turn.id = ANY(${[...ids]}) OR turn.state IN ('queued', 'running', 'waiting'))
		ORDER BY turn.queued_at`;
	return rows.map(parseTurnRow);
}

export type NewTurn = {
	readonly projectId: ProjectId;
	readonly threadId: ThreadId;
	readonly messageId: MessageId;
	readonly askerId: UserId;
	readonly model: string;
	readonly mode: TurnMode;
};

/** Puts a request in the queue, in the transaction that stores its message. @throws CovibeError 'queue-full' */
export async function enqueueTurn(sql: Queries, turn: NewTurn): Promise<TurnId> {
	// One at a time in a room: of two that come at once, the second must see the first.
	await sql`SELECT 1 FROM project WHERE id = ${turn.projectId} FOR NO KEY UPDATE`;
	const [queued] = await sql<{ count: number }[]>`
		SELECT count(*) AS count FROM turn WHERE project_id = ${turn.projectId} AND state = 'queued'`;
	if ((queued?.count ?? 0) >= LIMITS.queuedTurnsPerProject) throw new CovibeError('queue-full');
	const id = createTurnId();
	await sql`
		INSERT INTO turn (id, project_id, thread_id, message_id, asker_id, model, mode)
		VALUES (${id}, ${turn.projectId}, ${turn.threadId}, ${turn.messageId}, ${turn.askerId}, ${turn.model}, ${turn.mode})`;
	await sql`UPDATE chat_message SET turn_id = ${id} WHERE id = ${turn.messageId}`;
	return id;
}

type Addressed = { readonly projectId: ProjectId; readonly id: TurnId };

/** Changes what a waiting request asks. @throws CovibeError 'turn-unknown' | 'turn-over' when it runs already. */
export async function editQueuedTurn(
	sql: Sql,
	change: Addressed & {
		askerId: UserId;
		text: string | undefined;
		model: string | undefined;
		mode: TurnMode | undefined;
	},
): Promise<{ turn: Turn; message: MessageId }> {
	return transaction(sql, async (tx) => {
		const [row] = await tx<{ message_id: string }[]>`
			UPDATE turn SET model = coalesce(${change.model ?? null}, model), mode = coalesce(${change.mode ?? null}, mode),
				version = version + 1
			WHERE id = ${change.id} AND project_id = ${change.projectId} AND asker_id = ${change.askerId} AND state = 'queued'
			RETURNING message_id`;
		if (!row) throw await whyNot(tx, change);
		const message = row.message_id as MessageId;
		const own = { projectId: change.projectId, id: message, authorId: change.askerId };
		if (change.text !== undefined) await editMessage(tx, { ...own, text: change.text, mentions: [] });
		return { turn: await mustFind(tx, change.id), message };
	});
}

/** Takes a waiting request back, with its message. @throws CovibeError 'turn-unknown' | 'turn-over' when it runs already. */
export async function removeQueuedTurn(
	sql: Sql,
	{ projectId, id, askerId }: Addressed & { askerId: UserId },
): Promise<{ turn: Turn; message: MessageId }> {
	return transaction(sql, async (tx) => {
		const [row] = await tx<{ message_id: string }[]>`
			UPDATE turn SET state = 'cancelled', ended_at = now(), version = version + 1
			WHERE id = ${id} AND project_id = ${projectId} AND asker_id = ${askerId} AND state = 'queued'
			RETURNING message_id`;
		if (!row) throw await whyNot(tx, { projectId, id });
		const message = row.message_id as MessageId;
		await deleteMessage(tx, { projectId, id: message, authorId: askerId });
		return { turn: await mustFind(tx, id), message };
	});
}

/** Moves a waiting request to the front. @throws CovibeError 'turn-unknown' | 'turn-over' */
export async function moveTurnToFront(sql: Sql, { projectId, id }: Addressed): Promise<Turn> {
	const rows = await sql`
		UPDATE turn SET version = version + 1, queued_at = least(queued_at, (
			SELECT min(queued_at) - interval '1 millisecond' FROM turn WHERE project_id = ${projectId} AND state = 'queued'))
		WHERE id = ${id} AND project_id = ${projectId} AND state = 'queued'
		RETURNING id`;
	if (rows.length === 0) throw await whyNot(sql, { projectId, id });
	return mustFind(sql, id);
}

/** A plan was approved: the turn goes on, and may edit now. @throws CovibeError 'turn-unknown' | 'turn-over' */
export async function approveTurn(sql: Sql, { projectId, id }: Addressed): Promise<Turn> {
	const rows = await sql`
		UPDATE turn SET state = 'queued', mode = 'edit', deliveries = 0, answer_text = '', queued_at = clock_timestamp(),
			version = version + 1
		WHERE id = ${id} AND project_id = ${projectId} AND state = 'waiting'
		RETURNING id`;
	if (rows.length === 0) throw await whyNot(sql, { projectId, id });
	return mustFind(sql, id);
}

/** The turn that runs in a room. */
export async function findRunningTurn(sql: Queries, projectId: ProjectId): Promise<Turn | undefined> {
	const [row] = await sql<TurnRow[]>`
		${selectTurns(sql)} WHERE turn.project_id = ${projectId} AND turn.state = 'running'`;
	return row && parseTurnRow(row);
}

async function whyNot(sql: Queries, { projectId, id }: Addressed): Promise<CovibeError> {
	const found = await findTurn(sql, id);
	return new CovibeError(found?.projectId === projectId ? 'turn-over' : 'turn-unknown');
}

export async function mustFind(sql: Queries, id: TurnId): Promise<Turn> {
	const found = await findTurn(sql, id);
	if (!found) throw new CovibeError('turn-unknown');
	return found.turn;
}

/** How it stands with a turn that an agent's socket was opened for. */
export type Standing = {
	readonly id: TurnId;
	readonly state: TurnState;
	readonly epoch: number;
	/** The asker's role now; undefined for one who is no member any more. */
	readonly role: Role | undefined;
};

/** Turns that do not exist any more are left out. */
export async function readStandings(sql: Queries, ids: readonly TurnId[]): Promise<Standing[]> {
	const rows = await sql<{ id: string; state: TurnState; epoch: number; role: string | null }[]>`
		SELECT turn.id, turn.state, turn.epoch, CASE WHEN project.deleted_at IS NULL THEN membership.role END AS role
		FROM turn JOIN project ON project.id = turn.project_id
		LEFT JOIN membership ON membership.project_id = turn.project_id AND membership.user_id = turn.asker_id
		WHERE turn.id = ANY(${[...ids]})`;
	return rows.map(({ id, state, epoch, role }) => ({ id: id as TurnId, state, epoch, role: parseRole(role) }));
}
