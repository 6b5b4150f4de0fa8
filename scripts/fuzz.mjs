// Hostile frames on the real socket: npm run fuzz -- --frames N.
import { endOnWrongNode } from './lib/node-version.mjs';

endOnWrongNode();

async function start() {
	const { runScript } = await import('./lib/say.mjs');
	await runScript(async () => {
		const { ensureInstalled } = await import('./lib/install.mjs');
		await ensureInstalled();
		const { register } = await import('tsx/esm/api');
		register();
		const { main } = await import('../realtime/test/fuzz/main.ts');
		return main(process.argv.slice(2));
	});
}

void start();
