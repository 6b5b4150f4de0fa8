// The installation's command line: npm run covibe -- COMMAND.
import { endOnWrongNode } from './lib/node-version.mjs';

endOnWrongNode();

async function start() {
	const { runScript } = await import('./lib/say.mjs');
	await runScript(async () => {
		const { endWithNpm } = await import('./lib/npm-parent.mjs');
		endWithNpm();
		const { ensureInstalled } = await import('./lib/install.mjs');
		await ensureInstalled();
		const { runCommand } = await import('./lib/command-line.mjs');
		await runCommand(process.argv.slice(2));
	});
}

void start();
