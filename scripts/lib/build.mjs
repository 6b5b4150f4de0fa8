import { fromRoot } from './paths.mjs';
import { runQuietly } from './processes.mjs';
import { say, ScriptFailure } from './say.mjs';
import { openStamp } from './stamp.mjs';

const SOURCES = [
	'web/src',
	'web/static',
	'web/vite',
	'web/vite.config.ts',
	'web/svelte.config.js',
	'web/tsconfig.json',
	'web/package.json',
	'shared/src',
	'shared/rules',
	'shared/tags',
	'db/src',
	'pnpm-lock.yaml',
];

/** Builds the web client and its server unless they are built from just this source. @throws ScriptFailure */
export async function ensureBuilt() {
	const stamp = openStamp({ file: fromRoot('web', 'build', 'covibe-built'), sources: SOURCES });
	if (stamp.isFresh()) return;
	say('Building the web client (only when it has changed) …');
	stamp.clear();
	const vite = fromRoot('web', 'node_modules', 'vite', 'bin', 'vite.js');
	const { code, output } = await runQuietly(process.execPath, [vite, 'build'], {
		cwd: fromRoot('web'),
		env: { NODE_ENV: 'production' },
	});
	if (code !== 0) throw new ScriptFailure(`The web client could not be built (code ${code}):\n${output.trim()}`);
	stamp.write();
}
