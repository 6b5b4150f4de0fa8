import { type Sql, transaction } from './sql.ts';

/** What is left in a bucket as of a moment, epoch milliseconds; below zero is a debt. */
type Bucket = { readonly left: number; readonly at: number };

/** What one user, project or key may still use of the AI, and what it spent in a month such as `2026-11` (UTC). */
export type AiUse = {
	readonly turns: Bucket;
	readonly tokens: Bucket;
	readonly spent: { readonly month: string; readonly microUsd: number };
};

type Row = {
	name: string;
	turns_left: number;
	turns_at: number;
	tokens_left: number;
	tokens_at: number;
	month: string;
	micro_usd: number;
};

/**
 * Reads what is kept under these names, lets `change` decide, and writes what it returns in the same order: all of it
 * at once, or none. Changes of one name wait for each other, in whichever process they are.
 */
export async function changeAiUse<Result>(
	sql: Sql,
	names: readonly string[],
	change: (uses: readonly (AiUse | undefined)[]) => { uses: readonly AiUse[]; result: Result },
): Promise<Result> {
	return transaction(sql, async (tx) => {
		// A row lock holds nobody who is about to make the row; these do, and in one order, so that nobody waits in a circle.
		for (const name of [...new Set(names)].sort())
			await tx`SELECT pg_advisory_xact_lock(hashtextextended(${name}, ${LOCK_SEED}))`;
		const rows = await tx<Row[]>`SELECT * FROM ai_use WHERE name = ANY(${[...names]})`;
		const kept = new Map(rows.map((row) => [row.name, useOf(row)]));
		const { uses, result } = change(names.map((name) => kept.get(name)));
		const written = uses.map((use, index) => rowOf(names[index] ?? '', use));
		if (written.length > 0)
			await tx`
				INSERT INTO ai_use ${tx(written)}
				ON CONFLICT (name) DO UPDATE SET turns_left = EXCLUDED.turns_left, turns_at = EXCLUDED.turns_at,
					tokens_left = EXCLUDED.tokens_left, tokens_at = EXCLUDED.tokens_at, month = EXCLUDED.month,
					micro_usd = EXCLUDED.micro_usd`;
		return result;
	});
}

/** Keeps these locks apart from all others that hash a text. */
const LOCK_SEED = 4_771_203;

function useOf(row: Row): AiUse {
	return {
		turns: { left: row.turns_left, at: row.turns_at },
		tokens: { left: row.tokens_left, at: row.tokens_at },
		spent: { month: row.month, microUsd: row.micro_usd },
	};
}

function rowOf(name: string, { turns, tokens, spent }: AiUse): Row {
	return {
		name,
		turns_left: turns.left,
		turns_at: Math.round(turns.at),
		tokens_left: tokens.left,
		tokens_at: Math.round(tokens.at),
		month: spent.month,
		micro_usd: Math.round(spent.microUsd),
	};
}
