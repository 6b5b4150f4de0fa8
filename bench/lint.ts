import { type Browser, chromium, type Page } from '@playwright/test';
import { loadavg } from 'node:os';
import { startHouse } from '../web/e2e/house.ts';
import { makeRoom } from '../web/e2e/people.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';
import { rendererBytes } from './lib/lint-memory.ts';
import { collectTasks, openLongFile, typeLine, watchPage, watchWorker, workerSlices } from './lib/lint-page.ts';
import { BENCH_LANGUAGES, type BenchLanguage } from './lib/long-source.ts';

const USAGE = `npm run bench -- lint [--lines 10000] [--long 50000] [--keys 160] [--edits 10000]
From keydown to the marks that answer it, in the production build: one person types inside a long file of each language.
Then the worst slice of the worker in a longer file, and what 10,000 edits leave in memory.`;

const options = readArguments(USAGE, { lines: 10_000, long: 50_000, keys: 160, edits: 10_000, 'pause-ms': 60 });
const LANGUAGES = Object.keys(BENCH_LANGUAGES) as BenchLanguage[];

type Figures = { keys: number; p50_ms: number; p95_ms: number; max_ms: number; long_tasks: number };
type Slices = { slices: number; p99_ms: number; worst_ms: number };

const house = await startHouse();
const browser = await chromium.launch({
	executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
	args: ['--no-sandbox'],
});
try {
	const languages: Record<string, Figures> = {};
	const long: Record<string, Slices> = {};
	for (const language of LANGUAGES) {
		languages[language] = await measureKeys(browser, language);
		long[language] = await measureSlices(browser, language);
	}
	const memory = await measureMemory(browser);
	report(languages, long, memory);
} finally {
	await browser.close();
	await house.stop();
}

async function openRoom(someBrowser: Browser): Promise<Page> {
	const page = await (await someBrowser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
	await makeRoom(page, { url: house.url, name: 'Writer' });
	await watchPage(page);
	return page;
}

async function measureKeys(someBrowser: Browser, language: BenchLanguage): Promise<Figures> {
	const page = await openRoom(someBrowser);
	await openLongFile(page, language, options.lines);
	// The first keys compile code that the others find compiled.
	await typeLine(page, language, { keys: 40, pauseMs: options['pause-ms'] });
	await collectTasks(page);
	await typeLine(page, language, { keys: options.keys, pauseMs: options['pause-ms'] });
	const { answers, longTasks } = await collectTasks(page);
	await page.context().close();
	return {
		keys: answers.length,
		p50_ms: round(quantile(answers, 0.5)),
		p95_ms: round(quantile(answers, 0.95)),
		max_ms: round(Math.max(...answers)),
		long_tasks: longTasks,
	};
}

async function measureSlices(someBrowser: Browser, language: BenchLanguage): Promise<Slices> {
	const page = await openRoom(someBrowser);
	await openLongFile(page, language, options.long);
	await watchWorker(page);
	await typeLine(page, language, { keys: options.keys, pauseMs: options['pause-ms'] });
	// Unbalanced on purpose: the rest of the file turns inside out, which is the most work that a key can make.
	await typeLine(page, language, { keys: 60, pauseMs: options['pause-ms'], isBroken: true });
	const slices = await workerSlices(page);
	await page.context().close();
	return {
		slices: slices.length,
		p99_ms: round(quantile(slices, 0.99)),
		worst_ms: round(Math.max(...slices)),
	};
}

/** The page's process after a fifth of the edits, and at the end. */
async function measureMemory(someBrowser: Browser): Promise<{ edits: number; from_mb: number; to_mb: number }> {
	const page = await openRoom(someBrowser);
	await openLongFile(page, 'python', 1_000);
	await typeLine(page, 'python', { keys: options.edits / 5, pauseMs: 0 });
	const from = await rendererBytes(page);
	await typeLine(page, 'python', { keys: (options.edits * 4) / 5, pauseMs: 0 });
	const to = await rendererBytes(page);
	await page.context().close();
	return { edits: options.edits, from_mb: round(from / 2 ** 20), to_mb: round(to / 2 ** 20) };
}

function report(
	languages: Record<string, Figures>,
	long: Record<string, Slices>,
	memory: { edits: number; from_mb: number; to_mb: number },
): void {
	const load = round(loadavg()[0] ?? 0);
	console.log(`keydown to marks at ${options.lines} lines, ${machine()}, load ${load}`);
	console.table(languages);
	console.log(`slices of the worker at ${options.long} lines`);
	console.table(long);
	console.log(`memory of the page's process over ${memory.edits} edits: ${memory.from_mb} to ${memory.to_mb} MB`);
	const worst = Math.max(...Object.values(long).map(({ worst_ms }) => worst_ms));
	const tasks = Object.values(languages).reduce((sum, { long_tasks }) => sum + long_tasks, 0);
	console.log(
		JSON.stringify({ bench: 'lint', languages, worst_slice_ms: worst, long_tasks: tasks, slices: long, memory, load }),
	);
}
