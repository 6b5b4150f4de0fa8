/// <reference types="node" />
import { defineConfig } from '@playwright/test';
import { CHROMIUM } from './e2e/chromium.ts';

export default defineConfig({
	testDir: 'e2e',
	// Each has a house of its own, so that a test may kill a process of it. A third on two cores gains nothing.
	workers: 2,
	fullyParallel: true,
	forbidOnly: process.env['CI'] !== undefined,
	retries: 0,
	// Limits for what never comes; a busy machine is not to reach them.
	timeout: 180_000,
	expect: { timeout: 30_000 },
	reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
	use: {
		viewport: { width: 1440, height: 900 },
		// A trace is recorded for every test, kept or not; `--trace on` records one that is looked into.
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: CHROMIUM,
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
