import {
	type Bus,
	findMessage,
	findThread,
	findTurn,
	readAiSettings,
	type RoomNews,
	roomTopic,
	SESSIONS_TOPIC,
	type Sql,
} from '@covibe/db';
import { encodeRoomEvent, type ProjectId, type RoomEvent } from '@covibe/shared';
import type { Logger } from 'pino';
import { eventsTopic, type Publish } from './socket.ts';

export type NewsRelayOptions = {
	readonly bus: Bus;
	readonly sql: Sql;
	readonly publish: Publish;
	readonly logger: Logger;
	/** Told of each event before those in the room are. */
	readonly onEvent: (projectId: ProjectId, event: RoomEvent) => void;
	/** Somebody's rights, or the state of a turn, changed, or a session ended. */
	readonly onRights: () => void;
};

type Watched = { watchers: number; readonly stop: () => void; queue: Promise<void> };

/** Brings what other programs changed to the rooms of this process: hears of it, reads the row, and tells. [RT17] */
export class NewsRelay {
	readonly #options: NewsRelayOptions;
	readonly #rooms = new Map<ProjectId, Watched>();
	readonly #stopGaps: () => void;
	readonly #stopSessions: () => void;

	constructor(options: NewsRelayOptions) {
		this.#options = options;
		this.#stopGaps = options.bus.onGap(() => {
			for (const projectId of this.#rooms.keys()) this.#tell(projectId, { type: 'refresh' });
			options.onRights();
		});
		this.#stopSessions = options.bus.subscribe(SESSIONS_TOPIC, () => options.onRights());
	}

	/** Listens for a room, as often as it is called; the returned function ends one of them. */
	watch(projectId: ProjectId): () => void {
		const room = this.#rooms.get(projectId) ?? this.#open(projectId);
		room.watchers++;
		let isWatching = true;
		return () => {
			if (!isWatching) return;
			isWatching = false;
			room.watchers--;
			if (room.watchers > 0) return;
			room.stop();
			this.#rooms.delete(projectId);
		};
	}

	#open(projectId: ProjectId): Watched {
		const hear = (news: RoomNews) => {
			if (news.kind === 'rights' || news.kind === 'turn') this.#options.onRights();
			// One after the other, so that reading does not turn the order round.
			room.queue = room.queue.then(() => this.#read(projectId, news));
		};
		const stop = this.#options.bus.subscribe(roomTopic(projectId), hear);
		const room: Watched = { watchers: 0, stop, queue: Promise.resolve() };
		this.#rooms.set(projectId, room);
		return room;
	}

	/** Never rejects: who cannot be told what changed is told to look. */
	async #read(projectId: ProjectId, news: RoomNews): Promise<void> {
		if (!this.#rooms.has(projectId)) return;
		try {
			const event = await readEvent(this.#options.sql, projectId, news);
			if (event) this.#tell(projectId, event);
		} catch (error) {
			this.#options.logger.warn({ err: error, projectId, kind: news.kind }, 'news could not be read');
			this.#tell(projectId, { type: 'refresh' });
		}
	}

	#tell(projectId: ProjectId, event: RoomEvent): void {
		this.#options.onEvent(projectId, event);
		this.#options.publish(eventsTopic(projectId), encodeRoomEvent(event));
	}

	close(): void {
		this.#stopGaps();
		this.#stopSessions();
		for (const room of this.#rooms.values()) room.stop();
		this.#rooms.clear();
	}
}

/** Undefined when there is nothing to tell: the row is gone, or of another room. */
async function readEvent(sql: Sql, projectId: ProjectId, news: RoomNews): Promise<RoomEvent | undefined> {
	switch (news.kind) {
		case 'message': {
			const found = await findMessage(sql, news.id);
			if (found?.projectId !== projectId) return undefined;
			const { message } = found;
			const { id, thread, version } = message;
			if (message.isDeleted) return { type: 'message-deleted', message: id, thread, version };
			return { type: version === 1 ? 'message-posted' : 'message-edited', message };
		}
		case 'turn': {
			const found = await findTurn(sql, news.id);
			return found?.projectId === projectId ? { type: 'turn-changed', turn: found.turn } : undefined;
		}
		case 'thread': {
			const thread = await findThread(sql, news.id);
			return thread && { type: 'thread-created', thread };
		}
		case 'read-up-to': {
			const { user, thread, position } = news;
			return { type: 'read-up-to', user, thread, position };
		}
		case 'ai-settings':
			return { type: 'ai-settings-changed', settings: await readAiSettings(sql, projectId) };
		case 'knocks':
			return { type: 'knocks-changed' };
		case 'rights':
			return undefined;
	}
}
