import { parseTurnId, type ProjectId, type TurnId } from '@covibe/shared';
import type { Sql } from './sql.ts';

/** Who a client id of a document belongs to: a person, or the AI for a person in one turn. */
export type Writer = {
	readonly client: number;
	/** The person's name of now; of an agent, who asked it. */
	readonly name: string;
	readonly turn: TurnId | undefined;
	/** Of an agent whose turn is still known. */
	readonly model: string | undefined;
	/** Of an agent: what was asked, as far as it is still there. */
	readonly prompt: string | undefined;
};

type WriterRow = {
	client_id: number;
	name: string;
	turn_id: string | null;
	model: string | null;
	prompt: string | null;
};

/** Enough of a prompt to know it by. */
const PROMPT_UNITS = 200;

/** Those of the client ids that belong to somebody; ids from before they were noted belong to nobody. */
export async function findWriters(
	sql: Sql,
	{ projectId, clients }: { projectId: ProjectId; clients: readonly number[] },
): Promise<readonly Writer[]> {
	if (clients.length === 0) return [];
	const rows = await sql<WriterRow[]>`
		SELECT doc_client.client_id, app_user.name, doc_client.turn_id, turn.model,
			left(chat_message.text, ${PROMPT_UNITS}) AS prompt
		FROM doc_client
		JOIN app_user ON app_user.id = doc_client.user_id
		LEFT JOIN turn ON turn.id = doc_client.turn_id AND turn.project_id = doc_client.project_id
		LEFT JOIN chat_message ON chat_message.id = turn.message_id AND chat_message.deleted_at IS NULL
		WHERE doc_client.project_id = ${projectId} AND doc_client.client_id IN ${sql([...clients])}`;
	return rows.map((row) => ({
		client: row.client_id,
		name: row.name,
		turn: parseTurnId(row.turn_id),
		model: row.model ?? undefined,
		prompt: row.prompt ?? undefined,
	}));
}
