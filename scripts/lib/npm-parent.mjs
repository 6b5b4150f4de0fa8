const LOOK_EVERY_MS = 500;
/** Those that stay in the foreground until they are told to end. */
const LASTING_COMMANDS = new Set(['start', 'dev', 'covibe']);

/**
 * Ends this process in order when the npm that runs it was killed: npm passes signals on, but cannot pass on its own
 * sudden end. A process that npm did not start may outlive whoever started it.
 */
export function endWithNpm() {
	if (!LASTING_COMMANDS.has(process.env.npm_lifecycle_event)) return;
	const npm = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === npm) return;
		clearInterval(timer);
		process.kill(process.pid, 'SIGTERM');
	}, LOOK_EVERY_MS);
	timer.unref();
}
