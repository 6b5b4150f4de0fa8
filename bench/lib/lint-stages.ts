import type { Page, Worker } from '@playwright/test';
import { quantile, round } from './figures.ts';

/** Between one moment and the next, in the order in which an edit comes by them. */
const STEPS = ['keydown', 'change', 'posted', 'taken', 'parsed', 'said', 'heard', 'marked'] as const;
type Moment = (typeof STEPS)[number];

/** What a page or a worker noted, ms since 1970: one clock for both. */
type Note = { readonly moment: Moment; readonly version: number; readonly at: number };
type Watch = { notes: Note[]; pressed: number[]; tasks: { from: number; to: number }[] };

export type Answer = ReadonlyMap<Moment, number>;
export type StageFigures = Record<string, { p50_ms: number; p95_ms: number }>;

/** Notes keys, tasks longer than 50 ms, and what becomes of each edit, until `collectAnswers` asks for them. */
export async function watchStages(page: Page): Promise<void> {
	const realms: Realm[] = [page, syntaxWorker(page)];
	// tsx keeps the names of functions by a helper that browsers do not have.
	for (const realm of realms) await realm.evaluate('globalThis.__name = (value) => value');
	await page.evaluate(() => {
		const watch: Watch = { notes: [], pressed: [], tasks: [] };
		Object.assign(globalThis, { watch });
		const origin = performance.timeOrigin;
		addEventListener('keydown', ({ timeStamp }) => watch.pressed.push(origin + timeStamp), { capture: true });
		new PerformanceObserver((list) => {
			for (const { startTime, duration } of list.getEntries())
				watch.tasks.push({ from: origin + startTime, to: origin + startTime + duration });
		}).observe({ type: 'longtask' });
	});
	for (const realm of realms) await observe(realm);
}

/** What pages and workers have in common. */
type Realm = { evaluate<T>(work: string | (() => T)): Promise<T> };

function observe(where: Realm): Promise<void> {
	return where.evaluate(() => {
		const global = globalThis as unknown as { watch?: Watch };
		const watch = (global.watch ??= { notes: [], pressed: [], tasks: [] });
		const origin = performance.timeOrigin;
		const note = (moment: Moment, entry: PerformanceEntry, at: number) =>
			watch.notes.push({ moment, version: Number((entry as PerformanceMeasure).detail), at: origin + at });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const [, moment] = /^covibe-lint-(\w+)$/.exec(entry.name) ?? [];
				if (moment) note(moment as Moment, entry, entry.startTime);
				if (entry.name !== 'covibe-lint') continue;
				note('change', entry, entry.startTime);
				note('marked', entry, entry.startTime + entry.duration);
			}
		}).observe({ entryTypes: ['mark', 'measure'] });
	});
}

export function syntaxWorker(page: Page): Worker {
	const worker = page.workers().find((each) => /syntax-worker/.test(each.url()));
	if (!worker) throw new Error('the syntax worker is not running');
	return worker;
}

/** The moments of each edit that got marks, and the long tasks in which it did; begins anew. */
export async function collectAnswers(page: Page): Promise<{ answers: Answer[]; longTasks: number }> {
	const [onPage, inWorker] = await Promise.all([take(page), take(syntaxWorker(page))]);
	const byVersion = new Map<number, Note[]>();
	for (const note of [...onPage.notes, ...inWorker.notes])
		byVersion.set(note.version, [...(byVersion.get(note.version) ?? []), note]);
	const answers = [...byVersion.values()].flatMap((notes) => {
		// A version may be judged again later: the first answer counts.
		const at = (moment: Moment) => notes.find((note) => note.moment === moment)?.at;
		const change = at('change');
		const key = change === undefined ? undefined : onPage.pressed.findLast((moment) => moment <= change);
		const moments = STEPS.map((moment) => [moment, moment === 'keydown' ? key : at(moment)] as const);
		return moments.every((each): each is [Moment, number] => each[1] !== undefined) ? [new Map(moments)] : [];
	});
	const marked = answers.map((answer) => answer.get('marked') ?? 0);
	const slow = onPage.tasks.filter(({ from, to }) => marked.some((moment) => moment > from && moment <= to));
	return { answers, longTasks: slow.length };
}

function take(where: Realm): Promise<Watch> {
	return where.evaluate(() => {
		const { watch } = globalThis as unknown as { watch: Watch };
		const taken = { ...watch };
		Object.assign(watch, { notes: [], pressed: [], tasks: [] });
		return taken;
	});
}

/** How long each stage took, and the sums that the aims speak of. */
export function stageFigures(answers: readonly Answer[]): StageFigures {
	const figures: StageFigures = {};
	const add = (from: Moment, to: Moment) => {
		const times = answers.map((answer) => (answer.get(to) ?? 0) - (answer.get(from) ?? 0));
		figures[`${from} to ${to}`] = { p50_ms: round(quantile(times, 0.5)), p95_ms: round(quantile(times, 0.95)) };
	};
	for (const [index, to] of STEPS.entries()) {
		const from = STEPS[index - 1];
		if (from) add(from, to);
	}
	// Chromium hands no message to a page between a key and the frame that draws it, however early it came.
	add('change', 'said');
	add('change', 'marked');
	add('keydown', 'marked');
	return figures;
}
