/** A look through all files of the project, in the background. */
export type ScanState = {
	/** Files looked through so far, and in all. */
	readonly done: number;
	readonly total: number;
	readonly isRunning: boolean;
};

/** Runs the rules over every file of the project, those without a tab too. */
export class ProjectScan implements ScanState {
	done = $state(0);
	total = $state(0);
	isRunning = $state(false);

	start(): void {
		this.isRunning = true;
	}

	stop(): void {
		this.isRunning = false;
	}
}
