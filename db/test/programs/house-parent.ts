// Runs a house of stand-ins as `up` does, for tests that signal or kill the whole. Arguments: data folder, port.
import { up } from '../../src/supervisor/up.ts';
import { readSettings } from '../../src/supervisor/settings.ts';
import { standInPrograms } from './stand-ins.ts';

const [dataDirectory, port] = process.argv.slice(2);
const settings = readSettings({ COVIBE_DATA: dataDirectory, PORT: port, HOST: '127.0.0.1' }, '/');
try {
	process.exit(await up(settings, { programs: standInPrograms() }));
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exit(1);
}
