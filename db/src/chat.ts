import {
	type ChatAuthor,
	type ChatMessage,
	type ChatPerson,
	CovibeError,
	type Mention,
	type MessageId,
	parseMentions,
	parseProjectId,
	type ProjectId,
	type ReadMark,
	type Thread,
	type ThreadId,
	type TurnId,
	type UserId,
} from '@covibe/shared';
import { createMessageId, createThreadId } from './ids.ts';
import type { Queries, Sql } from './sql.ts';

/** A message and the room that it is in. */
export type StoredMessage = { readonly projectId: ProjectId; readonly message: ChatMessage };

type MessageRow = {
	project_id: string;
	id: string;
	thread_id: string;
	position: number;
	version: number;
	kind: 'person' | 'agent';
	agent_name: string | null;
	agent_model: string | null;
	text: string;
	mentions: unknown;
	reply_to: string | null;
	turn_id: string | null;
	created_at: Date;
	edited_at: Date | null;
	is_deleted: boolean;
	/** The author, or who asked the agent. */
	person_id: string | null;
	person_name: string | null;
	person_colour: number | null;
};

function selectMessages(sql: Queries) {
	return sql`
		SELECT m.project_id, m.id, m.thread_id, m.position, m.version, m.kind, m.agent_name, m.agent_model, m.text, m.mentions,
			m.reply_to, m.turn_id, m.created_at, m.edited_at, m.deleted_at IS NOT NULL AS is_deleted,
			person.id AS person_id, person.name AS person_name, person.colour AS person_colour
		FROM chat_message m
		LEFT JOIN turn ON turn.id = m.turn_id
		LEFT JOIN app_user person ON person.id = CASE m.kind WHEN 'agent' THEN turn.asker_id ELSE m.author_id END`;
}

function parseMessageRow(row: MessageRow): ChatMessage {
	return {
		id: row.id as MessageId,
		thread: row.thread_id as ThreadId,
		position: row.position,
		version: row.version,
		author: parseAuthor(row),
		text: row.text,
		mentions: parseMentions(row.mentions),
		replyTo: (row.reply_to ?? undefined) as MessageId | undefined,
		createdAtMs: row.created_at.getTime(),
		editedAtMs: row.edited_at?.getTime(),
		isDeleted: row.is_deleted,
		turn: (row.turn_id ?? undefined) as TurnId | undefined,
	};
}

function parseAuthor(row: MessageRow): ChatAuthor {
	const person = parsePerson(row.person_id, row.person_name, row.person_colour);
	if (row.kind === 'agent')
		return { kind: 'agent', name: row.agent_name ?? '', model: row.agent_model ?? '', askedBy: person };
	return person ? { kind: 'person', ...person } : { kind: 'gone' };
}

/** A person from a LEFT JOIN. */
export function parsePerson(id: string | null, name: string | null, colour: number | null): ChatPerson | undefined {
	return id === null ? undefined : { id: id as UserId, name: name ?? '', colour: colour ?? 0 };
}

/** The newest messages of a thread, or those before a position; oldest first. */
export async function readMessages(
	sql: Queries,
	page: { projectId: ProjectId; threadId: ThreadId; before?: number | undefined; limit: number },
): Promise<{ messages: ChatMessage[]; hasMore: boolean }> {
	const rows = await sql<MessageRow[]>`
		${selectMessages(sql)}
		WHERE m.project_id = ${page.projectId} AND m.thread_id = ${page.threadId}
			AND m.position < ${page.before ?? Number.MAX_SAFE_INTEGER}
		ORDER BY m.position DESC
		LIMIT ${page.limit + 1}`;
	const shown = rows.slice(0, page.limit).reverse();
	return { messages: shown.map(parseMessageRow), hasMore: rows.length > page.limit };
}

export async function findMessage(sql: Queries, id: MessageId): Promise<StoredMessage | undefined> {
	const [row] = await sql<MessageRow[]>`${selectMessages(sql)} WHERE m.id = ${id}`;
	const projectId = parseProjectId(row?.project_id);
	return row && projectId ? { projectId, message: parseMessageRow(row) } : undefined;
}

export type NewMessage = {
	readonly projectId: ProjectId;
	readonly threadId: ThreadId;
	readonly authorId: UserId;
	readonly text: string;
	readonly mentions: readonly Mention[];
	readonly replyTo: MessageId | undefined;
	/** Chosen by the sender; the same one again is the same message. */
	readonly idempotencyKey: string;
};

