import {
	CovibeError,
	type LinkRole,
	mayMakeLink,
	parseLinkRole,
	parseProjectId,
	parseRole,
	type ProjectId,
	type UserId,
} from '@covibe/shared';
import { createToken, hashToken } from './ids.ts';
import { addMember, type Grant } from './members.ts';
import { type Queries, type Sql, transaction } from './sql.ts';

export type Link = {
	readonly id: string;
	readonly projectId: ProjectId;
	readonly projectName: string;
	readonly role: LinkRole;
};

/** A link as those see it who may share a room: never its token. */
export type LinkSummary = {
	readonly id: string;
	readonly role: LinkRole;
	/** Undefined for somebody whose account is gone. */
	readonly createdBy: string | undefined;
	readonly createdAt: Date;
	readonly expiresAt: Date | undefined;
	readonly maxUses: number | undefined;
	readonly uses: number;
};

export type LinkTerms = {
	readonly role: LinkRole;
	/** From now on; undefined: as long as nobody withdraws it. */
	readonly lifetimeMs?: number | undefined;
	/** How many people may come by it. */
	readonly maxUses?: number | undefined;
};

/**
 * Makes a share link and returns its token (43 base64url characters). Only the SHA-256 is kept.
 * @throws CovibeError 'forbidden'
 */
export async function createLink(sql: Sql, maker: Grant, terms: LinkTerms): Promise<string> {
	if (!mayMakeLink(maker.role, terms.role)) throw new CovibeError('forbidden');
	const token = createToken();
	const expiresAt = terms.lifetimeMs === undefined ? null : new Date(Date.now() + terms.lifetimeMs);
	await sql`
		INSERT INTO share_link (token_hash, project_id, role, created_by, expires_at, max_uses)
		VALUES (${hashToken(token)}, ${maker.projectId}, ${terms.role}, ${maker.user.id}, ${expiresAt},
			${terms.maxUses ?? null})`;
	return token;
}

/** Undefined for a token that opens nothing: unknown, withdrawn, expired, used up, or of somebody who lost the right. */
export async function findLink(sql: Queries, token: string): Promise<Link | undefined> {
	if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
	const [row] = await sql<{ id: string; project_id: string; name: string; role: string; maker: string }[]>`
		SELECT share_link.id, share_link.project_id, project.name, share_link.role, membership.role AS maker
		FROM share_link
		JOIN project ON project.id = share_link.project_id
		JOIN membership ON membership.project_id = share_link.project_id AND membership.user_id = share_link.created_by
		WHERE share_link.token_hash = ${hashToken(token)} AND share_link.revoked_at IS NULL
			AND (share_link.expires_at IS NULL OR share_link.expires_at > now())
			AND (share_link.max_uses IS NULL OR share_link.uses < share_link.max_uses)`;
	const projectId = parseProjectId(row?.project_id);
	const role = parseLinkRole(row?.role);
	const maker = parseRole(row?.maker);
	if (!row || !projectId || !role || !maker || !mayMakeLink(maker, role)) return undefined;
	return { id: row.id, projectId, projectName: row.name, role };
}

/**
 * Makes the person a member with the link's role. Who is one already, with as much, uses nothing up.
 * @throws CovibeError 'link-invalid' | 'removed'
 */
export async function acceptLink(sql: Sql, { token, userId }: { token: string; userId: UserId }): Promise<ProjectId> {
	return transaction(sql, async (tx) => {
		// One after the other: the last place is given once.
		await tx`SELECT FROM share_link WHERE token_hash = ${hashToken(token)} FOR UPDATE`;
		const link = await findLink(tx, token);
		if (!link) throw new CovibeError('link-invalid');
		const { projectId, role, id: linkId } = link;
		if (await addMember(tx, { projectId, userId, role, linkId }))
			await tx`UPDATE share_link SET uses = uses + 1 WHERE id = ${linkId}`;
		return projectId;
	});
}

/** The links of a room that open it, newest first. */
export async function listLinks(sql: Sql, projectId: ProjectId): Promise<LinkSummary[]> {
	const rows = await sql<LinkRow[]>`
		SELECT share_link.id, share_link.role, share_link.created_at, share_link.expires_at, share_link.max_uses,
			share_link.uses, app_user.name AS created_by
		FROM share_link LEFT JOIN app_user ON app_user.id = share_link.created_by
		WHERE share_link.project_id = ${projectId} AND share_link.revoked_at IS NULL
			AND (share_link.expires_at IS NULL OR share_link.expires_at > now())
			AND (share_link.max_uses IS NULL OR share_link.uses < share_link.max_uses)
		ORDER BY share_link.created_at DESC, share_link.id
		LIMIT ${LISTED_LINKS}`;
	return rows.flatMap((row) => {
		const role = parseLinkRole(row.role);
		if (!role) return [];
		const { id, uses, created_at: createdAt } = row;
		const expiresAt = row.expires_at ?? undefined;
		return [
			{
				id,
				role,
				createdBy: row.created_by ?? undefined,
				createdAt,
				expiresAt,
				maxUses: row.max_uses ?? undefined,
				uses,
			},
		];
	});
}

/** Enough to see who makes too many. */
const LISTED_LINKS = 200;

type LinkRow = {
	id: string;
	role: string;
	created_by: string | null;
	created_at: Date;
	expires_at: Date | null;
	max_uses: number | null;
	uses: number;
};

/**
 * Withdraws a link; nobody comes in by it any more. With `andPeople`, those who came by it go too, but for those whose
 * role somebody chose since. @returns who they are. @throws CovibeError 'link-invalid'
 */
export async function revokeLink(
	sql: Sql,
	link: { projectId: ProjectId; id: string; andPeople: boolean },
): Promise<string[]> {
	const { projectId, id, andPeople } = link;
	return transaction(sql, async (tx) => {
		const [row] = await tx`
			UPDATE share_link SET revoked_at = now()
			WHERE id = ${id} AND project_id = ${projectId} AND revoked_at IS NULL RETURNING id`;
		if (!row) throw new CovibeError('link-invalid');
		if (!andPeople) return [];
		const gone = await tx<{ user_id: string }[]>`
			DELETE FROM membership WHERE project_id = ${projectId} AND link_id = ${id} AND NOT is_role_set
			RETURNING user_id`;
		return gone.map((each) => each.user_id);
	});
}
