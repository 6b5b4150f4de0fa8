import { encodeSync, NO_RULES, parseProjectId, parseUserId, type ProjectId, SYNC } from '@covibe/shared';
import { pino } from 'pino';
import * as Y from 'yjs';
import { RoomConnection } from '../src/connection.ts';
import { MemoryLog } from '../src/log.ts';
import { Metrics } from '../src/metrics.ts';
import { Rooms } from '../src/rooms.ts';
import type { Socket } from '../src/socket.ts';
import { createRules } from '../src/updates/rules.ts';

export type TypingLoad = { readonly rooms: number; readonly writers: number; readonly edits: number };

class NoSocket implements Socket {
	readonly remoteAddress = '127.0.0.1';
	send(): void {}
	subscribe(): void {}
	unsubscribe(): void {}
	close(code: number, reason: string): void {
		throw new Error(`sent away with ${code}: ${reason}`);
	}
}

/** The updates of somebody who types letter after letter, with a new line of thought now and then. */
function lettersOf(client: number, count: number): Uint8Array[] {
	const doc = new Y.Doc();
	doc.clientID = client;
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	const text = doc.getText('text');
	for (let at = 0, edit = 0; edit < count; edit++) {
		if (edit % 40 === 0) at = Math.floor(text.length / 2);
		text.insert(at++, 'x');
	}
	return updates.map((update) => encodeSync(SYNC.update, update));
}

async function openRooms(load: TypingLoad) {
	const log = new MemoryLog();
	const metrics = new Metrics();
	const rooms = new Rooms({
		log,
		publish: () => undefined,
		rules: createRules(['text']),
		metrics,
		logger: pino({ level: 'silent' }),
		roomIdleMs: 3_600_000,
	});
	const connections: RoomConnection[] = [];
	for (let room = 0; room < load.rooms; room++) {
		const projectId = parseProjectId(`room${room}`.padEnd(22, '0')) as ProjectId;
		log.create(projectId);
		for (let writer = 0; writer < load.writers; writer++) {
			const user = { id: parseUserId(`w${writer}`.padEnd(22, '0'))!, name: 'W', kind: 'guest' as const, colour: 0 };
			const visitor = {
				grant: { projectId, projectName: 'Room', role: 'editor' as const, user, rules: NO_RULES },
				agent: undefined,
				sessionId: undefined,
				speaksCovibe: false,
			};
			const parts = { metrics, onRefusal: () => undefined, onEnd: () => undefined };
			const connection = new RoomConnection(new NoSocket(), visitor, parts);
			connection.enter(await rooms.open(projectId));
			connections.push(connection);
		}
	}
	return { rooms, connections };
}

/**
 * CPU of one typed letter, in microseconds: each committed before the next (quiet), or all writers of all rooms at once.
 */
export async function measureTyping(load: TypingLoad, { isQuiet }: { isQuiet: boolean }): Promise<number> {
	const each = Math.max(1, Math.floor(load.edits / (load.rooms * load.writers)));
	const { rooms, connections } = await openRooms(load);
	const queues = connections.map((connection, index) => ({ connection, frames: lettersOf(1_000 + index, each) }));
	const startedAt = process.cpuUsage();
	for (let edit = 0; edit < each; edit++) {
		for (const { connection, frames } of queues) {
			connection.receive(frames[edit]!);
			if (isQuiet) await rooms.settled();
		}
		await rooms.settled();
	}
	const { user, system } = process.cpuUsage(startedAt);
	await rooms.close();
	return (user + system) / (each * queues.length);
}
