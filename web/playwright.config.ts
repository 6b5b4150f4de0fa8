import { defineConfig } from '@playwright/test';

/** Debian's Chromium; Playwright's own download is not needed. */
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
	testDir: 'e2e',
	globalSetup: './e2e/global-setup.ts',
	// One house and one browser at a time: some tests kill a process of the house.
	workers: 1,
	fullyParallel: false,
	forbidOnly: process.env['CI'] !== undefined,
	retries: 0,
	timeout: 60_000,
	expect: { timeout: 15_000 },
	reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
	use: {
		viewport: { width: 1440, height: 900 },
		trace: 'retain-on-failure',
		launchOptions: {
			executablePath,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
			],
		},
	},
});
