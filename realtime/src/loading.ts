import { Worker } from 'node:worker_threads';

/** A document of the largest size, and what loading it takes besides. */
const MEMORY_MB = 1_024;
/** Threads do not know TypeScript by themselves (Node 20). */
const START = `
	const { workerData } = require('node:worker_threads');
	import(workerData.tsx).then(({ tsImport }) => tsImport(workerData.main, workerData.main));
`;

/**
 * The digest of the text that whoever loads this state gets. In a thread of its own: loading a large document takes
 * up to a second, which nobody else has to wait for.
 */
export function digestOfLoaded(state: Uint8Array): Promise<string> {
	const main = new URL('./loading-worker.ts', import.meta.url).href;
	return new Promise((resolve, reject) => {
		const worker = new Worker(START, {
			eval: true,
			workerData: { main, tsx: import.meta.resolve('tsx/esm/api'), state },
			resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
		});
		worker.once('message', resolve);
		worker.once('error', reject);
		// After an answer or an error it changes nothing.
		worker.once('exit', () => reject(new Error('the thread ended without an answer')));
		worker.unref();
	});
}
