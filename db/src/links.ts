import { CovibeError, type LinkRole, parseLinkRole, parseProjectId, type ProjectId, type UserId } from '@covibe/shared';
import { createToken, hashToken } from './ids.ts';
import { addMember } from './members.ts';
import type { Sql } from './sql.ts';

export type Link = { readonly projectId: ProjectId; readonly projectName: string; readonly role: LinkRole };

/** Makes a share link and returns its token (43 base64url characters). Only the SHA-256 is kept. */
export async function createLink(
	sql: Sql,
	link: { projectId: ProjectId; role: LinkRole; createdBy: UserId },
): Promise<string> {
	const token = createToken();
	await sql`
		INSERT INTO share_link (token_hash, project_id, role, created_by)
		VALUES (${hashToken(token)}, ${link.projectId}, ${link.role}, ${link.createdBy})`;
	return token;
}

/** Undefined for a token that opens nothing. */
export async function findLink(sql: Sql, token: string): Promise<Link | undefined> {
	if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
	const [row] = await sql<{ project_id: string; name: string; role: string }[]>`
		SELECT share_link.project_id, project.name, share_link.role
		FROM share_link JOIN project ON project.id = share_link.project_id
		WHERE share_link.token_hash = ${hashToken(token)}`;
	const projectId = parseProjectId(row?.project_id);
	const role = parseLinkRole(row?.role);
	return row && projectId && role ? { projectId, projectName: row.name, role } : undefined;
}

/** Makes the person a member with the link's role. @throws CovibeError 'link-invalid' */
export async function acceptLink(sql: Sql, { token, userId }: { token: string; userId: UserId }): Promise<ProjectId> {
	const link = await findLink(sql, token);
	if (!link) throw new CovibeError('link-invalid');
	await addMember(sql, { projectId: link.projectId, userId, role: link.role });
	return link.projectId;
}
