import type { Room } from '../room.ts';
import type { NodeId, RoomMessage, RoomState } from './message.ts';
import type { RelayedRoom } from './relay.ts';

/** A room as other nodes know it. */
export class RoomOnNodes implements RelayedRoom {
	readonly #room: Room;

	constructor(room: Room) {
		this.#room = room;
	}

	hear(from: NodeId, message: Exclude<RoomMessage, { kind: 'bye' }>): void {
		const { presence, conversation } = this.#room;
		switch (message.kind) {
			case 'row': {
				this.#room.hearRow(message.seq, message.bytes);
				return;
			}
			case 'presence': {
				presence.hearFrom(from, message.update, false);
				return;
			}
			case 'event': {
				conversation.hear(message.event);
				return;
			}
			case 'state': {
				this.#room.hearRow(message.seq, undefined);
				presence.hearFrom(from, message.presence, true);
				for (const answer of message.answers) conversation.hear(answer);
				return;
			}
		}
	}

	forgetNode(node: NodeId): void {
		this.#room.presence.forgetNode(node);
	}

	state(): RoomState {
		const { seq, presence, conversation } = this.#room;
		return { seq, presence: presence.here(), answers: conversation.answers() };
	}
}
