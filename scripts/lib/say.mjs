/** Something that whoever runs a script can put right; the message is one line. */
export class ScriptFailure extends Error {}

/** Progress and problems go to standard error: standard output is for results. */
export function say(text) {
	process.stderr.write(`${text}\n`);
}

/** Prints how a script is used, and ends, when that is what was asked for. */
export function endOnHelp(usage) {
	if (!process.argv.includes('--help') && !process.argv.includes('-h')) return;
	process.stdout.write(`${usage.trim()}\n`);
	process.exit(0);
}

/** Runs a script's work: a failure that a person can mend is one line, any other keeps its stack. */
export async function runScript(work) {
	try {
		process.exitCode = (await work()) ?? 0;
	} catch (error) {
		say(error instanceof ScriptFailure ? error.message : error.stack);
		process.exitCode = 1;
	}
}
