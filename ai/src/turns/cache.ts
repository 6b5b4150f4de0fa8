import { createHash } from 'node:crypto';
import type { ChainEvent } from '../models/chain.ts';
import type { RequestHash } from '@covibe/db';
import type { ProjectId } from '@covibe/shared';
import type { Prompt } from '../models/model.ts';

/** Everything that an answer depends on: files that are shown are in the prompt, and so is what tools found. */
export type Question = {
	/** Never shared between projects: an answer holds what its project told. */
	readonly projectId: ProjectId;
	/** Endpoint and id of the model. */
	readonly model: string;
	readonly prompt: Prompt;
};

/** Keeps answers of the last day, by project and hash. */
export interface AnswerStore {
	find(projectId: ProjectId, request: RequestHash): Promise<readonly ChainEvent[] | undefined>;
	keep(projectId: ProjectId, request: RequestHash, events: readonly ChainEvent[]): Promise<void>;
}

/** SHA-256 of the question in one spelling. */
export function hashOf(question: Question): RequestHash {
	return createHash('sha256').update(canonical(question)).digest();
}

/** Answers of longer JSON are of files written anew; the same request for one hardly comes twice. */
const LONGEST_ANSWER = 200_000;

/** Answers the same question once: from memory of the last day, or together with whoever is asking it now. [AI15] */
export class ResponseCache {
	readonly #store: AnswerStore;
	readonly #flights = new Map<string, Flight>();

	constructor(store: AnswerStore) {
		this.#store = store;
	}

	/** The events of an answer that was given before. */
	async find(question: Question): Promise<readonly ChainEvent[] | undefined> {
		// Safe: what cannot be looked up is asked for.
		return this.#store.find(question.projectId, hashOf(question)).catch(() => undefined);
	}

	/** Keeps an answer, when it is a whole one of the model that was asked. */
	async keep(question: Question, events: readonly ChainEvent[]): Promise<void> {
		if (!isWorthKeeping(events)) return;
		const joined = joinText(events);
		if (JSON.stringify(joined).length <= LONGEST_ANSWER)
			// Safe: an answer that could not be kept is an answer all the same.
			await this.#store.keep(question.projectId, hashOf(question), joined).catch(() => undefined);
	}

	/**
	 * The events of the answer; `ask` is called when nobody has it. Its signal fires when the last reader has left.
	 * `onShared` is called when somebody else's request answers this one.
	 */
	async *answer(
		question: Question,
		ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>,
		{ signal, onShared }: { signal: AbortSignal; onShared: () => void },
	): AsyncGenerator<ChainEvent> {
		const key = Buffer.from(hashOf(question)).toString('hex');
		const stored = this.#flights.has(key) ? undefined : await this.find(question);
		// Asked only now: another may have begun while this one looked it up.
		if (stored || this.#flights.get(key)?.isAbandoned === false) onShared();
		if (stored) yield* stored;
		else yield* this.#flightOf(key, { question, ask }).read(signal);
	}

	#flightOf(
		key: string,
		{ question, ask }: { question: Question; ask: (signal: AbortSignal) => AsyncIterable<ChainEvent> },
	): Flight {
		const running = this.#flights.get(key);
		if (running && !running.isAbandoned) return running;
		const flight = new Flight(ask, async (events) => {
			if (this.#flights.get(key) === flight) this.#flights.delete(key);
			await this.keep(question, events);
		});
		this.#flights.set(key, flight);
		return flight;
	}
}

/** One event for neighbouring pieces of text. */
function joinText(events: readonly ChainEvent[]): ChainEvent[] {
	const joined: ChainEvent[] = [];
	for (const event of events) {
		const last = joined.at(-1);
		if (event.type === 'text-delta' && last?.type === 'text-delta')
			joined[joined.length - 1] = { type: 'text-delta', text: last.text + event.text };
		else if (event.type !== 'usage') joined.push(event);
	}
	return joined;
}

/** Only whole answers of the model that was asked. */
function isWorthKeeping(events: readonly ChainEvent[]): boolean {
	const last = events.at(-1);
	const isWhole = last?.type === 'end' && (last.reason === 'stop' || last.reason === 'tool-use');
	return isWhole && events.length > 1 && !events.some(({ type }) => type === 'switched');
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
		this.#done = this.#run(ask).then(() => finish(this.#events));
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
