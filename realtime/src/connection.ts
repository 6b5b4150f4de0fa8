import {
	can,
	CovibeError,
	decodeClientFrame,
	encodeAck,
	encodeNack,
	encodeRoomEvent,
	encodeSync,
	encodeWelcome,
	PROTOCOL_VERSION,
	SYNC,
} from '@covibe/shared';
import type { Grant, SessionId, User } from '@covibe/db';
import type { ClientEvent, ClientFrame, PresenceUser, ProjectId, Role } from '@covibe/shared';
import type { Account } from './abuse-watch.ts';
import { AckCount } from './ack-count.ts';
import type { AgentIdentity, Member } from './member.ts';
import type { Metrics } from './metrics.ts';
import type { Receipt } from './pending-row.ts';
import type { Room } from './room.ts';
import { type Connection, eventsTopic, type Socket } from './socket.ts';
import { type Allowance, TokenBucket } from './token-bucket.ts';

/** What connections share. */
export type ConnectionParts = {
	readonly metrics: Metrics;
	/** What the socket may ask; undefined: all it likes. */
	readonly account?: Account | undefined;
	/** Notes why a connection was refused; never the bytes. */
	readonly onRefusal: (grant: Grant, error: CovibeError) => void;
	/** The connection is over, whoever ended it; called once. */
	readonly onEnd: () => void;
};

/** Who comes, and how; of an agent, the grant is that of who asked it. */
export type Visitor = {
	readonly grant: Grant;
	readonly agent: AgentIdentity | undefined;
	/** By which they came; undefined: a program of ours. */
	readonly sessionId: SessionId | undefined;
	readonly speaksCovibe: boolean;
};

/** Frames that a client may send before its room is loaded: a stock client sends two, and whatever is typed meanwhile. */
const WAITING_FRAMES = 256;
const WAITING_BYTES = 20 * 1024 * 1024;
/** Five times as many pieces of an answer as an agent sends, and ten seconds of them at once. */
const EVENTS: Allowance = { perSecond: 100, burst: 1_000 };
/** Says nothing new: a sync update without structs and deletions. */
const EMPTY_UPDATE = encodeSync(SYNC.update, Uint8Array.of(0, 0));

type State =
	| { readonly name: 'joining'; readonly frames: Uint8Array[]; bytes: number }
	| { readonly name: 'live'; readonly room: Room }
	| { readonly name: 'closed' };

/** One socket in one room: decodes its frames, and counts what of them is durable. */
export class RoomConnection implements Connection, Member {
	readonly user: User;
	readonly role: Role;
	readonly agent: AgentIdentity | undefined;
	readonly sessionId: SessionId | undefined;
	readonly #socket: Socket;
	readonly #grant: Grant;
	readonly #speaksCovibe: boolean;
	readonly #parts: ConnectionParts;
	readonly #acks = new AckCount();
	readonly #budget = new TokenBucket(EVENTS, performance.now());
	#state: State = { name: 'joining', frames: [], bytes: 0 };

	constructor(socket: Socket, visitor: Visitor, parts: ConnectionParts) {
		this.#socket = socket;
		this.#grant = visitor.grant;
		this.#speaksCovibe = visitor.speaksCovibe;
		this.#parts = parts;
		this.user = visitor.grant.user;
		this.role = visitor.grant.role;
		this.agent = visitor.agent;
		this.sessionId = visitor.sessionId;
	}

	get projectId(): ProjectId {
		return this.#grant.projectId;
	}

