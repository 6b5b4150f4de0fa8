/** A seeded source of chance (mulberry32): the same seed gives the same numbers on every machine. */
export type Random = {
	/** In [0, 1). */
	next(): number;
	/** An integer in [0, below). */
	integer(below: number): number;
	pick<T>(items: readonly T[]): T;
};

export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const integer = (below: number) => Math.floor(next() * below);
	return {
		next,
		integer,
		pick: (items) => {
			const item = items[integer(items.length)];
			if (item === undefined) throw new Error('nothing to pick from');
			return item;
		},
	};
}
