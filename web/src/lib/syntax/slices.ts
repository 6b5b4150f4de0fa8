/** One slice of work, milliseconds: short enough that an edit which arrives meanwhile waits less than a frame. */
const SLICE_MS = 7;
/** What comes so soon after a slice is likely to be followed by more, which one parse can answer. */
const REST_MS = 16;
/** With less left of a slice nothing new is begun: some of what is done cannot be cut short. */
export const LEAST_MS = 4;

/** What does the work: a slice until the deadline, or nothing when nothing is due. */
export type Worker = {
	/** Works; `false` when nothing was due. */
	slice(deadline: number): boolean;
	/** When something will be due; undefined when nothing is left. */
	dueAt(): number | undefined;
	/** Told how long each slice took. */
	sliced?(ms: number): void;
};

/** Lets work be done in slices, and messages in between. */
export class Slices {
	readonly #worker: Worker;
	readonly #now: () => number;
	readonly #channel = new MessageChannel();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isAwake = false;
	#endedAt = -Infinity;

	constructor(worker: Worker, now: () => number = () => performance.now()) {
		this.#worker = worker;
		this.#now = now;
		this.#channel.port1.onmessage = () => this.#run();
	}

	/** There may be work. */
	wake(): void {
		if (this.#isAwake) return;
		this.#isAwake = true;
		clearTimeout(this.#timer);
		// Timers of a page wait four milliseconds and more; a message comes at once, but after those that came before.
		this.#channel.port2.postMessage(undefined);
	}

	/** There is work that came after a rest: the first slice of it is done now, without the way round by a message. */
	start(): void {
		if (this.#isAwake || this.#now() - this.#endedAt < REST_MS) this.wake();
		else this.#run();
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#channel.port1.close();
	}

	#run(): void {
		this.#isAwake = false;
		clearTimeout(this.#timer);
		const startedAt = this.#now();
		let worked = this.#worker.slice(startedAt + SLICE_MS);
		while (worked && this.#now() < startedAt + SLICE_MS - LEAST_MS) worked = this.#worker.slice(startedAt + SLICE_MS);
		this.#endedAt = this.#now();
		this.#worker.sliced?.(this.#endedAt - startedAt);
		const dueAt = this.#worker.dueAt();
		if (dueAt === undefined) return;
		const waitMs = dueAt - this.#now();
		if (waitMs <= 0) this.wake();
		else this.#timer = setTimeout(() => this.wake(), waitMs);
	}
}
