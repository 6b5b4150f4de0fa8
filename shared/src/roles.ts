import { CovibeError } from './errors.ts';

/** What a person is in one project, from the most to the least. */
export const ROLES = ['owner', 'admin', 'editor', 'commenter', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What can be asked for; every entry of the server asks `can`. */
export const ACTIONS = [
	'read',
	'edit',
	'share',
	'manage-members',
	'rename-project',
	'room-rules',
	/** For everybody, and with all that is in it. */
	'delete-project',
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
	admin: new Set(ACTIONS.filter((action) => action !== 'delete-project')),
	editor: new Set(['read', 'edit', 'chat-read', 'chat-post', 'ask-ai']),
	commenter: new Set(['read', 'chat-read', 'chat-post']),
	viewer: new Set(['read', 'chat-read']),
};

/** The one table of permissions. */
export function can(role: Role, action: Action): boolean {
	return TABLE[role].has(action);
}

/**
 * Whether somebody may turn a member's role into another one, or take it away (`to` undefined). Nobody reaches above
 * their own place, nor beside it; the owner alone may hand over the room.
 */
export function mayChangeRole(actor: Role, change: { readonly from: Role; readonly to: Role | undefined }): boolean {
	if (!can(actor, 'manage-members') || change.from === 'owner') return false;
	if (actor === 'owner') return true;
	return isAbove(actor, change.from) && (change.to === undefined || isAbove(actor, change.to));
}

/** Whether a link of this role may be made by this person: what it gives is never more than they have. */
export function mayMakeLink(actor: Role, role: LinkRole): boolean {
	return can(actor, 'share') && isAtLeast(actor, role);
}

export function parseRole(value: unknown): Role | undefined {
	return ROLES.find((role) => role === value);
}

/** Roles that a share link can give: nobody rules a room by a link. */
export const LINK_ROLES = ['editor', 'commenter', 'viewer'] as const satisfies readonly Role[];
export type LinkRole = (typeof LINK_ROLES)[number];

export function parseLinkRole(value: unknown): LinkRole | undefined {
	return LINK_ROLES.find((role) => role === value);
}

/** How long a link may last, besides for ever: an interview, a day's class, a week. */
export const LINK_LIFETIMES_HOURS = [1, 24, 168] as const;
/** As many as any room holds at once. */
export const LINK_MAX_USES = 1_000;

/** Short, since it protects what a secret address protects already; long enough to be no guess. */
const LINK_PASSWORD_LEAST = 6;
const LINK_PASSWORD_MOST = 200;

/** What a link's password may be, as it is compared. @throws CovibeError 'link-password' with a sentence for the person */
export function parseLinkPassword(value: unknown): string {
	// The same letters can be typed in two ways, and are one password.
	const password = typeof value === 'string' && value.length <= LINK_PASSWORD_MOST ? value.normalize('NFC') : '';
	if (password.length < LINK_PASSWORD_LEAST)
		throw new CovibeError('link-password', {
			detail: `A password has from ${LINK_PASSWORD_LEAST} to ${LINK_PASSWORD_MOST} characters.`,
		});
	return password;
}

/** True when `role` may do at least what `other` may. */
export function isAtLeast(role: Role, other: Role): boolean {
	return ROLES.indexOf(role) <= ROLES.indexOf(other);
}

function isAbove(role: Role, other: Role): boolean {
	return ROLES.indexOf(role) < ROLES.indexOf(other);
}
