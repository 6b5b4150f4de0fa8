import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** Resident bytes of the largest process that draws a page: the one that is measured holds an editor and a worker. */
export async function rendererBytes(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	// What is garbage is no growth.
	await session.send('HeapProfiler.collectGarbage');
	await session.detach();
	const browser = page.context().browser();
	if (!browser) throw new Error('the page has no browser');
	const all = await browser.newBrowserCDPSession();
	const { processInfo } = await all.send('SystemInfo.getProcessInfo');
	await all.detach();
	return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => residentBytes(id)));
}

function residentBytes(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
