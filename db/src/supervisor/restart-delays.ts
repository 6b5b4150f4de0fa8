const FIRST_DELAY_MS = 100;
/** A program that cannot run now (its disk is full, say) is tried six times a minute. */
const LONGEST_DELAY_MS = 10_000;
/** Whoever served for so long has recovered: its next end is a new story, and people wait for its return. */
const RECOVERED_AFTER_MS = 10_000;
/** After that many ends in a row the log says once that it goes on like this. */
const MANY_ENDS = 6;

export interface NextRestart {
	readonly delayMs: number;
	/** True once in a row of ends: say that it keeps ending. */
	readonly isMany: boolean;
	readonly endsInRow: number;
}

/** How long to wait before a program that ended is started again. Tries for ever, ever more calmly. */
export function createRestartDelays(): (healthyMs: number) => NextRestart {
	let endsInRow = 0;
	return (healthyMs) => {
		if (healthyMs >= RECOVERED_AFTER_MS) endsInRow = 0;
		endsInRow++;
		const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (endsInRow - 1), LONGEST_DELAY_MS);
		return { delayMs, isMany: endsInRow === MANY_ENDS, endsInRow };
	};
}
