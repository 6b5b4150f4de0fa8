import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fromRoot } from './paths.mjs';
import { runQuietly } from './processes.mjs';
import { say, ScriptFailure } from './say.mjs';
import { openStamp } from './stamp.mjs';

/** Installs the packages unless they are installed as the lock file says. @throws ScriptFailure */
export async function ensureInstalled() {
	const stamp = openStamp({
		file: fromRoot('node_modules', '.covibe-installed'),
		sources: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packageFiles()],
		// Native packages are chosen by these.
		salt: `${process.platform} ${process.arch} ${process.versions.modules}`,
	});
	if (stamp.isFresh()) return;
	const isFirst = !existsSync(fromRoot('node_modules'));
	say(isFirst ? 'Installing packages (first start only) …' : 'Bringing packages up to date …');
	stamp.clear();
	const { code, output } = await runQuietly('npx', ['--yes', packageManager(), ...INSTALL_ARGUMENTS], {
		progress: lastProgress,
	});
	if (code !== 0) throw explain(code, output);
	stamp.write();
}

const INSTALL_ARGUMENTS = [
	'install',
	'--frozen-lockfile',
	// Also where NODE_ENV is "production": the web client is built here.
	'--prod=false',
	'--config.confirmModulesPurge=false',
	'--reporter=append-only',
];

function packageFiles() {
	return readdirSync(fromRoot()).flatMap((name) => {
		const file = `${name}/package.json`;
		return existsSync(fromRoot(file)) ? [file] : [];
	});
}

/** `pnpm@VERSION`, as package.json pins it. */
function packageManager() {
	return JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')).packageManager;
}

function lastProgress(output) {
	const lines = output.match(/^Progress: .*$/gm) ?? [];
	return lines.length === 0 ? '' : `(${lines[lines.length - 1].replace('Progress: ', '')})`;
}

const CAUSES = [
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
		'the package registry cannot be reached. Check the network and the registry in your npm settings, and start again.',
	],
	[/ENOSPC|No space left/i, 'the disk is full. Free some space and start again.'],
	[
		/EACCES|EROFS|EPERM/,
		'a folder cannot be written. Make this folder and your home directory writable, or set npm_config_cache to one that is.',
	],
	[
		/ERR_PNPM_OUTDATED_LOCKFILE|frozen-lockfile/,
		'pnpm-lock.yaml does not fit the package.json files. Run "npx pnpm install", and commit the lock file.',
	],
];

function explain(code, output) {
	if (code === null && output.includes('ENOENT')) {
		return new ScriptFailure('The program npx is missing: install npm, which comes with Node, and start again.');
	}
	const cause = CAUSES.find(([pattern]) => pattern.test(output))?.[1];
	if (cause !== undefined) return new ScriptFailure(`Packages could not be installed: ${cause}`);
	return new ScriptFailure(`Packages could not be installed (code ${code}):\n${output.trim()}`);
}
