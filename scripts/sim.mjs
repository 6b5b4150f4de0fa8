// Two nodes in one process and whatever can go wrong: npm run sim -- --seeds N.
import { runTypeScript } from './lib/run-typescript.mjs';

void runTypeScript(() => import('../realtime/test/sim/main.ts'));
