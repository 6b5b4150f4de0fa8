import type { CovibeError, Role, TurnId } from '@covibe/shared';
import type { User } from '@covibe/db';
import type { Receipt } from './pending-row.ts';

/** What an agent's socket was opened for. */
export type AgentIdentity = {
	readonly turnId: TurnId;
	readonly epoch: number;
	/** How people see it. */
	readonly name: string;
};

/** A live connection, as its room sees it. */
export interface Member {
	/** Of an agent: who asked it. */
	readonly user: User;
	readonly agent: AgentIdentity | undefined;
	readonly role: Role;
	/** Queues one frame for this member alone. */
	send(frame: Uint8Array): void;
	/** These frames of the member are durable. */
	settled(receipt: Receipt): void;
	/** Ends the connection with a reason from the table. */
	refuse(error: CovibeError): void;
}
