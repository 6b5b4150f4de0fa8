// Hostile frames on the real socket: npm run fuzz -- --frames N.
import { runTypeScript } from './lib/run-typescript.mjs';

void runTypeScript(() => import('../realtime/test/fuzz/main.ts'));
