/** What a person is in one project. */
export const ROLES = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What can be asked for; every entry of the server asks `can`. */
export const ACTIONS = [
	'read',
	'edit',
	'share',
	'rename-project',
	'chat-read',
	'chat-post',
	'ask-ai',
	/** Anybody's turn: who asked may always stop their own. */
	'stop-turn',
	'ai-settings',
] as const;
export type Action = (typeof ACTIONS)[number];

const TABLE: Readonly<Record<Role, ReadonlySet<Action>>> = {
	owner: new Set(ACTIONS),
	editor: new Set(['read', 'edit', 'chat-read', 'chat-post', 'ask-ai']),
	viewer: new Set(['read', 'chat-read']),
};

/** The one table of permissions. */
export function can(role: Role, action: Action): boolean {
	return TABLE[role].has(action);
}

export function parseRole(value: unknown): Role | undefined {
	return ROLES.find((role) => role === value);
}

/** Roles that a share link can give: nobody becomes owner by a link. */
export const LINK_ROLES = ['editor', 'viewer'] as const satisfies readonly Role[];
export type LinkRole = (typeof LINK_ROLES)[number];

export function parseLinkRole(value: unknown): LinkRole | undefined {
	return LINK_ROLES.find((role) => role === value);
}

/** True when `role` may do at least what `other` may. */
export function isAtLeast(role: Role, other: Role): boolean {
	return ROLES.indexOf(role) <= ROLES.indexOf(other);
}
