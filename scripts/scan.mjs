// The rules engine over a folder: npm run scan -- FOLDER.
import { runTypeScript } from './lib/run-typescript.mjs';

void runTypeScript(() => import('./scan/main.ts'));
