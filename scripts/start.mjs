// Runs Covibe: installs and builds what is missing, then everything in the foreground. Depends on nothing but Node and
// npm. Only what parses on old versions of Node may be imported before the version has been looked at.
import { endOnWrongNode } from './lib/node-version.mjs';

const USAGE = `
Usage: npm start

Installs packages and builds the web client when needed, then runs Covibe until Ctrl-C.

  PORT          the port that people open (3000)
  HOST          the address to listen on (0.0.0.0: all)
  COVIBE_DATA   the folder of the data (.covibe)
  DATABASE_URL  a PostgreSQL to use in place of the embedded one
  REDIS_URL     a Redis, for several machines
  ORIGIN        the public address behind a proxy, such as https://code.example.org
  LOG_LEVEL     debug, info, warn, error or silent (info)
`;

endOnWrongNode();

async function start() {
	const { endOnHelp, runScript } = await import('./lib/say.mjs');
	endOnHelp(USAGE);
	await runScript(async () => {
		const { endWithNpm } = await import('./lib/npm-parent.mjs');
		endWithNpm();
		const { ensureInstalled } = await import('./lib/install.mjs');
		const { ensureBuilt } = await import('./lib/build.mjs');
		await ensureInstalled();
		await ensureBuilt();
		const { runCommand } = await import('./lib/command-line.mjs');
		await runCommand(['up']);
	});
}

void start();
