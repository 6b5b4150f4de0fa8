/** Events a second that a connection may send over time: five times as many pieces as an agent sends. */
const PER_SECOND = 100;
/** And at once, after a pause of ten seconds. */
const BURST = 1_000;

/** Counts the events of one connection against what it may send. */
export class EventBudget {
	#left = BURST;
	#countedAtMs: number;

	constructor(nowMs: number) {
		this.#countedAtMs = nowMs;
	}

	/** False when it was one too many. */
	spend(nowMs: number): boolean {
		this.#left = Math.min(BURST, this.#left + ((nowMs - this.#countedAtMs) / 1_000) * PER_SECOND);
		this.#countedAtMs = nowMs;
		if (this.#left < 1) return false;
		this.#left--;
		return true;
	}
}
