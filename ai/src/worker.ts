import {
	type Bus,
	type ClaimedTurn,
	claimTurn,
	completeCancelledTurn,
	failAbandonedTurns,
	finishTurn,
	forgiveDelivery,
	findTurn,
	handBackTurn,
	isUnavailable,
	type Lease,
	LEASE_MS,
	renewLease,
	type Sql,
	tellEndedTurn,
	tellTurn,
	type TurnEnd,
	TURNS_TOPIC,
} from '@covibe/db';
import type { TurnId } from '@covibe/shared';
import type { Logger } from 'pino';

/** A turn that runs here. */
export type RunningTurn = ClaimedTurn & {
	/** Says how far the answer is; it is stored with the next beat, for readers who come later and for the next worker. */
	readonly report: (answerText: string) => void;
};

/** Why a turn is to stop at once. */
export type StopReason =
	/** A person stopped it. */
	| 'cancelled'
	/** Another worker has it: not a word more. */
	| 'lost'
	/** This process ends: what was reported is handed on. */
	| 'stopping';

/**
 * Works on one turn, with its own connection to the room, until it is done or `signal` fires (its reason is a
 * `StopReason`). What it throws fails the turn, unless the signal fired. What it returns after `cancelled` completes
 * the answer that was posted when the turn was stopped.
 */
export type RunTurn = (turn: RunningTurn, signal: AbortSignal) => Promise<TurnEnd>;

export type WorkerOptions = {
	readonly sql: Sql;
	readonly bus: Bus;
	readonly logger: Logger;
	/** Shown beside the turns that it holds. */
	readonly name: string;
	readonly runTurn: RunTurn;
};

/** Turns wait for providers most of the time; thirty of them are half a core (measured by the applier's benchmark). */
const MAX_TURNS = 30;
/** A third of the lease: two beats in a row may be lost. */
const BEAT_MS = LEASE_MS / 3;
/** News wake it at once; this is for news that got lost, and for leases that run out. */
const LOOK_MS = 500;
const BROKEN = 'Something broke on our side while the AI worked on this. It has been logged; ask again.';

type Held = { readonly controller: AbortController; readonly done: Promise<void> };

/** Takes turns from the journal, keeps their leases, and ends them. */
export class Worker {
	readonly #options: WorkerOptions;
	readonly #held = new Map<TurnId, Held>();
	readonly #unsubscribe: (() => void)[] = [];
	#timer: NodeJS.Timeout | undefined;
	#isStopping = false;
	#looking: Promise<void> | undefined;
	#isLookDue = false;

	constructor(options: WorkerOptions) {
		this.#options = options;
	}

	get turns(): number {
		return this.#held.size;
	}

	start(): void {
		const { bus } = this.#options;
		this.#timer = setInterval(() => this.#look(), LOOK_MS);
		this.#unsubscribe.push(
			bus.onGap(() => this.#look()),
			bus.subscribe(TURNS_TOPIC, (news) => {
				if (news.kind === 'queued') this.#look();
				else void this.#stopEnded(news.id);
			}),
		);
		this.#look();
	}