	/** The room is loaded: greets, and takes what came meanwhile. Does nothing when the socket is gone. */
	enter(room: Room): void {
		if (this.#state.name !== 'joining') return;
		const { frames } = this.#state;
		let user: PresenceUser;
		try {
			user = room.join(this);
		} catch (error) {
			this.#fail(error);
			return;
		}
		this.#state = { name: 'live', room };
		this.#socket.subscribe(room.projectId);
		if (this.#speaksCovibe) this.#socket.subscribe(eventsTopic(room.projectId));
		this.#greet(room, user);
		for (const frame of frames) this.receive(frame);
	}

	#greet(room: Room, user: PresenceUser): void {
		if (this.#speaksCovibe) this.send(encodeWelcome({ protocol: PROTOCOL_VERSION, role: this.role, user }));
		const rules = room.rules.news();
		if (this.#speaksCovibe && rules) this.send(encodeRoomEvent(rules));
		this.#askForMissing(room);
		const everybody = room.presence.all();
		if (everybody) this.send(everybody);
		const percent = room.percentFull;
		if (this.#speaksCovibe && percent > 0) this.send(encodeRoomEvent({ type: 'room-filling', percent }));
		if (this.#speaksCovibe) for (const answer of room.conversation.answers()) this.send(encodeRoomEvent(answer));
	}

	#askForMissing(room: Room): void {
		this.#acks.noteQuestion();
		this.send(room.syncStep1());
	}

	receive(frame: Uint8Array): void {
		if (this.#state.name === 'joining') {
			this.#keepForLater(frame);
			return;
		}
		if (this.#state.name !== 'live') return;
		try {
			this.#parts.account?.spend(frame.length, performance.now());
			const decoded = decodeClientFrame(frame);
			this.#parts.metrics.countFrame(decoded.type);
			this.#handle(this.#state.room, decoded);
		} catch (error) {
			this.#fail(error);
		}
	}

	#keepForLater(frame: Uint8Array): void {
		if (this.#state.name !== 'joining') return;
		this.#state.frames.push(frame);
		this.#state.bytes += frame.length;
		if (this.#state.frames.length > WAITING_FRAMES || this.#state.bytes > WAITING_BYTES)
			this.refuse(new CovibeError('slow-down'));
	}

	#handle(room: Room, frame: ClientFrame): void {
		switch (frame.type) {
			case 'sync-step1': {
				this.#parts.account?.ask(performance.now());
				this.send(room.syncStep2(frame.stateVector));
				return;
			}
			case 'sync-step2':
			case 'update': {
				this.#takeUpdate(room, frame);
				return;
			}
			case 'awareness': {
				room.presence.receive(this, frame.update);
				return;
			}
			case 'query-awareness': {
				this.#parts.account?.ask(performance.now());
				const everybody = room.presence.all();
				if (everybody) this.send(everybody);
				return;
			}
			case 'client-event': {
				this.#takeEvent(room, frame.event);
				return;
			}
			case 'unknown':
				return;
		}
	}

	#takeUpdate(room: Room, frame: { readonly type: 'sync-step2' | 'update'; readonly update: Uint8Array }): void {
		const ordinal = this.#acks.count(frame.type);
		if (room.take(this, { kind: frame.type, bytes: frame.update, ordinal }) === 'taken') return;
		// A viewer's document can only be ahead of the room when it changed something.
		if (!can(this.role, 'edit')) throw new CovibeError('read-only');
		// What answers our question has to be complete; asking the same again would go round for ever.
		if (frame.type === 'sync-step2') throw new CovibeError('room-stale');
		if (this.#acks.noteMissed(ordinal)) this.#askForMissing(room);
	}

	#takeEvent(room: Room, event: ClientEvent): void {
		const nowMs = performance.now();
		if (!this.#budget.spend(nowMs)) throw new CovibeError('slow-down');
		switch (event.type) {
			case 'typing': {
				if (!can(this.role, 'chat-post')) throw new CovibeError('forbidden');
				room.conversation.noteTyping(this, event.thread, nowMs);
				return;
			}
			case 'turn-delta': {
				room.conversation.takeDelta(this, event);
				return;
			}
			case 'diverged': {
				room.noteDiverged(this, event.what);
				return;
			}
		}
	}

	receiveText(): void {
		this.refuse(new CovibeError('malformed-frame'));
	}

	closed(): void {
		const state = this.#state;
		if (state.name === 'closed') return;
		this.#state = { name: 'closed' };
		if (state.name === 'live') state.room.leave(this);
		this.#parts.onEnd();
	}

	/** Sends a frame that changes nothing, so that neither side takes the other for dead. */
	keepAlive(): void {
		if (this.#state.name !== 'live') return;
		this.send(this.#speaksCovibe ? encodeAck(this.#acks.acknowledged) : EMPTY_UPDATE);
	}

	send(frame: Uint8Array): void {
		if (this.#state.name !== 'closed') this.#socket.send(frame);
	}

	settled(receipt: Receipt): void {
		if (this.#acks.settle(receipt) && this.#speaksCovibe) this.send(encodeAck(this.#acks.acknowledged));
	}

	refuse(error: CovibeError): void {
		if (this.#state.name === 'closed') return;
		this.#parts.metrics.countRefusal(error.code);
		this.#parts.onRefusal(this.#grant, error);
		if (this.#speaksCovibe) this.send(encodeNack({ code: error.code, message: error.message }));
		this.closed();
		this.#socket.close(error.spec.close, error.code);
	}

	/** A mistake of ours ends this connection, not the house; the client comes back and syncs. */
	#fail(error: unknown): void {
		this.refuse(error instanceof CovibeError ? error : new CovibeError('room-unavailable', { cause: error }));
	}
}
