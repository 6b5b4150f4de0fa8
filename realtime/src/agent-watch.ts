import { readStandings, type Sql, type Standing } from '@covibe/db';
import { can, CovibeError, type Role } from '@covibe/shared';
import type { Logger } from 'pino';
import type { AgentIdentity } from './member.ts';

/** A socket that an agent came with. */
export interface AgentSocket {
	readonly agent: AgentIdentity | undefined;
	readonly role: Role;
	refuse(error: CovibeError): void;
}

/** With what a stopped agent may take, rights end within a second, also while no news arrive. */
const CHECK_MS = 400;
/** A turn that was stopped may write down what of it stays, so that no half-written line is left without a button. */
const LAST_WORDS_MS = 400;

/** Sends agents away whose turn is over, is somebody else's now, or whose asker lost the right to it. [RT19] */
export class AgentWatch {
	readonly #sql: Sql;
	readonly #logger: Logger;
	readonly #sockets = new Set<AgentSocket>();
	readonly #stoppedAtMs = new Map<AgentSocket, number>();
	#timer: NodeJS.Timeout | undefined;
	#isChecking = false;
	#isCheckDue = false;

	constructor(sql: Sql, logger: Logger) {
		this.#sql = sql;
		this.#logger = logger;
	}

	add(socket: AgentSocket): void {
		this.#sockets.add(socket);
		this.#timer ??= setInterval(() => this.check(), CHECK_MS);
		// Its predecessor, of an earlier epoch, goes at once.
		this.check();
	}

	remove(socket: AgentSocket): void {
		this.#sockets.delete(socket);
		this.#stoppedAtMs.delete(socket);
		if (this.#sockets.size === 0) this.close();
	}

	/** Looks at all of them now; what comes while it looks makes it look once more. */
	check(): void {
		this.#isCheckDue = true;
		if (!this.#isChecking) void this.#checkUntilDone();
	}

	async #checkUntilDone(): Promise<void> {
		this.#isChecking = true;
		while (this.#isCheckDue && this.#sockets.size > 0) {
			this.#isCheckDue = false;
			await this.#checkOnce();
		}
		this.#isChecking = false;
	}

	async #checkOnce(): Promise<void> {
		const sockets = [...this.#sockets];
		try {
			const turns = new Set(sockets.flatMap(({ agent }) => agent?.turnId ?? []));
			const standings = await readStandings(this.#sql, [...turns]);
			for (const socket of sockets)
				this.#judge(
					socket,
					standings.find(({ id }) => id === socket.agent?.turnId),
				);
		} catch (error) {
			// Nothing is written meanwhile either: the log is in the same database.
			this.#logger.warn({ err: error }, 'the rights of agents could not be looked up; the next round will');
		}
	}

	#judge(socket: AgentSocket, standing: Standing | undefined): void {
		if (!this.#sockets.has(socket) || !socket.agent) return;
		const refusal = whyNot(socket.agent, standing);
		if (!refusal && standing && can(standing.role ?? 'viewer', 'edit') === can(socket.role, 'edit')) return;
		if (standing?.state === 'cancelled' && refusal === 'turn-over') {
			const stoppedAtMs = this.#stoppedAtMs.get(socket) ?? performance.now();
			this.#stoppedAtMs.set(socket, stoppedAtMs);
			if (performance.now() - stoppedAtMs < LAST_WORDS_MS) return;
		}
		socket.refuse(new CovibeError(refusal ?? 'forbidden'));
	}

	close(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}
}

/** What keeps an agent from working, going by its turn's row; undefined when nothing does. */
export function whyNot(agent: AgentIdentity, standing: Standing | undefined): 'turn-over' | 'forbidden' | undefined {
	if (!standing?.role || !can(standing.role, 'ask-ai')) return 'forbidden';
	const isHeld = standing.state === 'running' && standing.epoch === agent.epoch;
	return isHeld ? undefined : 'turn-over';
}
