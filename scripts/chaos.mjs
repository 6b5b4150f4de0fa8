// Faults on real processes: npm run chaos -- --cycles N.
import { runTypeScript } from './lib/run-typescript.mjs';

void runTypeScript(() => import('../realtime/test/chaos/main.ts'));
