import type { LogRow, UpdateLog } from './log.ts';

/** Whoever has rows to write: a room. */
export interface Committer {
	/** Joins all that waits into one row, which is under way from then on; undefined when nothing waits. */
	takeRow(): LogRow | undefined;
	/** The row that was under way is on disk. */
	committed(): void;
	/** Another node wrote a row of this seq first; of the one that was under way nothing is on disk. */
	outrun(): void;
	/** The row that was under way is not on disk, or nobody knows. */
	failed(cause: unknown): void;
}

export type CommitMeasure = {
	readonly rows: number;
	/** Rows that another node was faster with; they are tried again. */
	readonly outrun: number;
	readonly bytes: number;
	readonly ms: number;
};

type Entry = { readonly committer: Committer; readonly row: LogRow };

/**
 * One commit is under way for the whole process; whoever comes meanwhile shares the next one. So an update on a quiet
 * log is written at once, and under load the cost of a commit is divided by all that waited for it. [RT2]
 */
export class GroupCommit {
	readonly #log: UpdateLog;
	readonly #observe: (measure: CommitMeasure) => void;
	readonly #waiting = new Set<Committer>();
	#waitingBytes = 0;
	#underWayBytes = 0;
	#isRunning = false;
	#run: Promise<void> = Promise.resolve();

	constructor(log: UpdateLog, observe: (measure: CommitMeasure) => void) {
		this.#log = log;
		this.#observe = observe;
	}

	/** Bytes that are not in the log yet. */
	get queuedBytes(): number {
		return this.#waitingBytes + this.#underWayBytes;
	}

	/** Puts a committer that has so many bytes more into the next commit. Safe to call again before that. */
	schedule(committer: Committer, bytes: number): void {
		this.#waiting.add(committer);
		this.#waitingBytes += bytes;
		if (this.#isRunning) return;
		this.#isRunning = true;
		this.#run = this.#drain();
	}

	/** Resolves when nothing is under way and nothing waits. */
	async settled(): Promise<void> {
		while (this.#isRunning) await this.#run;
	}

	async #drain(): Promise<void> {
		while (this.#waiting.size > 0) {
			const committers = [...this.#waiting];
			this.#waiting.clear();
			this.#underWayBytes = this.#waitingBytes;
			this.#waitingBytes = 0;
			const entries: Entry[] = [];
			for (const committer of committers) {
				const row = committer.takeRow();
				if (row) entries.push({ committer, row });
			}
			if (entries.length > 0) await this.#commit(entries);
			this.#underWayBytes = 0;
		}
		this.#isRunning = false;
	}

	/** Never rejects: each committer hears how its row fared. */
	async #commit(entries: readonly Entry[]): Promise<void> {
		const startedAt = performance.now();
		let taken: ReadonlySet<LogRow>;
		try {
			taken = new Set(await this.#log.append(entries.map((entry) => entry.row)));
		} catch (cause) {
			for (const { committer } of entries) committer.failed(cause);
			return;
		}
		const written = entries.filter(({ row }) => !taken.has(row));
		const bytes = written.reduce((sum, { row }) => sum + row.bytes.length, 0);
		this.#observe({ rows: written.length, outrun: taken.size, bytes, ms: performance.now() - startedAt });
		for (const { committer, row } of entries)
			if (taken.has(row)) committer.outrun();
			else committer.committed();
	}
}
