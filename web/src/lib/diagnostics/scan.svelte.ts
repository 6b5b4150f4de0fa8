import type { FileId } from '@covibe/shared';
import type { LanguageId } from '@covibe/shared/diagnostics';

/** A look through all files of the project, in the background. */
export type ScanState = {
	/** Files looked through so far, and in all. */
	readonly done: number;
	readonly total: number;
	readonly isRunning: boolean;
};

export type ScanHost = {
	/** Files that have a grammar, those with a tab too: those are kept up to date anyway. */
	files(): readonly { readonly id: FileId; readonly language: LanguageId }[];
	/** Whether its tab is open. */
	isOpen(file: FileId): boolean;
	/** Looks at one file and tells what was found; resolves all the same when that cannot be done. */
	look(file: FileId, language: LanguageId): Promise<void>;
	/** Tells of files whose text changed, by whomever, and of those that came or went; the returned function ends it. */
	watch(changed: (files: readonly FileId[]) => void): () => void;
	/** The file is gone. */
	forget(file: FileId): void;
};

/** Files looked at together, so that the worker need not wait for the next text. */
const AT_ONCE = 2;
/** A file that somebody types in is looked at again when typing rests. */
const CHANGED_AFTER_MS = 800;

/**
 * Runs the rules over every file of the project, those without a tab too. Once it has been through, it keeps up with
 * what people change, until it is stopped.
 */
export class ProjectScan implements ScanState {
	done = $state(0);
	total = $state(0);
	isRunning = $state(false);
	readonly #host: ScanHost;
	#queue: readonly FileId[] = [];
	#stopWatching: (() => void) | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** Each start has a number of its own, so that what an earlier one asked for is not counted. */
	#run = 0;

	constructor(host: ScanHost) {
		this.#host = host;
	}

	start(): void {
		this.stop();
		const files = this.#host.files();
		this.isRunning = files.length > 0;
		this.total = files.length;
		this.done = files.filter(({ id }) => this.#host.isOpen(id)).length;
		this.#queue = files.filter(({ id }) => !this.#host.isOpen(id)).map(({ id }) => id);
		this.#stopWatching = this.#host.watch((changed) => this.changed(changed));
		for (let lane = 0; lane < AT_ONCE; lane++) void this.#work(this.#run);
	}

	stop(): void {
		this.#run += 1;
		this.isRunning = false;
		this.#queue = [];
		clearTimeout(this.#timer);
		this.#stopWatching?.();
		this.#stopWatching = undefined;
	}

	/** These are to be looked at again, if the project was looked through at all. */
	changed(files: readonly FileId[]): void {
		if (!this.#stopWatching) return;
		const unwatched = files.filter((file) => !this.#host.isOpen(file));
		if (unwatched.length === 0) return;
		this.#queue = [...this.#queue.filter((file) => !files.includes(file)), ...unwatched];
		if (this.isRunning) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#work(this.#run), CHANGED_AFTER_MS);
	}

	async #work(run: number): Promise<void> {
		for (let file = this.#next(); file !== undefined; file = this.#next()) {
			const language = this.#host.files().find(({ id }) => id === file)?.language;
			if (!language) this.#host.forget(file);
			else if (!this.#host.isOpen(file)) await this.#host.look(file, language);
			if (run !== this.#run) return;
			if (this.isRunning) this.done = Math.min(this.done + 1, this.total);
		}
		this.isRunning = this.isRunning && this.done < this.total;
	}

	#next(): FileId | undefined {
		const [file, ...rest] = this.#queue;
		this.#queue = rest;
		return file;
	}
}
