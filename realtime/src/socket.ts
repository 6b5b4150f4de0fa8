import type { ProjectId } from '@covibe/shared';

/** One WebSocket as rooms see it: no type of uWebSockets.js passes this line. */
export interface Socket {
	readonly remoteAddress: string;
	/** Queues one binary frame, in order. Does nothing after the socket has closed. */
	send(frame: Uint8Array): void;
	/** From now on frames published to `topic` reach this socket, in order with those of `send`. */
	subscribe(topic: string): void;
	unsubscribe(topic: string): void;
	/** Ends with a close code (1000-4999) and a reason of at most 123 bytes. Safe to call twice. */
	close(code: number, reason: string): void;
}

/** What the front calls for one open socket. None of these throw. */
export interface Connection {
	/** One binary frame; the bytes belong to the receiver. */
	receive(frame: Uint8Array): void;
	/** A text frame came; the protocol has none. */
	receiveText(): void;
	/** The socket is gone, for whatever reason; called exactly once. */
	closed(): void;
}

/** The parts of an upgrade request that decide on admission, copied before the first await. */
export interface UpgradeRequest {
	/** The path segment after /sync/, undecoded and unchecked. */
	readonly project: string;
	/** True when the query has covibe=1: the client understands our own frames (PROTOCOL.md). */
	readonly speaksCovibe: boolean;
	/** From the subprotocol `ticket.<token>`. */
	readonly ticket: string | undefined;
	/** The token of `Authorization: Bearer <token>`. */
	readonly bearer: string | undefined;
	readonly remoteAddress: string;
}

/** Who may come in. `Admission` is opaque to the front: it carries it from `admit` to `connect`. */
export interface Door<Admission> {
	/** @throws CovibeError 'ticket-invalid' | 'not-found' | 'forbidden' | 'log-unavailable' … : answered as HTTP status. */
	admit(request: UpgradeRequest): Promise<Admission>;
	connect(socket: Socket, admission: Admission): Connection;
}

/** The topic of a room's events, which only those hear who asked for our messages. [RT10] */
export function eventsTopic(projectId: ProjectId): string {
	return `${projectId}/events`;
}

/** Sends one frame to every socket that is subscribed to the topic. */
export type Publish = (topic: string, frame: Uint8Array) => void;
