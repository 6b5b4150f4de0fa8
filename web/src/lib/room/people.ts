import { type AgentStatus, type FileId, parsePresence, type Presence, type PresenceUser } from '@covibe/shared';

/** One connection of a person or an agent; somebody with two tabs appears twice. */
export type Person = {
	readonly clientId: number;
	readonly user: PresenceUser;
	readonly file: FileId | undefined;
	readonly selection: Presence['selection'];
	readonly isSelf: boolean;
	/** What an agent is doing. */
	readonly status?: AgentStatus | undefined;
};

/** Everybody in the room, oneself first, the others by name. States without a user are not shown. */
export function peopleOf(states: ReadonlyMap<number, unknown>, selfId: number): Person[] {
	const people: Person[] = [];
	for (const [clientId, state] of states) {
		const presence = parsePresence(state);
		if (!presence?.user) continue;
		const { user, file, selection, status } = presence;
		people.push({ clientId, user, file, selection, isSelf: clientId === selfId, status });
	}
	return people.sort(
		(a, b) => Number(b.isSelf) - Number(a.isSelf) || a.user.name.localeCompare(b.user.name) || a.clientId - b.clientId,
	);
}
