import {
	findGrant,
	isRemoved,
	isSessionLive,
	openRightsCursor,
	readRightChanges,
	type RightChange,
	readRoomRules,
	type RightsCursor,
	type SessionId,
	type Sql,
} from '@covibe/db';
import { CovibeError, type ProjectId, type Role, type RoomRules, type UserId } from '@covibe/shared';
import type { Logger } from 'pino';

/** A person's socket in a room. */
export interface GrantedSocket {
	readonly projectId: ProjectId;
	readonly user: { readonly id: UserId };
	readonly role: Role;
	/** With which it ends; undefined: a program of ours. */
	readonly sessionId: SessionId | undefined;
	refuse(error: CovibeError): void;
}

export type GrantWatchOptions = {
	readonly sql: Sql;
	readonly logger: Logger;
	readonly sockets: () => Iterable<GrantedSocket>;
	/** The rules of a room that is in use, as they are now. */
	readonly onRules: (projectId: ProjectId, rules: RoomRules) => void;
};

/** With what looking and refusing take, rights end within a second, also while no news arrive. */
const CHECK_MS = 400;
/** Longer than anybody is on the way from being found to have a right to being on the list of sockets. */
const REMEMBERED_MS = 20_000;

/** Sends people away whose role changed, or whose session ended, while they were in a room, on whichever node. [RT22] [RT24] */
export class GrantWatch {
	readonly #options: GrantWatchOptions;
	readonly #timer: NodeJS.Timeout;
	/** When changes were last seen, for those who were on their way in. */
	readonly #seenAtMs = new Map<string, number>();
	#cursor: RightsCursor | undefined;
	#isChecking = false;
	#isCheckDue = false;

	constructor(options: GrantWatchOptions) {
		this.#options = options;
		this.#timer = setInterval(() => this.check(), CHECK_MS);
	}

	/** Somebody came in: what changed between their admission and now was looked for on the list without them. */
	greet(socket: GrantedSocket): void {
		if (keysOf(socket).some((key) => this.#seenAtMs.has(key))) void this.#attempt(() => this.#judge([socket]));
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
			await this.#attempt(() => this.#checkOnce());
		}
		this.#isChecking = false;
	}

	async #attempt(work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			// Nothing is written meanwhile either: the log is in the same database.
			this.#options.logger.warn({ err: error }, 'changed rights could not be looked up; the next round will');
		}
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
		this.#remember(changes);
		if (changes.length > 0) await this.#judge(this.#socketsOf(changes));
		for (const change of changes) if (change.kind === 'rules') await this.#tellRules(change.projectId);
		this.#cursor = next;
	}

	#remember(changes: readonly RightChange[]): void {
		const nowMs = performance.now();
		for (const [key, seenAtMs] of this.#seenAtMs) if (nowMs - seenAtMs > REMEMBERED_MS) this.#seenAtMs.delete(key);
		for (const change of changes) this.#seenAtMs.set(keyOf(change), nowMs);
	}

	async #tellRules(projectId: ProjectId): Promise<void> {
		const rules = await readRoomRules(this.#options.sql, projectId);
		if (rules) this.#options.onRules(projectId, rules);
	}

	#socketsOf(changes: readonly RightChange[]): GrantedSocket[] {
		const changed = new Set(changes.map(keyOf));
		return [...this.#options.sockets()].filter((socket) => keysOf(socket).some((key) => changed.has(key)));
	}

	async #judge(sockets: readonly GrantedSocket[]): Promise<void> {
		for (const socket of sockets) {
			const refusal = await this.#whyNot(socket);
			if (refusal) socket.refuse(refusal);
		}
	}

	async #whyNot({ projectId, user, role, sessionId }: GrantedSocket): Promise<CovibeError | undefined> {
		const { sql } = this.#options;
		if (sessionId !== undefined && !(await isSessionLive(sql, sessionId))) return new CovibeError('session-ended');
		const grant = await findGrant(sql, projectId, user.id);
		if (grant) return grant.role === role ? undefined : new CovibeError('rights-changed');
		return new CovibeError((await isRemoved(sql, projectId, user.id)) ? 'removed' : 'not-found');
	}

	close(): void {
		clearInterval(this.#timer);
	}
}

function keyOf(change: RightChange): string {
	if (change.kind === 'session') return change.sessionId;
	return change.kind === 'rules' ? change.projectId : `${change.projectId} ${change.userId}`;
}

/** All changes that concern somebody. */
function keysOf({ projectId, user, sessionId }: GrantedSocket): string[] {
	const role = keyOf({ kind: 'role', projectId, userId: user.id });
	return sessionId === undefined ? [role] : [role, keyOf({ kind: 'session', sessionId })];
}
