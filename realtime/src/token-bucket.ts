/** What may be spent over time, and at once after a pause. */
export type Allowance = { readonly perSecond: number; readonly burst: number };

/** Counts what somebody spends of an allowance. */
export class TokenBucket {
	readonly #allowance: Allowance;
	#left: number;
	#countedAtMs: number;

	constructor(allowance: Allowance, nowMs: number) {
		this.#allowance = allowance;
		this.#left = allowance.burst;
		this.#countedAtMs = nowMs;
	}

	/** True when nothing of it is missing: it may be forgotten. */
	isFull(nowMs: number): boolean {
		this.#refill(nowMs);
		return this.#left >= this.#allowance.burst;
	}

	/** False when it was more than is left; then nothing was spent. */
	spend(nowMs: number, amount = 1): boolean {
		this.#refill(nowMs);
		if (this.#left < amount) return false;
		this.#left -= amount;
		return true;
	}

	#refill(nowMs: number): void {
		const { perSecond, burst } = this.#allowance;
		this.#left = Math.min(burst, this.#left + ((nowMs - this.#countedAtMs) / 1_000) * perSecond);
		this.#countedAtMs = nowMs;
	}
}
