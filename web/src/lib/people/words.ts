import { type AgentStatus, type FileId, type PresenceUser, type Role, type Tree } from '@covibe/shared';
import { type Member } from './roster.ts';

const ROLE_WORDS: Readonly<Record<Role, string>> = {
	owner: 'owner',
	admin: 'admin',
	editor: 'can edit',
	commenter: 'can comment',
	viewer: 'can look',
};

/** What a role means, in words for people. */
export function roleWords(role: Role): string {
	return ROLE_WORDS[role];
}

/** Who is somewhere, as a sentence; undefined when nobody is. */
export function whoIsHere(users: readonly PresenceUser[]): string | undefined {
	if (users.length === 0) return undefined;
	return `${users.map((user) => user.name).join(', ')} ${users.length === 1 ? 'is' : 'are'} here`;
}

/** Where somebody is: a path, or undefined when they are in no file that is there. */
export function placeOf(file: FileId | undefined, tree: Tree): string | undefined {
	return file === undefined ? undefined : tree.entries.find((entry) => entry.id === file)?.path;
}

/** A member in one line: who, what they may do when it is me, which file they are in. */
export function memberLine(member: Member, { tree, role }: { tree: Tree; role: Role }): string {
	const who = member.isSelf ? `${member.user.name} (you, ${roleWords(role)})` : nameWords(member);
	const place = placeOf(member.file, tree);
	return place === undefined ? who : `${who} — ${place}`;
}

const STATUS_WORDS: Readonly<Record<AgentStatus, string>> = {
	reading: 'reading',
	thinking: 'thinking',
	typing: 'writing',
	checking: 'checking',
	waiting: 'waiting',
};

/** What an agent is doing, in a word. */
export function statusWords(status: AgentStatus): string {
	return STATUS_WORDS[status];
}

/** A name; an agent's with whose rights it has and what it is doing. */
function nameWords({ user, clients }: Member): string {
	if (user.kind === 'person') return user.name;
	const status = clients.find((client) => client.status !== undefined)?.status;
	const asked = user.askedBy === undefined ? user.name : `${user.name} for ${user.askedBy}`;
	return status === undefined ? asked : `${asked}, ${statusWords(status)}`;
}
