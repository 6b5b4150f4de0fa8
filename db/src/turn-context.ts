import { parseSentParts, type SentPart, type TurnId } from '@covibe/shared';
import type { Queries, Sql } from './sql.ts';

/** Writes down what a turn has sent so far, in place of what was written before. */
export async function saveTurnContext(sql: Sql, turnId: TurnId, parts: readonly SentPart[]): Promise<void> {
	await sql`
		INSERT INTO turn_context (turn_id, parts) VALUES (${turnId}, ${sql.json(parts)})
		ON CONFLICT (turn_id) DO UPDATE SET parts = EXCLUDED.parts, at = now()`;
}

/** Empty for a turn that sent nothing to a model. */
export async function readTurnContext(sql: Queries, turnId: TurnId): Promise<readonly SentPart[]> {
	const [row] = await sql<{ parts: unknown }[]>`SELECT parts FROM turn_context WHERE turn_id = ${turnId}`;
	return parseSentParts(row?.parts ?? []);
}
