// A recorded answer of a model, applied to a file or a folder: npm run apply -- --file F --transcript T.
import { runTypeScript } from './lib/run-typescript.mjs';

void runTypeScript(() => import('../ai/src/apply-cli/main.ts'));
