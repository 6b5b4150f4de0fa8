// Runs Covibe for those who work on it: vite serves web, realtime starts again when its code changes.
import { endOnWrongNode } from './lib/node-version.mjs';

const USAGE = `
Usage: npm run dev

Runs Covibe as npm start does, from the sources: pages update by themselves, and realtime starts again on a change.
The settings are those of npm start; HMR_PORT is the port of vite's own websocket (24678).
`;

endOnWrongNode();

async function start() {
	const { endOnHelp, runScript } = await import('./lib/say.mjs');
	endOnHelp(USAGE);
	await runScript(async () => {
		const { endWithNpm } = await import('./lib/npm-parent.mjs');
		endWithNpm();
		const { ensureInstalled } = await import('./lib/install.mjs');
		await ensureInstalled();
		const { runCommand } = await import('./lib/command-line.mjs');
		await runCommand(['up', '--dev']);
	});
}

void start();
