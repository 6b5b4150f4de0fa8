import { register } from 'tsx/esm/api';

/**
 * Runs a command of db/src/cli.ts in this process: a supervisor in a process of its own would get each signal twice,
 * from the terminal and from us. Ends the process with the command's exit code.
 */
export async function runCommand(args) {
	register();
	const { main } = await import('../../db/src/cli.ts');
	process.exit(await main(args));
}
