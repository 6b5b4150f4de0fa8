import type { CDPSession, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { round } from './figures.ts';

/** MB, each after garbage was collected. The memory of WebAssembly never shrinks, so it shows the most that was used. */
export type MemoryFigures = {
	readonly worker_heap: number;
	readonly worker_wasm: number;
	readonly page_heap: number;
	/** Of the page's process: the editor, the workers, and what Chromium keeps for itself. */
	readonly resident: number;
};

type Send = (method: string, parameters?: object) => Promise<Record<string, unknown>>;

export async function readMemory(page: Page): Promise<MemoryFigures> {
	const session = await page.context().newCDPSession(page);
	const onPage: Send = (method, parameters) => session.send(method as never, parameters as never);
	const inWorker = await attachToWorker(session);
	const figures = {
		worker_heap: toMegabytes(await heapOf(inWorker)),
		worker_wasm: toMegabytes(await wasmOf(inWorker)),
		page_heap: toMegabytes(await heapOf(onPage)),
		resident: toMegabytes(await residentBytes(page)),
	};
	await session.detach();
	return figures;
}

const toMegabytes = (bytes: number) => round(bytes / 2 ** 20);

/** Playwright speaks to pages only; a worker's messages go through its page's session. */
async function attachToWorker(session: CDPSession): Promise<Send> {
	const attached = new Promise<string>((resolve) =>
		session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
			if (/syntax-worker/.test(targetInfo.url)) resolve(sessionId);
		}),
	);
	await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
	const sessionId = await attached;
	const waiting = new Map<number, (result: Record<string, unknown>) => void>();
	session.on('Target.receivedMessageFromTarget', (event) => {
		const { id, result } = JSON.parse(event.message) as { id: number; result: Record<string, unknown> };
		if (event.sessionId === sessionId) waiting.get(id)?.(result);
	});
	let id = 0;
	return async (method, parameters = {}) => {
		const message = JSON.stringify({ id: ++id, method, params: parameters });
		const answer = new Promise<Record<string, unknown>>((resolve) => waiting.set(id, resolve));
		await session.send('Target.sendMessageToTarget', { sessionId, message });
		return answer;
	};
}

async function heapOf(send: Send): Promise<number> {
	// Twice: what the first leaves to finalizers, as trees that nobody holds, the second takes.
	await send('HeapProfiler.collectGarbage');
	await send('HeapProfiler.collectGarbage');
	const { usedSize } = await send('Runtime.getHeapUsage');
	return usedSize as number;
}

async function wasmOf(send: Send): Promise<number> {
	const prototype = await send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
	const { objects } = await send('Runtime.queryObjects', { prototypeObjectId: objectIdOf(prototype['result']) });
	const sum = await send('Runtime.callFunctionOn', {
		objectId: objectIdOf(objects),
		functionDeclaration: 'function () { return this.reduce((sum, { buffer }) => sum + buffer.byteLength, 0); }',
		returnByValue: true,
	});
	return (sum['result'] as { value: number }).value;
}

const objectIdOf = (remote: unknown) => (remote as { objectId: string }).objectId;

/** Of the largest process that draws a page: the one that is measured holds an editor and a worker. */
async function residentBytes(page: Page): Promise<number> {
	const browser = page.context().browser();
	if (!browser) throw new Error('the page has no browser');
	const all = await browser.newBrowserCDPSession();
	const { processInfo } = await all.send('SystemInfo.getProcessInfo');
	await all.detach();
	const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
	return Math.max(
		...pids.map((pid) => {
			const status = readFileSync(`/proc/${pid}/status`, 'utf8');
			return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
		}),
	);
}
