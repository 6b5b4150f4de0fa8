import { parseArgs } from 'node:util';
import { runSeed } from './story.ts';

const USAGE = `Usage: npm run sim -- [--seeds 2000] [--from 1]

Two nodes over one log, four people, and whatever can go wrong, each seed another story. Ends with one JSON line;
fails when somebody lost what was acknowledged, or when two do not hold the same.
SEED=7 npm run sim runs one story again.
`;

/** Failures that are told in full; more of the same help nobody. */
const TOLD_FAILURES = 5;

/** Runs the command; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
	const options = readOptions(args);
	if (typeof options === 'number') return options;
	const startedAt = performance.now();
	const failed: number[] = [];
	for (let seed = options.from; seed < options.from + options.seeds; seed++) {
		try {
			await runSeed(seed);
		} catch (error) {
			failed.push(seed);
			if (failed.length <= TOLD_FAILURES) process.stderr.write(`seed ${seed}: ${describe(error)}\n`);
		}
	}
	const seconds = Math.round((performance.now() - startedAt) / 1_000);
	const result = { runs: options.seeds, failures: failed.length, seeds: failed.slice(0, 20), seconds };
	process.stdout.write(`${JSON.stringify(result)}\n`);
	return failed.length === 0 ? 0 : 1;
}

function describe(error: unknown): string {
	const cause = error instanceof Error ? (error.cause ?? error) : error;
	return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

function readOptions(args: readonly string[]): { readonly seeds: number; readonly from: number } | number {
	const options = { seeds: { type: 'string' }, from: { type: 'string' }, help: { type: 'boolean' } } as const;
	const one = process.env['SEED'];
	try {
		const { values } = parseArgs({ args: [...args], options });
		const seeds = Number(values.seeds ?? (one === undefined ? 2_000 : 1));
		const from = Number(values.from ?? one ?? 1);
		if (values.help !== true && Number.isInteger(seeds) && seeds > 0 && Number.isInteger(from)) return { seeds, from };
		process.stdout.write(USAGE);
		return values.help === true ? 0 : 2;
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
		return 2;
	}
}
