import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scan } from './scan.ts';

/** Lines of well-kept code for each finding of severity error that the rules may have on it. */
const LINES_PER_ERROR = 2_000;
/** Twenty times what it takes on an idle machine: a busy one is not to reach it. */
const LIMIT_MS = 300_000;

/** Readable sources of packages with years of review behind them, by the package of ours that has them. */
const PACKAGES = [
	'db/node_modules/postgres/src',
	'node_modules/eslint/lib/rules',
	'node_modules/yaml/dist',
	'realtime/node_modules/pino/lib',
	'shared/node_modules/lib0',
	'shared/node_modules/yjs/src',
	'web/node_modules/@sveltejs/kit/src',
	'web/node_modules/svelte/src',
	'web/node_modules/vite/dist/node',
];

const fromRoot = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

describe('the false-positive budget', () => {
	it(
		`is under one error per ${LINES_PER_ERROR} lines of well-kept packages, over all and in each`,
		async () => {
			const sums = { lines: 0, errors: 0 };
			for (const name of PACKAGES) {
				expect(existsSync(fromRoot(name)), name).toBe(true);
				const { findings, lines } = await scan(fromRoot(name));
				const errors = findings.filter(({ severity }) => severity === 'error');
				const told = errors.map(
					({ path, startPosition, ruleId }) => `${name}/${path}:${startPosition.row + 1} ${ruleId}`,
				);
				// A package of a few hundred lines may hold one.
				expect(errors.length, told.join('\n')).toBeLessThanOrEqual(Math.max(1, lines / LINES_PER_ERROR));
				sums.lines += lines;
				sums.errors += errors.length;
			}
			expect(sums.lines).toBeGreaterThan(200_000);
			expect(sums.errors / sums.lines).toBeLessThan(1 / LINES_PER_ERROR);
		},
		LIMIT_MS,
	);
});
