import type { FileId } from '@covibe/shared';
import { type Attention, DEFAULT_LINT_SETTINGS, type Ignores, type LintSettings } from '@covibe/shared/diagnostics';
import { countByFile, type Counts, FileProblems, NONE, type ProblemsByFile, sumCounts } from './file-problems.ts';
import { Listeners } from './listeners.ts';
import type { Problem, ProblemSource } from './problem.ts';

/**
 * The problems of a room, by file: what every source found, as loud as the project wants it. Lists are replaced, never
 * changed, so a list that is the same object says the same.
 */
export class Problems {
	readonly #found = new FileProblems();
	readonly #listeners = new Listeners<FileId>();
	#settings: LintSettings = $state.raw(DEFAULT_LINT_SETTINGS);
	#byFile: ProblemsByFile = $state.raw(NONE);

	readonly countsByFile: ReadonlyMap<FileId, Counts> = $derived.by(() => countByFile(this.#byFile));
	readonly counts: Counts = $derived.by(() => sumCounts(this.countsByFile.values()));

	/** Sorted by place; files without a problem are left out. */
	get byFile(): ProblemsByFile {
		return this.#byFile;
	}

	get settings(): LintSettings {
		return this.#settings;
	}

	/** Judges everything anew. */
	set settings(settings: LintSettings) {
		this.#settings = settings;
		this.#show(this.#found.files);
	}

	/** Sorted by place; empty when the file has none. */
	get(file: FileId): readonly Problem[] {
		return this.#byFile.get(file) ?? [];
	}

	/** Replaces what one source found in a file. */
	put(file: FileId, source: ProblemSource, problems: readonly Problem[]): void {
		if (this.#found.put(file, source, problems)) this.#show([file]);
	}

	/** Replaces what the syntax worker says of a file, in one step. */
	report(
		file: FileId,
		{ ignores, syntax, rules }: { ignores: Ignores; syntax: readonly Problem[]; rules: readonly Problem[] },
	): void {
		this.#found.note(file, { ignores });
		const wasSyntax = this.#found.put(file, 'syntax', syntax);
		const wasRules = this.#found.put(file, 'rules', rules);
		if (wasSyntax || wasRules) this.#show([file]);
	}

	/** What the comments of a file silence; they hold for every source. */
	setIgnores(file: FileId, ignores: Ignores): void {
		this.#found.note(file, { ignores });
		this.#show([file]);
	}

	/** What the reader is at: of more problems than can be shown, those near it go first. */
	setAttention(file: FileId, attention: Attention): void {
		this.#found.note(file, { attention });
	}

	forget(file: FileId): void {
		if (this.#found.forget(file)) this.#show([file]);
	}

	/** Tells of every file whose list was replaced; the returned function ends it. */
	subscribe(changed: (file: FileId) => void): () => void {
		return this.#listeners.add(changed);
	}

	dispose(): void {
		this.#found.clear();
		this.#listeners.clear();
	}

	#show(files: readonly FileId[]): void {
		this.#byFile = this.#found.judge(this.#byFile, files, this.#settings);
		for (const file of files) this.#listeners.tell(file);
	}
}
