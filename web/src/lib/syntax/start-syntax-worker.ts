import type { Endpoint } from 'comlink';
import WorkerScript from './syntax-worker.ts?worker';

/** A worker, as much of it as is needed here. */
export type SyntaxThread = Endpoint & Pick<Worker, 'onerror' | 'terminate'>;

export const startSyntaxWorker = (): SyntaxThread => new WorkerScript();
