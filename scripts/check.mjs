// Types, svelte-check, lint and format; all of them even when one fails.
import { ensureInstalled } from './lib/install.mjs';
import { endOnWrongNode } from './lib/node-version.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runOpenly } from './lib/processes.mjs';
import { endOnHelp, runScript, say } from './lib/say.mjs';

endOnWrongNode();
endOnHelp(`
Usage: npm run check

Checks types (tsc, svelte-check), lint (eslint) and format (prettier), and fails when one of them does.
"npm run format" formats everything.
`);

const inRoot = (name, ...args) => ({ name, program: fromRoot('node_modules', '.bin', name), args, cwd: fromRoot() });
const inWeb = (name, ...args) => ({
	name,
	program: fromRoot('web', 'node_modules', '.bin', name),
	args,
	cwd: fromRoot('web'),
});

const CHECKS = [
	// Writes the types of the routes, which the others read.
	inWeb('svelte-kit', 'sync'),
	inRoot('tsc', '-b'),
	inRoot('tsc', '-p', 'bench'),
	inRoot('tsc', '-p', 'scripts/scan'),
	inWeb('svelte-check', '--output', 'human', '--fail-on-warnings'),
	inRoot('eslint', '.', '--max-warnings', '0'),
	inRoot('prettier', '--check', '--log-level', 'warn', '.'),
];

await runScript(async () => {
	await ensureInstalled();
	const failed = [];
	for (const { name, program, args, cwd } of CHECKS) {
		const what = [name, ...args].join(' ');
		say(`Checking: ${what}`);
		if ((await runOpenly(program, args, { cwd })) !== 0) failed.push(what);
	}
	if (failed.length === 0) return 0;
	say(`Failed: ${failed.join('; ')}`);
	return 1;
});
