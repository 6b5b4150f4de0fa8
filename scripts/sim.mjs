// Two nodes in one process and whatever can go wrong: npm run sim -- --seeds N.
import { endOnWrongNode } from './lib/node-version.mjs';

endOnWrongNode();

async function start() {
	const { runScript } = await import('./lib/say.mjs');
	await runScript(async () => {
		const { ensureInstalled } = await import('./lib/install.mjs');
		await ensureInstalled();
		const { register } = await import('tsx/esm/api');
		register();
		const { main } = await import('../realtime/test/sim/main.ts');
		return main(process.argv.slice(2));
	});
}

void start();
