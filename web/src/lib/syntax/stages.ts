/** What happens to an edit between the keyboard and its marks, in this order. */
export type Stage =
	/** On the page: handed to the worker. */
	| 'posted'
	/** In the worker. */
	| 'taken'
	| 'parsed'
	| 'said'
	/** On the page again. */
	| 'heard';

/** Notes a stage of a version for whoever watches (`npm run bench -- lint` does); nothing is kept. */
export function noteStage(stage: Stage, version: number): void {
	const name = `covibe-lint-${stage}`;
	performance.mark(name, { detail: version });
	performance.clearMarks(name);
}
