// Runs a house of stand-ins as `covibe up` does, with settings from the environment: for tests that signal or kill it.
import { readSettings } from '../../src/supervisor/settings.ts';
import { up } from '../../src/supervisor/up.ts';
import { standInPrograms } from './stand-ins.ts';

try {
	process.exit(await up(readSettings(process.env, '/'), { programs: standInPrograms() }));
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
}