	/** Takes no more turns, and hands on those that it has. Resolves when nothing runs. */
	async stop(): Promise<void> {
		this.#isStopping = true;
		clearInterval(this.#timer);
		for (const end of this.#unsubscribe.splice(0)) end();
		await this.#looking;
		for (const { controller } of this.#held.values()) controller.abort('stopping' satisfies StopReason);
		await Promise.all([...this.#held.values()].map(({ done }) => done));
	}

	#look(): void {
		this.#isLookDue = true;
		this.#looking ??= this.#lookUntilDone().finally(() => (this.#looking = undefined));
	}

	async #lookUntilDone(): Promise<void> {
		while (this.#isLookDue && !this.#isStopping) {
			this.#isLookDue = false;
			try {
				await this.#takeAll();
			} catch (error) {
				if (!isUnavailable(error)) throw error;
				this.#options.logger.warn({ err: error }, 'the queue cannot be read; the next round will');
			}
		}
	}

	async #takeAll(): Promise<void> {
		const { sql, bus, name } = this.#options;
		for (const abandoned of await failAbandonedTurns(sql)) await this.#tell(() => tellEndedTurn(bus, abandoned));
		while (this.#held.size < MAX_TURNS && !this.#isStopping) {
			const claimed = await claimTurn(sql, { worker: name, held: [...this.#held.keys()] });
			if (!claimed) return;
			this.#hold(claimed);
			await this.#tell(() => tellTurn(bus, claimed.projectId, claimed.turn));
		}
	}

	#hold(claimed: ClaimedTurn): void {
		const controller = new AbortController();
		const done = this.#work(claimed, controller)
			.catch((error: unknown) => {
				// The lease runs out, and the turn goes to whoever lives.
				this.#options.logger.error({ err: error, turn: claimed.turn.id }, 'a turn could not be brought to its end');
			})
			.finally(() => {
				this.#held.delete(claimed.turn.id);
				this.#look();
			});
		this.#held.set(claimed.turn.id, { controller, done });
	}

	async #work(claimed: ClaimedTurn, controller: AbortController): Promise<void> {
		const lease: Lease = { id: claimed.turn.id, epoch: claimed.turn.epoch };
		let answerText = claimed.turn.text;
		const report = (text: string) => void (answerText = text);
		const stopBeating = this.#beat(lease, { controller, read: () => answerText });
		let end: TurnEnd | undefined;
		try {
			end = await this.#run({ ...claimed, report }, { signal: controller.signal, read: () => answerText });
		} finally {
			stopBeating();
		}
		if (end && controller.signal.reason === 'cancelled') await this.#complete(lease, end);
		else if (end) await this.#finish(lease, end);
		else if (controller.signal.reason === 'stopping') await this.#handBack(lease, answerText);
	}

	/** Undefined when somebody else has it now. */
	async #run(
		turn: RunningTurn,
		{ signal, read }: { signal: AbortSignal; read: () => string },
	): Promise<TurnEnd | undefined> {
		try {
			return await this.#options.runTurn(turn, signal);
		} catch (error) {
			if (signal.aborted) return undefined;
			this.#options.logger.error({ err: error, turn: turn.turn.id }, 'a turn failed by a mistake of ours');
			const { model } = turn.turn;
			return { state: 'failed', text: read(), agentName: 'AI', model, outcomes: [], failure: BROKEN };
		}
	}

	/** Renews the lease until the returned function is called; who cannot prove that it lives stops before others start. */
	#beat(lease: Lease, { controller, read }: { controller: AbortController; read: () => string }): () => void {
		let heldUntilMs = performance.now() + LEASE_MS;
		const beat = async () => {
			const sentAtMs = performance.now();
			try {
				if (!(await renewLease(this.#options.sql, lease, read()))) await this.#stopEnded(lease.id, lease);
				else heldUntilMs = sentAtMs + LEASE_MS;
			} catch (error) {
				this.#options.logger.warn({ err: error, turn: lease.id }, 'a lease could not be renewed');
				if (performance.now() > heldUntilMs) controller.abort('lost' satisfies StopReason);
			}
		};
		const timer = setInterval(() => void beat(), BEAT_MS);
		return () => clearInterval(timer);
	}

	/** The turn is over, or somebody else's. */
	async #stopEnded(id: TurnId, lease?: Lease): Promise<void> {
		const held = this.#held.get(id);
		if (!held) return;
		// Safe: who cannot know gives the turn up; its lease runs out, and somebody goes on with it.
		const found = await findTurn(this.#options.sql, id).catch(() => undefined);
		const reason: StopReason = found?.turn.state === 'cancelled' ? 'cancelled' : 'lost';
		// News of the end may be of an earlier life; then the turn runs, and the lease says whose it is.
		if (!lease && found?.turn.state === 'running') return;
		const isFirst = !held.controller.signal.aborted;
		held.controller.abort(reason);
		if (lease && isFirst && reason === 'lost') await forgiveDelivery(this.#options.sql, lease);
	}

	async #finish(lease: Lease, end: TurnEnd): Promise<void> {
		const ended = await finishTurn(this.#options.sql, lease, end);
		if (ended) await this.#tell(() => tellEndedTurn(this.#options.bus, ended));
		else this.#options.logger.info({ turn: lease.id }, 'a turn was over before it ended; nothing of it was stored');
	}

	/** A person stopped it; the room has its end already, and now hears what had been written until then. */
	async #complete(lease: Lease, end: TurnEnd): Promise<void> {
		const ended = await completeCancelledTurn(this.#options.sql, lease, end);
		if (ended) await this.#tell(() => tellEndedTurn(this.#options.bus, ended));
	}

	async #handBack(lease: Lease, answerText: string): Promise<void> {
		const { sql, bus } = this.#options;
		if (!(await handBackTurn(sql, lease, answerText))) return;
		const found = await findTurn(sql, lease.id);
		if (found) await this.#tell(() => tellTurn(bus, found.projectId, found.turn));
	}

	/** What is committed stays; who misses the news reads it the next time. */
	async #tell(work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.#options.logger.warn({ err: error }, 'news could not be told');
		}
	}
}
