// Loaded with --import into each program that the supervisor starts: when the supervisor has been killed, and can stop
// nobody any more, the channel to it closes, and the program ends in order. Plain JavaScript, for web runs without tsx.

/** As long as the supervisor itself would wait for it. */
const DRAIN_LIMIT_MS = 10_000;

process.once('disconnect', () => {
	setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
	process.kill(process.pid, 'SIGTERM');
});
// Listening must not keep a program alive that has nothing else to do.
process.channel?.unref();
