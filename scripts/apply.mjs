// A recorded answer of a model, applied to a file or a folder: npm run apply -- --file F --transcript T.
import { endOnWrongNode } from './lib/node-version.mjs';

endOnWrongNode();

async function start() {
	const { runScript } = await import('./lib/say.mjs');
	await runScript(async () => {
		const { ensureInstalled } = await import('./lib/install.mjs');
		await ensureInstalled();
		const { register } = await import('tsx/esm/api');
		register();
		const { main } = await import('../ai/src/apply-cli/main.ts');
		return main(process.argv.slice(2));
	});
}

void start();
