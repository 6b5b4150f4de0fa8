import type { FileId } from '@covibe/shared';
import { languageOfPath, type LanguageId } from '@covibe/shared/diagnostics';
import { SvelteMap } from 'svelte/reactivity';
import { LinterHost } from '../linters/linter-host.ts';
import { Linters } from '../linters/linters.svelte.ts';
import { RoomFormatter } from '../linters/room-formatter.ts';
import { startLinterWorker } from '../linters/start-linter-worker.ts';
import { readableText } from '../editor/text.ts';
import type { Room } from '../room/room.svelte.ts';
import type { FileReport } from '../syntax/messages.ts';
import { startSyntaxWorker } from '../syntax/start-syntax-worker.ts';
import { SyntaxClient } from '../syntax/syntax-client.ts';
import { type LintedEntry, type LintedFile, lintedFiles } from './linted-files.ts';
import { ruleProblem, syntaxProblem } from './problem.ts';
import { Problems } from './problems.svelte.ts';
import { ProjectScan } from './scan.svelte.ts';
import { scannableFiles, watchFiles } from './scannable.ts';

/** Where the look at a file stands. */
export type LintStatus =
	| 'closed'
	/** The grammar is on its way. */
	| 'loading'
	| 'on'
	/** There is no grammar for this language. */
	| 'no-grammar'
	/** The grammar could not be loaded; it is tried again. */
	| 'failed'
	/** Only syntax, and rules where the reader looks. */
	| 'large'
	| 'too-large';

/** UTF-16 units; no tree is made of more. */
const TOO_LARGE = 5_000_000;

/** The diagnostics of one room: what is wrong in its files, kept up to date while anyone types. */
export class Diagnostics {
	readonly room: Room;
	readonly problems = new Problems();
	readonly scan: ProjectScan;
	readonly linters: Linters;
	readonly formatter: RoomFormatter;
	readonly #client = new SyntaxClient(startSyntaxWorker, (report, changedAt) => this.#reported(report, changedAt));
	readonly #files = lintedFiles();
	readonly #states = new SvelteMap<FileId, LintStatus>();
	readonly #stopWatching: () => void;

	constructor(room: Room) {
		this.room = room;
		const host = new LinterHost({ start: startLinterWorker });
		this.formatter = new RoomFormatter({ room, host });
		this.linters = new Linters({
			host,
			path: (file) => room.tree.entries.find(({ id }) => id === file)?.path,
			found: (file, problems) => this.problems.put(file, 'linter', problems),
		});
		this.scan = new ProjectScan({
			files: () => scannableFiles(room),
			isOpen: (file) => this.#files.has(file),
			look: (file, language) => this.#scanFile(file, language),
			watch: (changed) => watchFiles(room.doc, changed),
			forget: (file) => this.#files.has(file) || this.problems.forget(file),
		});
		this.#stopWatching = $effect.root(() => {
			$effect(() => this.#client.configure(this.problems.settings));
			$effect(() => this.#followNames());
		});
	}

	open(file: LintedFile): void {
		const entry = { file, language: this.#languageOf(file.id) };
		this.#files.set(file.id, entry);
		this.#read(entry);
		this.linters.open(file.id, file.model);
	}

	close(file: FileId): void {
		this.linters.close(file);
		this.#files.delete(file);
		this.#states.delete(file);
		this.#client.close(file);
		this.problems.forget(file);
		this.scan.changed([file]);
	}

	/** The reader looks elsewhere in the file. */
	looked(file: FileId): void {
		this.#client.look(file);
	}

	status(file: FileId): LintStatus {
		return this.#states.get(file) ?? 'closed';
	}

	/** Resolves when everything typed so far is judged. */
	flush(): Promise<void> {
		return this.#client.settle();
	}

	/** Asks the syntax worker about texts as they are now. */
	ask: SyntaxClient['ask'] = (call) => this.#client.ask(call);

	dispose(): void {
		this.#stopWatching();
		this.scan.stop();
		this.linters.dispose();
		this.#client.dispose();
		this.problems.dispose();
	}

	#languageOf(file: FileId): LanguageId | undefined {
		const path = this.room.tree.entries.find(({ id }) => id === file)?.path;
		// A deleted file keeps the language that it had.
		return path === undefined ? this.#files.get(file)?.language : languageOfPath(path)?.id;
	}

	#followNames(): void {
		for (const [id, entry] of this.#files) {
			const language = this.#languageOf(id);
			if (language === entry.language) continue;
			entry.language = language;
			this.#read(entry);
		}
	}

	#read({ file, language }: LintedEntry): void {
		const isTooLarge = file.model.getValueLength() > TOO_LARGE;
		this.#states.set(file.id, isTooLarge ? 'too-large' : language ? 'loading' : 'no-grammar');
		this.problems.forget(file.id);
		if (language && !isTooLarge) this.#client.open(file.id, language, file);
		else this.#client.close(file.id);
	}

	#reported(report: FileReport, changedAt: number | undefined): void {
		this.#states.set(report.file, report.state);
		this.#tell(report);
		if (changedAt !== undefined && report.state !== 'failed') measure(changedAt, report.version);
	}

	async #scanFile(file: FileId, language: LanguageId): Promise<void> {
		const text = this.room.text(file);
		const report = text && (await this.#client.scan(file, language, readableText(text)));
		// Somebody may have opened it meanwhile.
		if (report && !this.#files.has(file)) this.#tell(report);
	}

	#tell(report: FileReport): void {
		if (report.state === 'failed') return;
		const { file } = report;
		this.problems.report(file, {
			ignores: report.ignores,
			syntax: report.syntax.map((problem) => syntaxProblem(file, problem)),
			rules: report.findings.map((finding) => ruleProblem(file, finding)),
		});
	}
}

/** From the first change to the marks that answer it, for whoever watches; nothing is kept. */
function measure(changedAt: number, version: number): void {
	performance.measure('covibe-lint', { start: changedAt, detail: version });
	performance.clearMeasures('covibe-lint');
}
