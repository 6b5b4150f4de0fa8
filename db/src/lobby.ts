import { CovibeError, type LinkRole, mayMakeLink, parseLinkRole, type ProjectId, type UserId } from '@covibe/shared';
import { addMember, type Grant, isRemoved } from './members.ts';
import { type Queries, type Sql, transaction } from './sql.ts';
import { parseUserRow, type User, type UserRow } from './users.ts';

/** Somebody who waits to be let in. */
export type Knock = { readonly user: User; readonly role: LinkRole; readonly at: Date };

/** How it stands with somebody who knocked. */
export type KnockState = 'waiting' | 'refused';

/** A page that nobody looks at asks once a minute; one that did not for so long was closed. */
const SEEN_SECONDS = 150;
/** Nobody waits at a door for longer than this; then they may knock again. */
const WAITING_SECONDS = 1_800;
/** Who was refused leaves the room in peace for so long. */
const REFUSED_SECONDS = 900;
/** More than anybody lets in one by one. */
const WAITING_AT_MOST = 50;

/** In the transaction that looked at the link. Safe to repeat. @throws CovibeError 'removed' | 'lobby-full' | 'not-let-in' */
export async function addKnock(
	tx: Queries,
	{ projectId, userId, linkId }: { projectId: ProjectId; userId: UserId; linkId: string },
): Promise<void> {
	if (await isRemoved(tx, projectId, userId)) throw new CovibeError('removed');
	const state = await readKnock(tx, projectId, userId);
	if (state === 'refused') throw new CovibeError('not-let-in');
	if (state === 'waiting') return;
	const [row] = await tx<{ count: number }[]>`
		SELECT count(*) AS count FROM knock WHERE project_id = ${projectId} AND ${isWaiting(tx)}`;
	if ((row?.count ?? 0) >= WAITING_AT_MOST) throw new CovibeError('lobby-full');
	await tx`
		INSERT INTO knock (project_id, user_id, link_id) VALUES (${projectId}, ${userId}, ${linkId})
		ON CONFLICT (project_id, user_id)
		DO UPDATE SET link_id = EXCLUDED.link_id, is_refused = false, at = now(), seen_at = now()`;
}

/** How it stands, and that they still wait. Undefined for who did not knock, or so long ago that it is forgotten. */
export async function readKnock(sql: Queries, projectId: ProjectId, userId: UserId): Promise<KnockState | undefined> {
	const [row] = await sql<{ is_refused: boolean }[]>`
		UPDATE knock SET seen_at = now()
		WHERE project_id = ${projectId} AND user_id = ${userId} AND (${isWaiting(sql)} OR ${isRefused(sql)})
		RETURNING is_refused`;
	return row && (row.is_refused ? 'refused' : 'waiting');
}

/** Who waits, the longest first. */
export async function listKnocks(sql: Queries, projectId: ProjectId): Promise<Knock[]> {
	const rows = await sql<(UserRow & { role: string; at: Date })[]>`
		SELECT app_user.id, app_user.kind, app_user.name, app_user.colour, share_link.role, knock.at
		FROM knock
		JOIN app_user ON app_user.id = knock.user_id
		JOIN share_link ON share_link.id = knock.link_id
		WHERE knock.project_id = ${projectId} AND share_link.revoked_at IS NULL AND ${isWaiting(sql)}
		ORDER BY knock.at, app_user.id`;
	return rows.flatMap((row) => {
		const role = parseLinkRole(row.role);
		return role ? [{ user: parseUserRow(row), role, at: row.at }] : [];
	});
}

/** Makes a member of who waits, with the role of their link. @throws CovibeError 'knock-unknown' | 'forbidden' | 'link-invalid' */
export async function admitKnock(sql: Sql, actor: Grant, userId: UserId): Promise<void> {
	const { projectId } = actor;
	await transaction(sql, async (tx) => {
		// The link first, as everybody does who comes by it: two that wait for each other would be a deadlock.
		const [link] = await tx<{ id: string; role: string; has_place: boolean }[]>`
			SELECT id, role, max_uses IS NULL OR uses < max_uses AS has_place FROM share_link
			WHERE revoked_at IS NULL AND id = (
				SELECT link_id FROM knock WHERE project_id = ${projectId} AND user_id = ${userId} AND ${isWaiting(tx)})
			FOR UPDATE`;
		const role = parseLinkRole(link?.role);
		if (!link || !role) throw new CovibeError('knock-unknown');
		if (!mayMakeLink(actor.role, role)) throw new CovibeError('forbidden');
		if (!link.has_place) throw new CovibeError('link-invalid', { detail: 'This link has let in as many as it may.' });
		const gone = await tx`
			DELETE FROM knock WHERE project_id = ${projectId} AND user_id = ${userId} AND ${isWaiting(tx)} RETURNING user_id`;
		if (gone.length === 0) throw new CovibeError('knock-unknown');
		if (await addMember(tx, { projectId, userId, role, linkId: link.id }))
			await tx`UPDATE share_link SET uses = uses + 1 WHERE id = ${link.id}`;
	});
}

/** @throws CovibeError 'knock-unknown' */
export async function refuseKnock(sql: Sql, projectId: ProjectId, userId: UserId): Promise<void> {
	const rows = await sql`
		UPDATE knock SET is_refused = true, at = now()
		WHERE project_id = ${projectId} AND user_id = ${userId} AND ${isWaiting(sql)} RETURNING user_id`;
	if (rows.length === 0) throw new CovibeError('knock-unknown');
}

/** Takes away whoever left, and refusals of long ago. */
export async function forgetKnocks(sql: Sql): Promise<void> {
	await sql`DELETE FROM knock WHERE NOT (${isWaiting(sql)} OR ${isRefused(sql)})`;
}

function isWaiting(sql: Queries) {
	return sql`(NOT knock.is_refused AND knock.seen_at > now() - make_interval(secs => ${SEEN_SECONDS})
		AND knock.at > now() - make_interval(secs => ${WAITING_SECONDS}))`;
}

function isRefused(sql: Queries) {
	return sql`(knock.is_refused AND knock.at > now() - make_interval(secs => ${REFUSED_SECONDS}))`;
}
