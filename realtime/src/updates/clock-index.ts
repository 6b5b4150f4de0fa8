/** Something that covers clocks of one client. */
type Covering = { readonly id: { readonly clock: number }; readonly length: number };

/** So many in one block: putting one between others moves no more than these. */
const BLOCK = 256;

/** Things of one client that do not overlap, found by any clock that they cover. */
export class ClockIndex<Thing extends Covering> {
	readonly #blocks: Thing[][] = [];

	add(thing: Thing): void {
		const { clock } = thing.id;
		const at = Math.max(
			0,
			lastAtOrBefore(this.#blocks, clock, (block) => block[0]?.id.clock ?? 0),
		);
		const block = this.#blocks[at];
		if (!block) {
			this.#blocks.push([thing]);
			return;
		}
		block.splice(lastAtOrBefore(block, clock, ({ id }) => id.clock) + 1, 0, thing);
		if (block.length > BLOCK) this.#blocks.splice(at + 1, 0, block.splice(BLOCK / 2));
	}

	find(clock: number): Thing | undefined {
		const block = this.#blocks[lastAtOrBefore(this.#blocks, clock, (each) => each[0]?.id.clock ?? 0)] ?? [];
		const thing = block[lastAtOrBefore(block, clock, ({ id }) => id.clock)];
		return thing && clock < thing.id.clock + thing.length ? thing : undefined;
	}
}

/** The index of the last that begins at this clock or before it; -1 when there is none. */
function lastAtOrBefore<Each>(sorted: readonly Each[], clock: number, clockOf: (each: Each) => number): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		const each = sorted[middle];
		if (each !== undefined && clockOf(each) <= clock) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}
