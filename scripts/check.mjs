// Types, svelte-check, lint and format; all of them even when one fails.
import { ensureInstalled } from './lib/install.mjs';
import { endOnWrongNode } from './lib/node-version.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runQuietly } from './lib/processes.mjs';
import { endOnHelp, runScript, say } from './lib/say.mjs';

endOnWrongNode();
endOnHelp(`
Usage: npm run check

Checks types (tsc, svelte-check), lint (oxlint, eslint) and format (prettier), and fails when one of them does.
"npm run format" formats everything.
`);

const inRoot = (name, ...args) => ({ name, program: fromRoot('node_modules', '.bin', name), args, cwd: fromRoot() });
const inWeb = (name, ...args) => ({
	name,
	program: fromRoot('web', 'node_modules', '.bin', name),
	args,
	cwd: fromRoot('web'),
});

/** Writes the types of the routes, which the checks read. */
const FIRST = inWeb('svelte-kit', 'sync');
/** The longest first, so that the two at a time end together. */
const CHECKS = [
	inRoot('eslint', '.', '--max-warnings', '0'),
	inRoot('oxlint', '-c', 'oxlint.config.mjs', '--max-warnings', '0'),
	inWeb('svelte-check', '--output', 'human', '--fail-on-warnings'),
	inRoot('tsc', '-b'),
	inRoot('tsc', '-p', 'bench'),
	inRoot('tsc', '-p', 'scripts/scan'),
	inRoot('prettier', '--check', '--log-level', 'warn', '.'),
];
/** Each uses one core, and a gigabyte. */
const AT_ONCE = 2;

async function check({ name, program, args, cwd }) {
	const what = [name, ...args].join(' ');
	const { code, output } = await runQuietly(program, args, { cwd, progress: () => what });
	say(code === 0 ? `Checked: ${what}` : `Failed: ${what}\n${output.trim()}`);
	return code === 0 ? [] : [what];
}

await runScript(async () => {
	await ensureInstalled();
	const failed = await check(FIRST);
	const waiting = [...CHECKS];
	const work = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) failed.push(...(await check(next)));
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	if (failed.length === 0) return 0;
	say(`Failed: ${failed.join('; ')}`);
	return 1;
});
