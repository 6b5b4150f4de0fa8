import type { ChatMessage, ProjectId, Turn } from '@covibe/shared';
import type { EndedTurn } from '../turn-journal.ts';
import type { Bus } from './bus.ts';
import { roomTopic, TURNS_TOPIC } from './news.ts';

/** The changes of rows that rooms hear of. Each is told after its commit. */
export async function tellMessage(bus: Bus, projectId: ProjectId, message: ChatMessage): Promise<void> {
	await bus.publish(roomTopic(projectId), { kind: 'message', id: message.id, version: message.version });
}

/** Tells the room of a turn, and the workers, who may have something to do or to stop. */
export async function tellTurn(bus: Bus, projectId: ProjectId, turn: Turn): Promise<void> {
	await bus.publish(roomTopic(projectId), { kind: 'turn', id: turn.id, version: turn.version });
	if (turn.state !== 'running')
		await bus.publish(TURNS_TOPIC, turn.state === 'queued' ? { kind: 'queued' } : { kind: 'ended', id: turn.id });
}

/** The answer first: nobody shall see a turn that is over without it. */
export async function tellEndedTurn(bus: Bus, { projectId, turn, answer }: EndedTurn): Promise<void> {
	if (answer !== undefined) await bus.publish(roomTopic(projectId), { kind: 'message', id: answer, version: 1 });
	await tellTurn(bus, projectId, turn);
}
