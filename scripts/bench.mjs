// Runs one of the benchmarks: npm run bench -- NAME.
import { readdirSync } from 'node:fs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnWrongNode } from './lib/node-version.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runOpenly } from './lib/processes.mjs';
import { endOnHelp, runScript, ScriptFailure } from './lib/say.mjs';

const names = readdirSync(fromRoot('bench'))
	.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
	.map((file) => file.slice(0, -'.ts'.length));

/** These bring their own server and need no pages. */
const WITHOUT_PAGES = new Set(['apply', 'lint-engine', 'redis-away', 'revoke', 'room', 'sync-target']);

const [name, ...rest] = process.argv.slice(2);

endOnWrongNode();
// With a name, --help is the benchmark's own.
if (!names.includes(name)) {
	endOnHelp(`
Usage: npm run bench -- NAME [OPTIONS]

Runs a benchmark on the production build; the last line of its output is one JSON object.
Names: ${names.join(', ')}
"npm run bench -- NAME --help" tells the options of one.
`);
}

await runScript(async () => {
	if (!names.includes(name)) {
		throw new ScriptFailure(`There is no benchmark "${name ?? ''}". There are: ${names.join(', ')}.`);
	}
	await ensureInstalled();
	if (!WITHOUT_PAGES.has(name)) await ensureBuilt();
	return runOpenly(process.execPath, ['--import', 'tsx', fromRoot('bench', `${name}.ts`), ...rest], { toOutput: true });
});
