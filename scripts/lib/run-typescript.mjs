// Only what parses on old versions of Node may be imported before the version has been looked at.
import { endOnWrongNode } from './node-version.mjs';

/**
 * Runs a command that is written in TypeScript; what is missing is installed first.
 * @param load {() => Promise<{ main(args: string[]): Promise<number> | number }>} imports the module; `main` gives the
 * exit code.
 */
export async function runTypeScript(load) {
	endOnWrongNode();
	const { runScript } = await import('./say.mjs');
	await runScript(async () => {
		const { ensureInstalled } = await import('./install.mjs');
		await ensureInstalled();
		const { register } = await import('tsx/esm/api');
		register();
		const { main } = await load();
		return main(process.argv.slice(2));
	});
}
