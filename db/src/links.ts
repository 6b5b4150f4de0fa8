import {
	CovibeError,
	isAtLeast,
	type LinkRole,
	mayMakeLink,
	parseLinkRole,
	parseProjectId,
	parseRole,
	type ProjectId,
	type UserId,
} from '@covibe/shared';
import { createLinkId, createToken, hashToken } from './ids.ts';
import { addMember, findGrant, type Grant } from './members.ts';
import { addKnock } from './lobby.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { type Queries, type Sql, transaction } from './sql.ts';

export type Link = {
	readonly id: string;
	readonly projectId: ProjectId;
	readonly projectName: string;
	readonly role: LinkRole;
	readonly needsPassword: boolean;
	/** Somebody in the room has to let people in who come by it. */
	readonly asksFirst: boolean;
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
	readonly needsPassword: boolean;
	readonly asksFirst: boolean;
};

export type LinkTerms = {
	readonly role: LinkRole;
	/** From now on; undefined: as long as nobody withdraws it. */
	readonly lifetimeMs?: number | undefined;
	/** How many people may come by it. */
	readonly maxUses?: number | undefined;
	/** Has been through parseLinkPassword. */
	readonly password?: string | undefined;
	readonly asksFirst?: boolean | undefined;
};

/**
 * Makes a share link and returns its token (43 base64url characters). Only the SHA-256 is kept.
 * @throws CovibeError 'forbidden' | 'slow-down'
 */
export async function createLink(sql: Sql, maker: Grant, terms: LinkTerms): Promise<string> {
	if (!mayMakeLink(maker.role, terms.role)) throw new CovibeError('forbidden');
	const token = createToken();
	const expiresAt = terms.lifetimeMs === undefined ? null : new Date(Date.now() + terms.lifetimeMs);
	const passwordHash = terms.password === undefined ? null : await hashPassword(terms.password);
	await sql`
		INSERT INTO share_link (id, token_hash, project_id, role, created_by, expires_at, max_uses, password_hash,
			asks_first)
		VALUES (${createLinkId()}, ${hashToken(token)}, ${maker.projectId}, ${terms.role}, ${maker.user.id}, ${expiresAt},
			${terms.maxUses ?? null}, ${passwordHash}, ${terms.asksFirst ?? false})`;
	return token;
}

/**
 * Replaces the token of a link and returns the new one; the old one opens nothing from now on. All else stays, and from
 * now on it lives on the right of who did this.
 * @throws CovibeError 'forbidden' | 'link-invalid'
 */
export async function rotateLink(sql: Sql, actor: Grant, id: string): Promise<string> {
	const token = createToken();
	await transaction(sql, async (tx) => {
		const [row] = await tx<{ role: string }[]>`
			SELECT role FROM share_link
			WHERE id = ${id} AND project_id = ${actor.projectId} AND revoked_at IS NULL FOR UPDATE`;
		const role = parseLinkRole(row?.role);
		if (!role) throw new CovibeError('link-invalid');
		if (!mayMakeLink(actor.role, role)) throw new CovibeError('forbidden');
		await tx`UPDATE share_link SET token_hash = ${hashToken(token)}, created_by = ${actor.user.id} WHERE id = ${id}`;
	});
	return token;
}

/** Undefined for a token that opens nothing: unknown, withdrawn, expired, used up, or of somebody who lost the right. */
export async function findLink(sql: Queries, token: string): Promise<Link | undefined> {
	return (await findStored(sql, token))?.link;
}

type StoredLink = { readonly link: Link; readonly passwordHash: string | undefined };

