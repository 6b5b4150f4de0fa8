import { parentPort, workerData } from 'node:worker_threads';
import { createProjectDocument, digestNow } from '@covibe/shared';
import * as Y from 'yjs';

const doc = createProjectDocument();
Y.applyUpdate(doc, (workerData as { readonly state: Uint8Array }).state);
parentPort?.postMessage(digestNow(doc).text);
