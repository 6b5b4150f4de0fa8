/** A server that was killed is back within two seconds: longer pauses would be felt then. */
const EAGER_PAUSE_MS = 400;
/** Some eight seconds of eager trials; after that it is no restart. */
const EAGER_TRIALS = 20;
/** Patient enough for an hour without a server, and soon there when it is back. */
const PATIENT_PAUSE_MS = 3_000;

/**
 * The longest pause before the next trial to connect, in ms; y-websocket's own doubling stays below it.
 * `chance` in [0, 1) spreads the pages of a room over half of the pause, so that they do not all come at once.
 */
export function longestPauseMs(trials: number, chance: number): number {
	const pauseMs = trials < EAGER_TRIALS ? EAGER_PAUSE_MS : PATIENT_PAUSE_MS;
	return Math.round(pauseMs * (0.75 + chance / 2));
}