/**
 * Stores what a person said; `isNew` is false when it was stored before.
 * @throws CovibeError 'message-unknown' when the thread, or what it replies to, is not in the room.
 */
export async function postMessage(sql: Queries, post: NewMessage): Promise<{ message: ChatMessage; isNew: boolean }> {
	const id = createMessageId();
	const rows = await sql<{ id: string }[]>`
		INSERT INTO chat_message (id, project_id, thread_id, kind, author_id, text, mentions, reply_to, idempotency_key)
		SELECT ${id}, project_id, id, 'person', ${post.authorId}, ${post.text}, ${sql.json(post.mentions)},
			${post.replyTo ?? null}, ${post.idempotencyKey}
		FROM chat_thread
		WHERE project_id = ${post.projectId} AND id = ${post.threadId}
			AND (${post.replyTo ?? null}::text IS NULL OR EXISTS (
				SELECT 1 FROM chat_message WHERE id = ${post.replyTo ?? null} AND project_id = ${post.projectId}))
		ON CONFLICT (project_id, author_id, idempotency_key) DO NOTHING
		RETURNING id`;
	const isNew = rows.length === 1;
	const [row] = await sql<MessageRow[]>`
		${selectMessages(sql)}
		WHERE m.project_id = ${post.projectId} AND m.author_id = ${post.authorId} AND m.idempotency_key = ${post.idempotencyKey}`;
	if (!row) throw new CovibeError('message-unknown', { detail: 'What you write to is no longer there.' });
	return { message: parseMessageRow(row), isNew };
}

/** What an agent said, inside of the transaction that ends its turn. */
export async function postAnswer(
	sql: Queries,
	answer: { projectId: ProjectId; threadId: ThreadId; turnId: TurnId; name: string; model: string; text: string },
): Promise<MessageId> {
	const id = createMessageId();
	await sql`
		INSERT INTO chat_message (id, project_id, thread_id, kind, agent_name, agent_model, text, turn_id, reply_to)
		SELECT ${id}, ${answer.projectId}, ${answer.threadId}, 'agent', ${answer.name}, ${answer.model}, ${answer.text},
			turn.id, turn.message_id
		FROM turn WHERE turn.id = ${answer.turnId}`;
	return id;
}

type Own = { readonly projectId: ProjectId; readonly id: MessageId; readonly authorId: UserId };

/** Undefined when it is not this person's, or gone. */
export async function editMessage(
	sql: Queries,
	{ projectId, id, authorId, text, mentions }: Own & { text: string; mentions: readonly Mention[] },
): Promise<ChatMessage | undefined> {
	const rows = await sql`
		UPDATE chat_message
		SET text = ${text}, mentions = ${sql.json(mentions)}, edited_at = now(), version = version + 1
		WHERE id = ${id} AND project_id = ${projectId} AND author_id = ${authorId} AND deleted_at IS NULL
		RETURNING id`;
	return rows.length === 1 ? (await findMessage(sql, id))?.message : undefined;
}

/** Empties a message and keeps its place. Undefined when it is not this person's, or gone. */
export async function deleteMessage(sql: Queries, { projectId, id, authorId }: Own): Promise<ChatMessage | undefined> {
	const rows = await sql`
		UPDATE chat_message SET text = '', mentions = '[]', deleted_at = now(), version = version + 1
		WHERE id = ${id} AND project_id = ${projectId} AND author_id = ${authorId} AND deleted_at IS NULL
		RETURNING id`;
	return rows.length === 1 ? (await findMessage(sql, id))?.message : undefined;
}

/** Messages of a room with all these words, or words that begin like the last; newest first. */
export async function searchMessages(
	sql: Sql,
	search: { projectId: ProjectId; query: string; limit: number },
): Promise<ChatMessage[]> {
	const words = search.query.match(/[\p{L}\p{N}_]+/gu) ?? [];
	if (words.length === 0) return [];
	const query = words.map((word, index) => (index === words.length - 1 ? `${word}:*` : word)).join(' & ');
	const rows = await sql<MessageRow[]>`
		${selectMessages(sql)}
		WHERE m.project_id = ${search.projectId} AND m.search @@ to_tsquery('simple', ${query})
		ORDER BY m.position DESC
		LIMIT ${search.limit}`;
	return rows.map(parseMessageRow);
}

type ThreadRow = { id: string; project_id: string; title: string; created_at: Date; last_position: number };

