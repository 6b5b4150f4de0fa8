/** For what never comes: a machine that does much else is not to reach it. */
const LIMIT_MS = 30_000;

declare function setTimeout(callback: () => void, ms: number): unknown;

/**
 * Runs `probe` until it neither throws nor rejects, and gives what it returned.
 * @throws the last failure, once `limitMs` has passed.
 */
export async function eventually<T>(probe: () => T | Promise<T>, limitMs = LIMIT_MS): Promise<T> {
	const deadline = Date.now() + limitMs;
	for (;;) {
		try {
			return await probe();
		} catch (failure) {
			if (Date.now() >= deadline) throw failure;
		}
		await new Promise<void>((resolve) => setTimeout(resolve, 10));
	}
}
