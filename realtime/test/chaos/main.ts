import { parseArgs } from 'node:util';
import { createRandom } from '@covibe/shared/testing';
import { type CycleResult, FAULTS, runCycle } from './cycle.ts';
import { openChaosHouse } from './house.ts';

const USAGE = `Usage: npm run chaos -- [--cycles 100] [--seed 1]

Two nodes, PostgreSQL and Redis of their own; four people type, and in each cycle something is killed or stopped.
Ends with one JSON line; fails when an edit is gone that was acknowledged or that somebody else had seen, or when two
do not hold the same.
`;

/** A new room after so many cycles: their number is what counts, not the size of the document. */
const CYCLES_PER_ROOM = 25;

export type ChaosResult = {
	readonly runs: number;
	readonly lost: number;
	readonly lost_seen: number;
	readonly diverged: number;
	readonly recovery_p50_ms: number;
	readonly recovery_p99_ms: number;
	readonly recovery_max_ms: number;
	readonly faults: Readonly<Record<string, number>>;
};

/** Runs so many cycles in a house of their own. */
export async function runCycles(options: { readonly cycles: number; readonly seed: number }): Promise<ChaosResult> {
	const random = createRandom(options.seed);
	const house = await openChaosHouse();
	const results: CycleResult[] = [];
	try {
		let room = await house.createRoom();
		for (let cycle = 0; cycle < options.cycles; cycle++) {
			if (cycle % CYCLES_PER_ROOM === CYCLES_PER_ROOM - 1) room = await house.createRoom();
			const result = await runCycle(house, room, random);
			results.push(result);
			if (isHarm(result)) process.stderr.write(`cycle ${cycle}: ${JSON.stringify(result)}\n`);
		}
	} finally {
		await house.close();
	}
	return summary(results);
}

function isHarm({ lostAcknowledged, lostSeen, diverged }: CycleResult): boolean {
	return lostAcknowledged + lostSeen + diverged > 0;
}

function summary(results: readonly CycleResult[]): ChaosResult {
	const times = results.flatMap(({ recoveryMs }) => recoveryMs ?? []).sort((one, other) => one - other);
	const quantile = (share: number) =>
		Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
	const sum = (of: (result: CycleResult) => number) => results.reduce((total, result) => total + of(result), 0);
	return {
		runs: results.length,
		lost: sum((result) => result.lostAcknowledged),
		lost_seen: sum((result) => result.lostSeen),
		diverged: sum((result) => result.diverged),
		recovery_p50_ms: quantile(0.5),
		recovery_p99_ms: quantile(0.99),
		recovery_max_ms: quantile(1),
		faults: Object.fromEntries(FAULTS.map((fault) => [fault, sum((result) => (result.fault === fault ? 1 : 0))])),
	};
}

/** Runs the command; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
	const options = readOptions(args);
	if (typeof options === 'number') return options;
	const result = await runCycles(options);
	process.stdout.write(`${JSON.stringify({ ...result, seed: options.seed })}\n`);
	return result.lost + result.lost_seen + result.diverged === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]): { readonly cycles: number; readonly seed: number } | number {
	const options = { cycles: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } } as const;
	try {
		const { values } = parseArgs({ args: [...args], options });
		const [cycles, seed] = [Number(values.cycles ?? 100), Number(values.seed ?? 1)];
		if (values.help !== true && Number.isInteger(cycles) && cycles > 0 && Number.isInteger(seed))
			return { cycles, seed };
		process.stdout.write(USAGE);
		return values.help === true ? 0 : 2;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
		return 2;
	}
}
