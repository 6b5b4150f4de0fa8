/** In a room somebody may type all the time; a look takes some 20 ms, and pauses of that length come soon. */
const TRIES = 50;

/**
 * Waits until what is known of a text is of the text as it is now: others may have typed during the look.
 * @returns false when that does not come about, or the text is gone.
 */
export async function isSettled(
	model: { getVersionId(): number; isDisposed(): boolean },
	settled: () => Promise<void>,
): Promise<boolean> {
	for (let tries = 0; tries < TRIES && !model.isDisposed(); tries++) {
		const version = model.getVersionId();
		await settled();
		if (!model.isDisposed() && model.getVersionId() === version) return true;
	}
	return false;
}
