import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const everywhere = '{shared,db,realtime,ai,deploy,bench,scripts}/**/*.test.{ts,mjs}';
const databaseTests = '{db,realtime,ai,bench}/**/*.pg.test.ts';
const notOurs = ['**/node_modules/**', '**/dist/**', '**/build/**'];
/** Measurements, which no run of all tests waits for: a variable asks for each. */
const notAskedFor = process.env['AI_LOAD'] === undefined ? ['ai/test/load.pg.test.ts'] : [];

export default defineConfig({
	test: {
		// Longer than `eventually` waits, which says for what.
		testTimeout: 90_000,
		// One more than cores: many files wait for processes and disks.
		maxWorkers: availableParallelism() + 1,
		hookTimeout: 60_000,
		projects: [
			{ extends: true, test: { name: 'unit', include: [everywhere], exclude: [...notOurs, databaseTests] } },
			{
				extends: true,
				test: {
					name: 'postgres',
					include: [databaseTests],
					exclude: [...notOurs, ...notAskedFor],
					// Runs only when a file of this project does.
					globalSetup: ['db/test/global-setup.ts'],
				},
			},
			'web/vitest.config.ts',
		],
	},
});
