import type { ProjectId, ProviderKeySummary, UserId } from '@covibe/shared';
import { createKeyId } from './ids.ts';
import { type KeyRing, seal, type SecretUse } from './sealed.ts';
import type { Queries, Sql } from './sql.ts';

/** Whose key it is: a person's own, used for what they ask, or a room's, used for whatever is asked in it. */
export type KeyOwner =
	{ readonly kind: 'user'; readonly userId: UserId } | { readonly kind: 'project'; readonly projectId: ProjectId };

/** A key as the agent's program finds it; only that program opens it. */
export type SealedKey = {
	readonly id: string;
	readonly owner: 'user' | 'project';
	readonly provider: string;
	readonly sealed: string;
	/** What it was sealed for. */
	readonly use: SecretUse;
};

/** What a key is sealed for; the same wherever it is opened. */
export function secretUse(owner: KeyOwner, provider: string): SecretUse {
	return { owner: owner.kind === 'user' ? `user:${owner.userId}` : `project:${owner.projectId}`, provider };
}

/** Seals a key and keeps it, in place of the one that its owner had for this provider. */
export async function saveProviderKey(
	sql: Sql,
	ring: KeyRing,
	{ owner, provider, secret }: { owner: KeyOwner; provider: string; secret: string },
): Promise<ProviderKeySummary> {
	const sealed = seal(ring, secretUse(owner, provider), secret);
	const column = owner.kind === 'user' ? sql`user_id` : sql`project_id`;
	const [row] = await sql<KeyRow[]>`
		INSERT INTO provider_key (id, ${column}, provider, sealed, last_four)
		VALUES (${createKeyId()}, ${owner.kind === 'user' ? owner.userId : owner.projectId}, ${provider}, ${sealed},
			${secret.slice(-4)})
		ON CONFLICT (${column}, provider) DO UPDATE
		SET id = EXCLUDED.id, sealed = EXCLUDED.sealed, last_four = EXCLUDED.last_four, created_at = now()
		RETURNING id, user_id, project_id, provider, sealed, last_four, created_at`;
	if (!row) throw new Error('a key was not stored');
	return summarise(row);
}

type KeyRow = {
	id: string;
	user_id: string | null;
	project_id: string | null;
	provider: string;
	sealed: string;
	last_four: string;
	created_at: Date;
};

function summarise(row: KeyRow): ProviderKeySummary {
	const owner = row.user_id === null ? 'project' : 'user';
	const { id, provider, last_four: lastFour } = row;
	return { id, owner, provider, lastFour, createdAtMs: row.created_at.getTime() };
}

type Reach = { readonly userId: UserId | undefined; readonly projectId: ProjectId };

/** The person's keys and the room's. */
export async function listProviderKeys(sql: Queries, reach: Reach): Promise<ProviderKeySummary[]> {
	return (await readKeys(sql, reach)).map(summarise);
}

/** What a turn of this person in this room may use, the person's own keys first. */
export async function findSealedKeys(sql: Queries, reach: Reach): Promise<SealedKey[]> {
	const rows = await readKeys(sql, reach);
	return rows.map((row) => {
		const owner: KeyOwner =
			row.user_id === null
				? { kind: 'project', projectId: row.project_id as ProjectId }
				: { kind: 'user', userId: row.user_id as UserId };
		const { id, provider, sealed } = row;
		return { id, owner: owner.kind, provider, sealed, use: secretUse(owner, provider) };
	});
}

function readKeys(sql: Queries, { userId, projectId }: Reach) {
	return sql<KeyRow[]>`
		SELECT id, user_id, project_id, provider, sealed, last_four, created_at FROM provider_key
		WHERE user_id = ${userId ?? null} OR project_id = ${projectId}
		ORDER BY user_id IS NULL, provider`;
}

/** False when the owner has no such key. */
export async function removeProviderKey(sql: Sql, { owner, id }: { owner: KeyOwner; id: string }): Promise<boolean> {
	const rows =
		owner.kind === 'user'
			? await sql`DELETE FROM provider_key WHERE id = ${id} AND user_id = ${owner.userId} RETURNING id`
			: await sql`DELETE FROM provider_key WHERE id = ${id} AND project_id = ${owner.projectId} RETURNING id`;
	return rows.length === 1;
}

/** Keeps a key that was sealed anew with the newest key of the ring; not when it was replaced meanwhile. */
export async function replaceSealed(sql: Sql, key: { id: string; from: string; to: string }): Promise<void> {
	await sql`UPDATE provider_key SET sealed = ${key.to} WHERE id = ${key.id} AND sealed = ${key.from}`;
}
