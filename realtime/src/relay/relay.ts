import type { ProjectId } from '@covibe/shared';
import type { NodeId, RoomMessage, RoomState } from './message.ts';

/** A room of this node, as the relay sees it. */
export interface RelayedRoom {
	hear(from: NodeId, message: Exclude<RoomMessage, { kind: 'bye' }>): void;
	/** A node has the room no more, whether it said so or is gone. */
	forgetNode(node: NodeId): void;
	/** What this node's members add to the room. */
	state(): RoomState;
}

/** One room's way to the other nodes that have it. */
export interface RoomLink {
	/** From here on each row of other nodes is in the log already, or will be told. Never rejects: it may be late. */
	readonly registered: Promise<void>;
	/** Passes on what came meanwhile, and resolves when the others have said who is with them, or take too long. */
	attach(room: RelayedRoom): Promise<void>;
	/** Tells the others. What gets lost is noticed, and made good. */
	send(message: RoomMessage): void;
	/** Tells the others that this node has the room no more. Safe to call twice. */
	close(): void;
}

/** The other nodes that serve the same database. */
export interface Relay {
	/** False: this node is the only one. */
	readonly hasOthers: boolean;
	open(projectId: ProjectId): RoomLink;
	/** Safe to call twice. */
	close(): Promise<void>;
}

/** There are no others. */
export const NO_RELAY: Relay = {
	hasOthers: false,
	open: () => ({
		registered: Promise.resolve(),
		attach: () => Promise.resolve(),
		send: () => undefined,
		close: () => undefined,
	}),
	close: () => Promise.resolve(),
};
