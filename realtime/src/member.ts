import type { CovibeError, Role } from '@covibe/shared';
import type { User } from '@covibe/db';
import type { Receipt } from './pending-row.ts';

/** A live connection, as its room sees it. */
export interface Member {
	readonly user: User;
	readonly role: Role;
	/** Queues one frame for this member alone. */
	send(frame: Uint8Array): void;
	/** These frames of the member are durable. */
	settled(receipt: Receipt): void;
	/** Ends the connection with a reason from the table. */
	refuse(error: CovibeError): void;
}
