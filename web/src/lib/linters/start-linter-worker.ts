import type { LinterThread } from './linter-host.ts';

/** The script is fetched when the first file needs it. */
export async function startLinterWorker(): Promise<LinterThread> {
	const { default: LinterScript } = await import('./linter-worker.ts?worker');
	return new LinterScript();
}
