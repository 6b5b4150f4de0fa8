import { type FailureSource, ModelFailure } from './failure.ts';
import { failureOf } from './failure-of.ts';
import type { ModelEvent } from './model.ts';

/** What an adapter reads off the wire: `alive` is a sign of work that is no part of the answer, such as thinking. */
export type WireEvent = ModelEvent | { readonly type: 'alive' };

export type StreamLimits = {
	/** From the request to the first sign of an answer. The SDKs' own timeouts end at the headers. */
	readonly firstTokenMs: number;
	/** Between two signs of life after that. */
	readonly idleMs: number;
};

/**
 * Runs an adapter's stream under the rules that no SDK keeps: time limits on tokens, an end that is missed when it does
 * not come, an abort that is told from an end, and a request that is closed whatever way the consumer leaves.
 * @throws ModelFailure
 */
export async function* guard(
	open: (signal: AbortSignal) => AsyncGenerator<WireEvent>,
	context: { source: FailureSource; limits: StreamLimits; signal: AbortSignal },
): AsyncGenerator<ModelEvent> {
	const { source, limits, signal } = context;
	if (signal.aborted) throw new ModelFailure('aborted', source);
	const stop = new Stop(source, signal);
	const events = open(stop.signal);
	let hasBegun = false;
	try {
		for (;;) {
			stop.startTimer(hasBegun ? limits.idleMs : limits.firstTokenMs, hasBegun);
			const step = await Promise.race([events.next(), stop.failed]);
			// The SDKs end their loops without a word when they are aborted.
			stop.check();
			if (step.done) throw new ModelFailure('truncated', source);
			if (step.value.type !== 'alive') yield step.value;
			if (step.value.type === 'end') return;
			hasBegun ||= step.value.type === 'text-delta' || step.value.type === 'tool-call';
		}
	} catch (error) {
		throw stop.failure ?? failureOf(error, source, hasBegun);
	} finally {
		stop.close();
		// Not awaited: behind a read that never settles, it would never settle either.
		events.return(undefined).catch(() => {
			// The outcome is settled; what the abort made of the stream adds nothing.
		});
	}
}

/** The one thing that can end a stream from outside: the caller's signal, a time limit, or the consumer leaving. */
class Stop {
	readonly failed: Promise<never>;
	failure: ModelFailure | undefined;
	readonly #controller = new AbortController();
	readonly #source: FailureSource;
	readonly #caller: AbortSignal;
	readonly #onAbort = () => this.#fail('aborted');
	#reject: (failure: ModelFailure) => void = () => undefined;
	#timer: NodeJS.Timeout | undefined;

	constructor(source: FailureSource, caller: AbortSignal) {
		this.#source = source;
		this.#caller = caller;
		this.failed = new Promise((_, reject) => (this.#reject = reject));
		this.failed.catch(() => {
			// Also without a reader at this moment it is no unhandled rejection: `failure` holds it.
		});
		caller.addEventListener('abort', this.#onAbort, { once: true });
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** Runs while we wait for the provider, not while the consumer works on what it got. */
	startTimer(limitMs: number, hasBegun: boolean): void {
		this.#timer = setTimeout(() => this.#fail(hasBegun ? 'timeout-idle' : 'timeout-first-token'), limitMs);
	}

	check(): void {
		clearTimeout(this.#timer);
		if (this.failure) throw this.failure;
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#caller.removeEventListener('abort', this.#onAbort);
		this.#controller.abort();
	}

	#fail(kind: 'aborted' | 'timeout-idle' | 'timeout-first-token'): void {
		this.failure ??= new ModelFailure(kind, this.#source);
		this.#reject(this.failure);
		this.#controller.abort();
	}
}
