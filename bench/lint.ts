import { type Browser, chromium, type Page } from '@playwright/test';
import { loadavg } from 'node:os';
import { startHouse } from '../web/e2e/house.ts';
import { makeRoom } from '../web/e2e/people.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';
import { type MemoryFigures, readMemory } from './lib/lint-memory.ts';
import { openLongFile, typeLine } from './lib/lint-page.ts';
import { collectAnswers, type StageFigures, stageFigures, watchStages } from './lib/lint-stages.ts';
import { traceWorker } from './lib/lint-tasks.ts';
import { BENCH_LANGUAGES, type BenchLanguage } from './lib/long-source.ts';
import { CHROMIUM } from '../web/e2e/chromium.ts';

const USAGE = `npm run bench -- lint [--lines 10000] [--long 50000] [--keys 160] [--edits 10000]
                      [--only keys,slices,memory] [--languages typescript,python,rust,go]
                      [--without FEATURES-OF-CHROMIUM]
From a change of the text to the marks that answer it, in the production build, stage by stage: one person types inside
a long file of each language. Then the worst slice of the worker in a longer file, and what 10,000 edits leave in memory.`;

const options = readArguments(USAGE, {
	lines: 10_000,
	long: 50_000,
	keys: 160,
	edits: 10_000,
	'pause-ms': 60,
	only: 'keys,slices,memory',
	languages: Object.keys(BENCH_LANGUAGES).join(','),
	without: '',
});
const languages = options.languages.split(',') as BenchLanguage[];
const parts = new Set(options.only.split(','));

type Keys = { keys: number; p50_ms: number; p95_ms: number; max_ms: number; long_tasks: number; stages: StageFigures };
type Slices = { tasks: number; p99_ms: number; worst_ms: number; worst_cpu_ms: number };

type Memory = MemoryFigures & { edits: number };

const house = await startHouse();
const browser = await chromium.launch({
	executablePath: CHROMIUM,
	args: ['--no-sandbox', ...(options.without === '' ? [] : [`--disable-features=${options.without}`])],
});
try {
	const keys = parts.has('keys') ? await eachLanguage((language) => measureKeys(browser, language)) : {};
	const slices = parts.has('slices') ? await eachLanguage((language) => measureSlices(browser, language)) : {};
	const memory = parts.has('memory') ? await measureMemory(browser) : [];
	report(keys, slices, memory);
} finally {
	await browser.close();
	await house.stop();
}

async function eachLanguage<T>(measure: (language: BenchLanguage) => Promise<T>): Promise<Record<string, T>> {
	const figures: Record<string, T> = {};
	for (const language of languages) figures[language] = await measure(language);
	return figures;
}

async function openFile(someBrowser: Browser, language: BenchLanguage, lines: number): Promise<Page> {
	const page = await (await someBrowser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
	await makeRoom(page, { url: house.url, name: 'Writer' });
	await openLongFile(page, language, lines);
	return page;
}

async function measureKeys(someBrowser: Browser, language: BenchLanguage): Promise<Keys> {
	const page = await openFile(someBrowser, language, options.lines);
	await watchStages(page);
	// The first keys compile code that the others find compiled.
	await typeLine(page, language, { keys: 40, pauseMs: options['pause-ms'] });
	await collectAnswers(page);
	await typeLine(page, language, { keys: options.keys, pauseMs: options['pause-ms'] });
	const { answers, longTasks } = await collectAnswers(page);
	await page.context().close();
	const times = answers.map((answer) => (answer.get('marked') ?? 0) - (answer.get('change') ?? 0));
	return {
		keys: answers.length,
		p50_ms: round(quantile(times, 0.5)),
		p95_ms: round(quantile(times, 0.95)),
		max_ms: round(Math.max(...times)),
		long_tasks: longTasks,
		stages: stageFigures(answers),
	};
}

async function measureSlices(someBrowser: Browser, language: BenchLanguage): Promise<Slices> {
	const page = await openFile(someBrowser, language, options.long);
	const tasks = await traceWorker(page, async () => {
		await typeLine(page, language, { keys: options.keys, pauseMs: options['pause-ms'] });
		// Unbalanced on purpose: the rest of the file turns inside out, which is the most work that a key can make.
		await typeLine(page, language, { keys: 60, pauseMs: options['pause-ms'], isBroken: true });
	});
	await page.context().close();
	return {
		tasks: tasks.length,
		p99_ms: round(
			quantile(
				tasks.map(({ wallMs }) => wallMs),
				0.99,
			),
		),
		worst_ms: round(Math.max(...tasks.map(({ wallMs }) => wallMs))),
		worst_cpu_ms: round(Math.max(...tasks.map(({ cpuMs }) => cpuMs))),
	};
}

/** After each tenth of the edits: a file of 1,000 lines that neither grows nor changes for good. */
async function measureMemory(someBrowser: Browser): Promise<Memory[]> {
	const page = await openFile(someBrowser, 'python', 1_000);
	const figures: Memory[] = [];
	for (let tenth = 1; tenth <= 10; tenth++) {
		await typeLine(page, 'python', { keys: options.edits / 10, pauseMs: 0, isErased: true });
		figures.push({ edits: (options.edits * tenth) / 10, ...(await readMemory(page)) });
	}
	await page.context().close();
	return figures;
}

function report(keys: Record<string, Keys>, slices: Record<string, Slices>, memory: readonly Memory[]): void {
	const load = round(loadavg()[0] ?? 0);
	console.log(`change to marks at ${options.lines} lines, ${machine()}, load ${load}`);
	console.table(keys, ['keys', 'p50_ms', 'p95_ms', 'max_ms', 'long_tasks']);
	for (const [name, { stages }] of Object.entries(keys)) {
		console.log(`${name}, stage by stage`);
		console.table(stages);
	}
	console.log(`tasks of the worker at ${options.long} lines`);
	console.table(slices);
	console.log('memory, MB');
	console.table(memory);
	const worst = Math.max(...Object.values(slices).map(({ worst_ms }) => worst_ms));
	const tasks = Object.values(keys).reduce((sum, { long_tasks }) => sum + long_tasks, 0);
	const figures = { languages: keys, worst_slice_ms: worst, long_tasks: tasks, slices, memory, load };
	console.log(JSON.stringify({ bench: 'lint', ...figures }));
}