async function findStored(sql: Queries, token: string): Promise<StoredLink | undefined> {
	if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
	const [row] = await sql<TokenRow[]>`
		SELECT share_link.id, share_link.project_id, project.name, share_link.role, share_link.password_hash,
			share_link.asks_first, membership.role AS maker
		FROM share_link
		JOIN project ON project.id = share_link.project_id
		JOIN membership ON membership.project_id = share_link.project_id AND membership.user_id = share_link.created_by
		WHERE share_link.token_hash = ${hashToken(token)} AND share_link.revoked_at IS NULL
			AND project.deleted_at IS NULL
			AND (share_link.expires_at IS NULL OR share_link.expires_at > now())
			AND (share_link.max_uses IS NULL OR share_link.uses < share_link.max_uses)`;
	const projectId = parseProjectId(row?.project_id);
	const role = parseLinkRole(row?.role);
	const maker = parseRole(row?.maker);
	if (!row || !projectId || !role || !maker || !mayMakeLink(maker, role)) return undefined;
	const passwordHash = row.password_hash ?? undefined;
	const { id, name: projectName, asks_first: asksFirst } = row;
	return {
		link: { id, projectId, projectName, role, needsPassword: passwordHash !== undefined, asksFirst },
		passwordHash,
	};
}

type TokenRow = {
	id: string;
	project_id: string;
	name: string;
	role: string;
	password_hash: string | null;
	asks_first: boolean;
	maker: string;
};

/** Where somebody came, and whether they are in or wait to be let in. */
export type Arrival = { readonly projectId: ProjectId; readonly isIn: boolean };

export type Acceptance = {
	readonly token: string;
	readonly userId: UserId;
	/** As it was typed; undefined for a link without. */
	readonly password?: string | undefined;
};

/**
 * Makes the person a member with the link's role, or has them wait where the link asks first. Who is a member already,
 * with as much, uses nothing up, and needs no password.
 * @throws CovibeError 'link-invalid' | 'link-password' | 'removed' | 'lobby-full' | 'not-let-in' | 'slow-down'
 */
export async function acceptLink(sql: Sql, acceptance: Acceptance): Promise<Arrival> {
	await requirePassword(sql, acceptance);
	return takePlace(sql, acceptance);
}

/**
 * Apart from what changes something: no connection is held for as long as hashing takes, and nobody becomes a guest who
 * lacks the password. A link's password never changes.
 * @throws CovibeError 'link-invalid' | 'link-password' | 'slow-down'
 */
export async function requirePassword(
	sql: Queries,
	{ token, userId, password = '' }: Omit<Acceptance, 'userId'> & { readonly userId: UserId | undefined },
): Promise<void> {
	const stored = await findStored(sql, token);
	if (!stored) throw new CovibeError('link-invalid');
	const { link, passwordHash } = stored;
	if (passwordHash === undefined) return;
	const grant = userId && (await findGrant(sql, link.projectId, userId));
	if (grant && isAtLeast(grant.role, link.role)) return;
	if (!(await isPassword(password.normalize('NFC'), passwordHash))) throw new CovibeError('link-password');
}

/** For whoever has been through `requirePassword`. @throws CovibeError 'link-invalid' | 'removed' | 'lobby-full' | 'not-let-in' */
export async function takePlace(sql: Sql, { token, userId }: Acceptance): Promise<Arrival> {
	return transaction(sql, async (tx) => {
		// One after the other: the last place is given once.
		await tx`SELECT FROM share_link WHERE token_hash = ${hashToken(token)} FOR UPDATE`;
		const link = await findLink(tx, token);
		if (!link) throw new CovibeError('link-invalid');
		const { projectId, role, id: linkId } = link;
		const grant = link.asksFirst ? await findGrant(tx, projectId, userId) : undefined;
		if (link.asksFirst && !(grant && isAtLeast(grant.role, role))) {
			await addKnock(tx, { projectId, userId, linkId });
			return { projectId, isIn: false };
		}
		if (await addMember(tx, { projectId, userId, role, linkId }))
			await tx`UPDATE share_link SET uses = uses + 1 WHERE id = ${linkId}`;
		return { projectId, isIn: true };
	});
}

/** The links of a room that open it, newest first. */
export async function listLinks(sql: Sql, projectId: ProjectId): Promise<LinkSummary[]> {
	const rows = await sql<LinkRow[]>`
		SELECT share_link.id, share_link.role, share_link.created_at, share_link.expires_at, share_link.max_uses,
			share_link.uses, share_link.password_hash IS NOT NULL AS needs_password, share_link.asks_first,
			app_user.name AS created_by
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
				needsPassword: row.needs_password,
				asksFirst: row.asks_first,
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
	needs_password: boolean;
	asks_first: boolean;
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
