import { createHash } from 'node:crypto';
import type { ChainEvent } from '../models/chain.ts';
import type { Prompt, Provider } from '../models/model.ts';

/** Everything that an answer depends on. */
export type Question = {
	/** Never shared between projects: an answer holds what its project told. */
	readonly projectId: string;
	readonly provider: Provider;
	readonly model: string;
	readonly prompt: Prompt;
	/** By path, of the files that were shown, as they were. */
	readonly fileHashes: Readonly<Record<string, string>>;
};

export type CachedAnswer = { readonly events: readonly ChainEvent[]; readonly storedAt: number };

export interface CacheStore {
	get(key: string): Promise<CachedAnswer | undefined>;
	set(key: string, answer: CachedAnswer): Promise<void>;
}

const LIFETIME_MS = 86_400_000; // a day: the same question in the same project is mostly asked in one sitting

/** SHA-256 of the question in one spelling, in hex. */
export function cacheKeyOf(question: Question): string {
	return createHash('sha256').update(canonical(question)).digest('hex');
}

/** Answers the same question once: from memory of the last day, or together with whoever is asking it now. */
export class ResponseCache {
	readonly #store: CacheStore;
	readonly #now: () => number;
	readonly #flights = new Map<string, Flight>();

	constructor(store: CacheStore, now: () => number = Date.now) {
		this.#store = store;
		this.#now = now;
	}

	/**
	 * The events of the answer; `ask` is called when nobody has it. Its signal fires when the last reader has left.
	 * Questions with tools are asked each time: what tools find changes.
	 */
	async *answer(
		question: Question,
		ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>,
		signal: AbortSignal,
	): AsyncGenerator<ChainEvent> {
		if (question.prompt.tools.length > 0) {
			yield* ask(signal);
			return;
		}
		const key = cacheKeyOf(question);
		const stored = this.#flights.has(key) ? undefined : await this.#store.get(key);
		if (stored && this.#now() - stored.storedAt < LIFETIME_MS) yield* stored.events;
		else yield* this.#flightOf(key, ask).read(signal);
	}

	#flightOf(key: string, ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>): Flight {
		const running = this.#flights.get(key);
		if (running && !running.isAbandoned) return running;
		const flight = new Flight(ask, async (events) => {
			if (this.#flights.get(key) === flight) this.#flights.delete(key);
			if (isWorthKeeping(events)) await this.#store.set(key, { events, storedAt: this.#now() });
		});
		this.#flights.set(key, flight);
		return flight;
	}
}

/** Only whole answers of the model that was asked. */
function isWorthKeeping(events: readonly ChainEvent[]): boolean {
	const last = events.at(-1);
	return last?.type === 'end' && last.reason === 'stop' && !events.some(({ type }) => type === 'switched');
}

/** One question under way and all who read its answer, each from the beginning. */
class Flight {
	readonly #events: ChainEvent[] = [];
	readonly #controller = new AbortController();
	readonly #done: Promise<void>;
	#outcome: { readonly error?: unknown } | undefined;
	#readers = 0;
	#arrival = newArrival();

	constructor(
		ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>,
		finish: (events: readonly ChainEvent[]) => Promise<void>,
	) {
		this.#done = this.#run(ask)
			.then(() => finish(this.#events))
			.catch(() => {
				// An answer that could not be kept is an answer all the same.
			});
	}

	/** Its last reader left, and it is being stopped. */
	get isAbandoned(): boolean {
		return this.#controller.signal.aborted;
	}

	async *read(signal: AbortSignal): AsyncGenerator<ChainEvent> {
		this.#readers += 1;
		const wake = () => this.#arrive();
		signal.addEventListener('abort', wake, { once: true });
		try {
			let index = 0;
			let event = await this.#eventAt(index, signal);
			while (event) {
				yield event;
				event = await this.#eventAt(++index, signal);
			}
		} finally {
			signal.removeEventListener('abort', wake);
			this.#readers -= 1;
			if (this.#readers === 0) this.#controller.abort();
		}
	}

	/** Undefined at the end. @throws what the answer failed with, or the signal's reason. */
	async #eventAt(index: number, signal: AbortSignal): Promise<ChainEvent | undefined> {
		while (index >= this.#events.length && !this.#outcome && !signal.aborted) await this.#arrival.promise;
		signal.throwIfAborted();
		if (index < this.#events.length) return this.#events[index];
		await this.#done;
		if (this.#outcome && 'error' in this.#outcome) throw this.#outcome.error;
		return undefined;
	}

	async #run(ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>): Promise<void> {
		try {
			for await (const event of ask(this.#controller.signal)) {
				this.#events.push(event);
				this.#arrive();
			}
			this.#outcome = {};
		} catch (error) {
			this.#outcome = { error };
		}
		this.#arrive();
	}

	#arrive(): void {
		this.#arrival.resolve();
		this.#arrival = newArrival();
	}
}

function newArrival(): { readonly promise: Promise<void>; readonly resolve: () => void } {
	let resolve: () => void = () => undefined;
	const promise = new Promise<void>((settle) => (resolve = settle));
	return { promise, resolve };
}

/** JSON with keys in order, so that one question has one spelling. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
			: inner,
	);
}
