import {
	findGrant,
	isRemoved,
	openRightsCursor,
	readRightChanges,
	type RightChange,
	type RightsCursor,
	type Sql,
} from '@covibe/db';
import { CovibeError, type ProjectId, type Role, type UserId } from '@covibe/shared';
import type { Logger } from 'pino';

/** A person's socket in a room. */
export interface GrantedSocket {
	readonly projectId: ProjectId;
	readonly user: { readonly id: UserId };
	readonly role: Role;
	refuse(error: CovibeError): void;
}

export type GrantWatchOptions = {
	readonly sql: Sql;
	readonly logger: Logger;
	readonly sockets: () => Iterable<GrantedSocket>;
};

/** With what looking and refusing take, rights end within a second, also while no news arrive. */
const CHECK_MS = 400;

/** Sends people away whose role changed while they were in a room, whoever changed it and on whichever node. [RT22] */
export class GrantWatch {
	readonly #options: GrantWatchOptions;
	readonly #timer: NodeJS.Timeout;
	#cursor: RightsCursor | undefined;
	#isChecking = false;
	#isCheckDue = false;

	constructor(options: GrantWatchOptions) {
		this.#options = options;
		this.#timer = setInterval(() => this.check(), CHECK_MS);
	}

	/** Looks now; what comes while it looks makes it look once more. */
	check(): void {
		this.#isCheckDue = true;
		if (!this.#isChecking) void this.#checkUntilDone();
	}

	async #checkUntilDone(): Promise<void> {
		this.#isChecking = true;
		while (this.#isCheckDue) {
			this.#isCheckDue = false;
			try {
				await this.#checkOnce();
			} catch (error) {
				// Nothing is written meanwhile either: the log is in the same database.
				this.#options.logger.warn({ err: error }, 'changed rights could not be looked up; the next round will');
			}
		}
		this.#isChecking = false;
	}

	async #checkOnce(): Promise<void> {
		const { sql } = this.#options;
		if (this.#cursor === undefined) {
			// Whoever came in before there was a place to go on from is looked at once.
			this.#cursor = await openRightsCursor(sql);
			await this.#judge([...this.#options.sockets()]);
			return;
		}
		const { changes, next } = await readRightChanges(sql, this.#cursor);
		if (changes.length > 0) await this.#judge(this.#socketsOf(changes));
		this.#cursor = next;
	}

	#socketsOf(changes: readonly RightChange[]): GrantedSocket[] {
		const changed = new Set(changes.map(({ projectId, userId }) => `${projectId} ${userId}`));
		return [...this.#options.sockets()].filter(({ projectId, user }) => changed.has(`${projectId} ${user.id}`));
	}

	async #judge(sockets: readonly GrantedSocket[]): Promise<void> {
		for (const socket of sockets) {
			const refusal = await this.#whyNot(socket);
			if (refusal) socket.refuse(refusal);
		}
	}

	async #whyNot({ projectId, user, role }: GrantedSocket): Promise<CovibeError | undefined> {
		const { sql } = this.#options;
		const grant = await findGrant(sql, projectId, user.id);
		if (grant) return grant.role === role ? undefined : new CovibeError('rights-changed');
		return new CovibeError((await isRemoved(sql, projectId, user.id)) ? 'removed' : 'not-found');
	}

	close(): void {
		clearInterval(this.#timer);
	}
}
