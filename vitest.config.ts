import { defineConfig } from 'vitest/config';

const everywhere = ['{shared,db,realtime,ai}/**/*.test.ts', '{scripts,deploy,bench}/**/*.test.ts'];
const databaseTests = '**/*.pg.test.ts';
const notOurs = ['**/node_modules/**', '**/dist/**', '**/build/**'];

export default defineConfig({
	test: {
		testTimeout: 30_000,
		hookTimeout: 60_000,
		projects: [
			{ extends: true, test: { name: 'unit', include: everywhere, exclude: [...notOurs, databaseTests] } },
			{
				extends: true,
				test: {
					name: 'postgres',
					include: everywhere.map((glob) => glob.replace('*.test.ts', '*.pg.test.ts')),
					exclude: notOurs,
					// Runs only when a file of this project does.
					globalSetup: ['db/test/global-setup.ts'],
				},
			},
			'web/vitest.config.ts',
		],
	},
});
