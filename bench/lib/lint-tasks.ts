import type { Page } from '@playwright/test';

/** What Chromium tells of one task of a thread, microseconds; `tdur` is what the processor worked on it. */
type TraceEvent = {
	readonly name: string;
	readonly ph: string;
	readonly pid: number;
	readonly tid: number;
	readonly dur?: number;
	readonly tdur?: number;
};

/** How long the tasks of the syntax worker took, ms: on the clock, and of the processor. */
export type WorkerTask = { readonly wallMs: number; readonly cpuMs: number };

/** Every task of the syntax worker while `work` runs. On a machine that others use only the processor's time is its own. */
export async function traceWorker(page: Page, work: () => Promise<void>): Promise<WorkerTask[]> {
	const browser = page.context().browser();
	if (!browser) throw new Error('the page has no browser');
	await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
	await work();
	const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
	const slice = traceEvents.find(({ name }) => name === 'covibe-slice');
	if (!slice) throw new Error('the syntax worker did nothing');
	return traceEvents
		.filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === slice.pid && tid === slice.tid)
		.map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }));
}
