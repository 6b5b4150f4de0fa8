/** One slice of work, ms: a key that is pressed meanwhile is judged this much later at most. */
const SLICE_MS = 4;
/** Looked again so soon whether there is time, ms. */
const LOOK_MS = 10;
/** Somebody waits for the answer: after this there is a slice in between, whatever else there is to do. */
const PATIENCE_MS = 80;

/** Does work in slices, in a thread that has something more urgent to do. */
export class IdleSteps {
	readonly #isIdle: () => boolean;
	readonly #now: () => number;

	constructor(isIdle: () => boolean, now: () => number = () => performance.now()) {
		this.#isIdle = isIdle;
		this.#now = now;
	}

	/** @returns undefined when nobody wants it any more. */
	async run<T>(steps: Generator<void, T>, isWanted: () => boolean = () => true): Promise<T | undefined> {
		for (;;) {
			await this.#calm();
			if (!isWanted()) {
				drop(steps);
				return undefined;
			}
			const deadline = this.#now() + SLICE_MS;
			do {
				const step = steps.next();
				if (step.done) return step.value;
			} while (this.#now() < deadline);
		}
	}

	async #calm(): Promise<void> {
		const latest = this.#now() + PATIENCE_MS;
		// Messages come in between two timers.
		await pause(0);
		while (!this.#isIdle() && this.#now() < latest) await pause(LOOK_MS);
	}
}

/** Lets go of what the steps hold. */
function drop(steps: Iterator<void>): void {
	steps.return?.();
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
