import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { say, ScriptFailure } from './say.mjs';

/** The end of what a program wrote, for the message when it fails. */
const KEPT_CHARACTERS = 20_000;
const PROGRESS_EVERY_MS = 5_000;

/**
 * Runs a program whose output matters only when it fails, and says every few seconds that it goes on.
 * Resolves to its exit code (null when it could not be started) and the end of its output.
 */
export async function runQuietly(file, args, { cwd = ROOT, env = {}, progress = () => '' } = {}) {
	const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	const forgetChild = passSignals(child);
	let output = '';
	const keep = (text) => (output = (output + text).slice(-KEPT_CHARACTERS));
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	const startedAt = performance.now();
	const timer = setInterval(() => {
		const seconds = Math.round((performance.now() - startedAt) / 1000);
		say(`  … ${seconds} s ${progress(output)}`.trimEnd());
	}, PROGRESS_EVERY_MS);
	const code = await endOf(child).catch((error) => {
		keep(error.message);
		return null;
	});
	clearInterval(timer);
	if (forgetChild()) throw new ScriptFailure('Interrupted.');
	return { code, output };
}

/** Runs a program whose output people follow; what it writes goes to standard error unless `toOutput`. */
export async function runOpenly(file, args, { cwd = ROOT, env = {}, toOutput = false } = {}) {
	const stdio = ['inherit', toOutput ? 'inherit' : 2, 'inherit'];
	const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio });
	const forgetChild = passSignals(child);
	try {
		return await endOf(child);
	} finally {
		forgetChild();
	}
}

function endOf(child) {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? (signal === null ? null : 1)));
	});
}

/**
 * While a child runs, a signal is the child's: we end after it, with what it has to say. Gives a function that ends
 * this, and tells whether there was a signal.
 */
function passSignals(child) {
	let wasSignalled = false;
	const pass = (signal) => {
		wasSignalled = true;
		child.kill(signal);
	};
	const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const name of names) process.on(name, pass);
	return () => {
		for (const name of names) process.off(name, pass);
		return wasSignalled;
	};
}
