import {
	answerCompletion,
	type Bus,
	claimCompletion,
	type ClaimedCompletion,
	COMPLETIONS_TOPIC,
	isUnavailable,
	type Sql,
} from '@covibe/db';
import type { CompletionAnswer } from '@covibe/shared';
import type { Logger } from 'pino';

export type Complete = (asked: ClaimedCompletion, stop: AbortSignal) => Promise<CompletionAnswer>;

/** Each waits for a provider; what comes while so many do is nothing's answer, and the next pause asks again. */
const MOST_AT_ONCE = 16;

/** Where web leaves requests of people who type: takes them, has them answered, and forgets those that nobody wants any more. */
export class CompletionDesk {
	readonly #options: { readonly sql: Sql; readonly bus: Bus; readonly logger: Logger; readonly complete: Complete };
	readonly #running = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();
	#unsubscribe: () => void = () => undefined;

	constructor(options: { sql: Sql; bus: Bus; logger: Logger; complete: Complete }) {
		this.#options = options;
	}

	start(): void {
		this.#unsubscribe = this.#options.bus.subscribe(COMPLETIONS_TOPIC, ({ kind, id }) => {
			if (kind === 'asked') this.#take(id);
			else if (kind === 'dropped') this.#running.get(id)?.controller.abort();
		});
	}

	/** Resolves when nothing runs. */
	async stop(): Promise<void> {
		this.#unsubscribe();
		for (const { controller } of this.#running.values()) controller.abort();
		await Promise.all([...this.#running.values()].map(({ done }) => done));
	}

	#take(id: string): void {
		if (this.#running.size >= MOST_AT_ONCE || this.#running.has(id)) return;
		const controller = new AbortController();
		const done = this.#answer(id, controller.signal)
			.catch((error: unknown) => {
				const level = isUnavailable(error) ? 'warn' : 'error';
				this.#options.logger[level]({ err: error }, 'a completion was not answered; the next pause asks again');
			})
			.finally(() => this.#running.delete(id));
		this.#running.set(id, { controller, done });
	}

	async #answer(id: string, signal: AbortSignal): Promise<void> {
		const { sql, bus, complete } = this.#options;
		const asked = await claimCompletion(sql, id);
		if (!asked) return;
		const answer = await complete(asked, signal);
		// Nobody reads it: whoever asked has taken the request away.
		if (signal.aborted) return;
		await answerCompletion(sql, id, answer);
		await bus.publish(COMPLETIONS_TOPIC, { kind: 'answered', id });
	}
}
