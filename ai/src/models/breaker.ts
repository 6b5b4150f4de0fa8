import type { FailureKind, ModelFailure } from './failure.ts';

/** So many failures one after another, and a provider is left alone for a while. */
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;
/** A key that is refused stays refused until somebody does something about it, perhaps at the provider, unseen by us. */
const REFUSED_KEY_OPEN_MS = 600_000;

const COUNTED: ReadonlySet<FailureKind> = new Set([
	'rate-limited',
	'overloaded',
	'unavailable',
	'timeout-first-token',
	'timeout-idle',
	'truncated',
]);

type Circuit = { failures: number; openUntil: number; last: ModelFailure };

/** Remembers which provider and key fail, so that no turn waits again for what has just failed for others. */
export class Breaker {
	readonly #circuits = new Map<string, Circuit>();
	readonly #now: () => number;

	constructor(now: () => number = Date.now) {
		this.#now = now;
	}

	/** Why nothing should be sent now; undefined when it may be tried. After the pause one more failure opens it again. */
	openFor(circuit: string): ModelFailure | undefined {
		const state = this.#circuits.get(circuit);
		return state && state.openUntil > this.#now() ? state.last : undefined;
	}

	succeed(circuit: string): void {
		this.#circuits.delete(circuit);
	}

	fail(circuit: string, failure: ModelFailure): void {
		const isKeyRefused = failure.kind === 'auth' || failure.kind === 'quota';
		if (!isKeyRefused && !(COUNTED.has(failure.kind) && failure.detail === undefined)) return;
		const failures = (this.#circuits.get(circuit)?.failures ?? 0) + 1;
		const isOpen = isKeyRefused || failures >= FAILURES_TO_OPEN;
		const openMs = isKeyRefused ? REFUSED_KEY_OPEN_MS : OPEN_MS;
		this.#circuits.set(circuit, { failures, openUntil: isOpen ? this.#now() + openMs : 0, last: failure });
	}
}
