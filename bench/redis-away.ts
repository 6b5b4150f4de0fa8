import { createRandom, eventually } from '@covibe/shared/testing';
import { type ChaosHouse, openChaosHouse } from '../realtime/test/chaos/house.ts';
import { Typist } from '../realtime/test/chaos/typist.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';

const USAGE = `npm run bench -- redis-away [--runs 20]
Somebody types on one node, somebody reads on another; Redis is killed, and started again a second later: how long
until the reader has every letter.`;

const options = readArguments(USAGE, { runs: 20 });
/** Redis is away for so long. */
const AWAY_MS = 1_000;

const house = await openChaosHouse();
try {
	const times: number[] = [];
	let lost = 0;
	for (let run = 0; run < options.runs; run++) {
		const { ms, missing } = await measure(house, run);
		times.push(ms);
		lost += missing;
	}
	const figures = {
		runs: times.length,
		converged_p50_ms: round(quantile(times, 0.5), 0),
		converged_max_ms: round(Math.max(...times), 0),
		lost,
	};
	console.log(`Redis killed and started again between two nodes, until both hold the same, ${machine()}`);
	console.table(figures);
	console.log(JSON.stringify({ bench: 'redis-away', ...figures }));
	if (lost !== 0) process.exitCode = 1;
} finally {
	await house.close();
}

async function measure(chaos: ChaosHouse, run: number): Promise<{ ms: number; missing: number }> {
	const projectId = await chaos.createRoom();
	const [writer, reader] = [0, 1].map(
		(node) => new Typist({ port: chaos.portOf(node), projectId, userId: chaos.userId, node }, createRandom(run + 1)),
	);
	if (!writer || !reader) throw new Error('nobody is there');
	writer.type();
	await eventually(() => {
		if (reader.client.text.length < 10) throw new Error('nothing came');
	});
	await chaos.killRedis();
	await pause(AWAY_MS);
	await chaos.startRedis();
	const backAt = performance.now();
	writer.rest();
	await eventually(() => {
		if (reader.client.text.toJSON() !== writer.client.text.toJSON()) throw new Error('not the same');
	});
	const ms = performance.now() - backAt;
	const missing = writer.client.text.length - reader.client.text.length;
	for (const person of [writer, reader]) person.leave();
	return { ms, missing };
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
