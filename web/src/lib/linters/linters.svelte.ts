import type { FileId } from '@covibe/shared';
import type { LinterFinding } from '@covibe/shared/linters';
import { SvelteMap } from 'svelte/reactivity';
import type { Problem } from '../diagnostics/problem.ts';
import { type LintableText, LintedText, type LinterStatus } from './linted-text.svelte.ts';
import type { LinterHost } from './linter-host.ts';

export type LintersOptions = {
	readonly host: LinterHost;
	/** Undefined while the file is deleted. */
	readonly path: (file: FileId) => string | undefined;
	readonly found: (file: FileId, problems: readonly Problem[]) => void;
};

/** The linters of one room: every open file that one of them reads is looked at whenever typing rests. */
export class Linters {
	readonly #options: LintersOptions;
	readonly #texts = new SvelteMap<FileId, LintedText>();

	constructor(options: LintersOptions) {
		this.#options = options;
	}

	open(file: FileId, text: LintableText): void {
		this.close(file);
		const { host, path, found } = this.#options;
		const linted = new LintedText({
			text,
			path: () => path(file),
			lint: (request) => host.ask((worker) => worker.lint(request)),
			found: (findings) =>
				found(
					file,
					findings.map((finding) => problemOf(finding, file)),
				),
		});
		this.#texts.set(file, linted);
	}

	close(file: FileId): void {
		this.#texts.get(file)?.dispose();
		this.#texts.delete(file);
	}

	/** Undefined when no linter reads this file. */
	status(file: FileId): LinterStatus | undefined {
		return this.#texts.get(file)?.status;
	}

	dispose(): void {
		for (const file of [...this.#texts.keys()]) this.close(file);
		this.#options.host.dispose();
	}
}

function problemOf(finding: LinterFinding, fileId: FileId): Problem {
	return { ...finding, fileId, source: 'linter' };
}
