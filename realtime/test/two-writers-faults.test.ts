import { expect, test } from 'vitest';
import { type Plant, runSeed } from './sim/story.ts';

/** Enough to meet each fault many times; `npm run sim` looks longer. */
const SEEDS = Number(process.env['SEEDS'] ?? 25);

test('[RT1] [RT2] [RT4] [RT30] two nodes, failed commits, crashes, lost sockets and a bad relay: all that was typed is in the log, once', async () => {
	for (let seed = 1; seed <= SEEDS; seed++) await runSeed(seed);
});

test.each(['early-ack', 'lost-broadcast'] satisfies Plant[])('the simulator finds a planted %s', async (plant) => {
	const run = async () => {
		for (let seed = 1; seed <= 20; seed++) await runSeed(seed, plant);
	};
	await expect(run()).rejects.toThrow(/^seed \d+$/);
});
