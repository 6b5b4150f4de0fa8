import { signServiceToken } from '@covibe/db';
import {
	createProjectDocument,
	FRAME,
	parsePresence,
	type Presence,
	type ProjectId,
	readRoomEvent,
	readTree,
	type RoomEvent,
	textOf,
	type TurnId,
	type UserId,
} from '@covibe/shared';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { TICKET_SECRET } from './realtime.ts';

/** A person in a room: a stock client of y-websocket, with our messages if it asked for them. */
export class Person {
	readonly doc = createProjectDocument();
	readonly provider: WebsocketProvider;
	readonly events: RoomEvent[] = [];
	/** All that agents showed of themselves, in order. */
	readonly agentStates: Presence[] = [];

	constructor({ port, projectId, userId }: { port: number; projectId: ProjectId; userId: UserId }) {
		const token = signServiceToken(TICKET_SECRET, { userId, lifetimeMs: 600_000 });
		class BearerSocket extends WebSocket {
			constructor(url: string) {
				super(url, { headers: { authorization: `Bearer ${token}` } });
			}
		}
		this.provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, projectId, this.doc, {
			WebSocketPolyfill: BearerSocket as unknown as typeof globalThis.WebSocket,
			disableBc: true,
			maxBackoffTime: 200,
			params: { covibe: '1' },
		});
		const { messageHandlers, awareness } = this.provider;
		messageHandlers[FRAME.ack] = messageHandlers[FRAME.nack] = messageHandlers[FRAME.welcome] = () => undefined;
		messageHandlers[FRAME.roomEvent] = (_encoder, decoder) => {
			const event = readRoomEvent(decoder);
			if (event) this.events.push(event);
		};
		awareness.on('change', () => {
			const agent = this.agent();
			if (agent) this.agentStates.push(agent);
		});
	}

	/** The agent that is in the room now. */
	agent(): Presence | undefined {
		const states = [...this.provider.awareness.getStates().values()];
		return states.map(parsePresence).find((presence) => presence?.user?.kind === 'agent');
	}

	text(path: string): Y.Text {
		const entry = readTree(this.doc).entries.find((each) => each.path === path);
		const text = entry && textOf(this.doc, entry.id);
		if (!text)
			throw new Error(
				`there is no ${path}: ${readTree(this.doc)
					.entries.map((each) => each.path)
					.join(', ')}`,
			);
		return text;
	}

	read(path: string): string {
		return this.text(path).toString();
	}

	paths(): string[] {
		return readTree(this.doc).entries.map(({ path }) => path);
	}

	/** An answer as this person's page puts it together from its pieces. [PR17] */
	answer(turn: TurnId): string {
		let text = '';
		for (const event of this.events)
			if (event.type === 'turn-delta' && event.turn === turn) text = text.slice(0, event.index) + event.text;
		return text;
	}

	leave(): void {
		this.provider.destroy();
		this.provider.awareness.destroy();
	}
}
