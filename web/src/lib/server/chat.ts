import {
	type EndedTurn,
	findTurn,
	type Grant,
	listProviderKeys,
	type RoomNews,
	roomTopic,
	tellEndedTurn,
	tellMessage,
	tellTurn,
} from '@covibe/db';
import {
	can,
	type ChatMessage,
	CovibeError,
	parseMessageId,
	parseThreadId,
	parseTurnId,
	type ProjectId,
	type ThreadId,
	type Turn,
	type TurnId,
} from '@covibe/shared';
import { log } from './log.ts';
import { services } from './services.ts';

/** What is committed stays; rooms that miss the news read it the next time. */
async function tell(work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		log.warn({ err: error }, 'news could not be told');
	}
}

export const announce = {
	room: (projectId: ProjectId, news: RoomNews) => tell(() => services().bus.publish(roomTopic(projectId), news)),
	message: (projectId: ProjectId, message: ChatMessage) => tell(() => tellMessage(services().bus, projectId, message)),
	turn: (projectId: ProjectId, turn: Turn) => tell(() => tellTurn(services().bus, projectId, turn)),
	ended: (turn: EndedTurn) => tell(() => tellEndedTurn(services().bus, turn)),
};

/** A thread of a request; the room's main one when it names none. @throws CovibeError 'message-unknown' */
export function threadOf(projectId: ProjectId, value: unknown): ThreadId {
	const thread = parseThreadId(value ?? projectId);
	if (!thread) throw new CovibeError('message-unknown', { detail: 'There is no such thread in this room.' });
	return thread;
}

/** @throws CovibeError 'message-unknown' */
export function messageOf(value: unknown) {
	const id = parseMessageId(value);
	if (!id) throw new CovibeError('message-unknown');
	return id;
}

/** A turn of this room. @throws CovibeError 'turn-unknown' */
export async function requireTurn({ projectId }: Grant, value: unknown): Promise<Turn> {
	const id = parseTurnId(value);
	const found = id && (await findTurn(services().sql, id));
	if (found?.projectId !== projectId) throw new CovibeError('turn-unknown');
	return found.turn;
}

/** Who asked may stop it, and so may the owner. */
export function mayStop(grant: Grant, turn: Turn): boolean {
	return turn.asker?.id === grant.user.id || can(grant.role, 'stop-turn');
}

/** A whole number of a query, within bounds; undefined when it is absent or none. */
export function wholeNumber(text: unknown, { max }: { max: number }): number | undefined {
	if (text === null || text === undefined || text === '') return undefined;
	const value = Number(text);
	return Number.isSafeInteger(value) && value >= 0 ? Math.min(value, max) : undefined;
}

/** The providers that a person has a key for in this room, besides the installation's. */
export async function ownProviders({ projectId, user }: Grant): Promise<string[]> {
	const keys = await listProviderKeys(services().sql, { userId: user.id, projectId });
	return keys.map(({ provider }) => provider);
}

export function turnsOf(messages: readonly ChatMessage[]): TurnId[] {
	return messages.flatMap(({ turn }) => turn ?? []);
}