function selectThreads(sql: Queries) {
	return sql`
		SELECT id, project_id, title, created_at,
			coalesce((SELECT max(position) FROM chat_message WHERE thread_id = chat_thread.id), 0) AS last_position
		FROM chat_thread`;
}

function parseThreadRow(row: ThreadRow): Thread {
	return {
		id: row.id as ThreadId,
		title: row.title,
		isMain: row.id === row.project_id,
		createdAtMs: row.created_at.getTime(),
		lastPosition: row.last_position,
	};
}

/** The main thread first, then the newest. */
export async function listThreads(sql: Queries, projectId: ProjectId): Promise<Thread[]> {
	const rows = await sql<ThreadRow[]>`
		${selectThreads(sql)} WHERE project_id = ${projectId} ORDER BY id <> project_id, created_at DESC`;
	return rows.map(parseThreadRow);
}

export async function findThread(sql: Queries, id: ThreadId): Promise<Thread | undefined> {
	const [row] = await sql<ThreadRow[]>`${selectThreads(sql)} WHERE id = ${id}`;
	return row && parseThreadRow(row);
}

/** As many as anybody can keep apart, and few enough to be listed whole. */
const THREAD_LIMIT = 200;

/** @throws CovibeError 'message-invalid' when the room has as many threads as it may have. */
export async function createThread(
	sql: Sql,
	thread: { projectId: ProjectId; title: string; createdBy: UserId },
): Promise<Thread> {
	const id = createThreadId();
	const rows = await sql`
		INSERT INTO chat_thread (id, project_id, title, created_by)
		SELECT ${id}, ${thread.projectId}, ${thread.title}, ${thread.createdBy}
		WHERE (SELECT count(*) FROM chat_thread WHERE project_id = ${thread.projectId}) < ${THREAD_LIMIT}
		RETURNING id`;
	const created = rows.length === 1 ? await findThread(sql, id) : undefined;
	if (!created) throw new CovibeError('message-invalid', { detail: `A room has at most ${THREAD_LIMIT} threads.` });
	return created;
}

/** Gives a thread another name; the room's first one has none. @returns undefined for a thread of another room */
export async function renameThread(
	sql: Sql,
	{ projectId, id, title }: { projectId: ProjectId; id: ThreadId; title: string },
): Promise<Thread | undefined> {
	const renamed = await sql`
		UPDATE chat_thread SET title = ${title} WHERE id = ${id} AND project_id = ${projectId} AND id <> project_id
		RETURNING id`;
	return renamed.length === 1 ? findThread(sql, id) : undefined;
}

/** Notes how far a person has read; never back. @returns the mark, or undefined for a thread of another room. */
export async function markRead(
	sql: Sql,
	mark: ReadMark & { readonly projectId: ProjectId },
): Promise<ReadMark | undefined> {
	const [row] = await sql<{ position: number }[]>`
		INSERT INTO read_mark (user_id, thread_id, position)
		SELECT ${mark.user}, id, ${mark.position} FROM chat_thread
		WHERE id = ${mark.thread} AND project_id = ${mark.projectId}
		ON CONFLICT (thread_id, user_id) DO UPDATE SET position = greatest(read_mark.position, EXCLUDED.position)
		RETURNING position`;
	return row && { user: mark.user, thread: mark.thread, position: row.position };
}

/** How far everybody has read in the threads of a room. */
export async function listReadMarks(sql: Queries, projectId: ProjectId): Promise<ReadMark[]> {
	const rows = await sql<{ user_id: string; thread_id: string; position: number }[]>`
		SELECT read_mark.user_id, read_mark.thread_id, read_mark.position
		FROM read_mark JOIN chat_thread ON chat_thread.id = read_mark.thread_id
		WHERE chat_thread.project_id = ${projectId}`;
	return rows.map((row) => ({
		user: row.user_id as UserId,
		thread: row.thread_id as ThreadId,
		position: row.position,
	}));
}

/** How many messages a person posted in a room lately; what a rate is judged by. */
export async function countRecentMessages(
	sql: Queries,
	who: { projectId: ProjectId; authorId: UserId; withinMs: number },
): Promise<number> {
	const [row] = await sql<{ count: number }[]>`
		SELECT count(*) AS count FROM chat_message
		WHERE project_id = ${who.projectId} AND author_id = ${who.authorId}
			AND created_at > now() - make_interval(secs => ${who.withinMs / 1_000})`;
	return row?.count ?? 0;
}
