import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runQuietly } from './processes.mjs';
import { say, ScriptFailure } from './say.mjs';

/** What the tests need and npm cannot bring: name of the Debian package, and how to know that it is there. */
const TOOLS = [
	{
		name: 'chromium-headless-shell',
		isThere: () => existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell'),
	},
	{ name: 'redis-server', isThere: () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0 },
];

/** Installs what is missing where that is possible. @throws ScriptFailure that names what is missing. */
export async function ensureTestTools() {
	const missing = TOOLS.filter((tool) => !tool.isThere()).map((tool) => tool.name);
	if (missing.length === 0) return;
	const list = missing.join(' and ');
	const command = `apt-get update && apt-get install -y ${missing.join(' ')}`;
	if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
		throw new ScriptFailure(
			`The tests need ${list}: install with "sudo sh -c '${command}'" or as your system does it.`,
		);
	}
	say(`Installing ${list} …`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
		const { code, output } = await runQuietly('apt-get', args, { env });
		if (code !== 0) throw new ScriptFailure(`apt-get ${args[0]} failed (code ${code}):\n${output.trim()}`);
	}
}
