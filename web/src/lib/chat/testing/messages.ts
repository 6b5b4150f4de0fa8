import type { ChatMessage, MessageId, ThreadId, Turn, TurnId, UserId } from '@covibe/shared';

const idOf = (kind: string, number: number) => `${kind}${number}`.padEnd(22, 'x');

export const THREAD = idOf('thread', 1) as ThreadId;
export const ANA = { id: idOf('ana', 1) as UserId, name: 'Ana', colour: 1 };
export const BO = { id: idOf('bo', 1) as UserId, name: 'Bo', colour: 2 };

/** A message of Bo's; its id is its position's. */
export function message(change: Partial<ChatMessage> & { position: number }): ChatMessage {
	return {
		id: idOf('message', change.position) as MessageId,
		thread: THREAD,
		version: 1,
		author: { kind: 'person', ...BO },
		text: `message ${change.position}`,
		mentions: [],
		replyTo: undefined,
		createdAtMs: 1_000 * change.position,
		editedAtMs: undefined,
		isDeleted: false,
		turn: undefined,
		...change,
	};
}

export function turn(change: Partial<Turn> & { number: number }): Turn {
	const { number, ...rest } = change;
	return {
		id: idOf('turn', number) as TurnId,
		thread: THREAD,
		message: idOf('message', number) as MessageId,
		answer: undefined,
		state: 'queued',
		version: 1,
		epoch: 0,
		asker: ANA,
		model: 'built-in',
		mode: 'edit',
		text: '',
		usage: undefined,
		outcomes: [],
		failure: undefined,
		createdAtMs: 1_000 * number,
		endedAtMs: undefined,
		...rest,
	};
}
