import type { SyntaxEdit } from '@covibe/shared/diagnostics';
import type { LinterFinding, LintResult } from '@covibe/shared/linters';
import type { LintRequest } from './linter-worker.ts';
import { editOf, movedFindings, type TextChange } from './moved-findings.ts';
import { isLintable, type LintTool, lintToolOf, restMsOf } from './tools.ts';

/** An open text of the editor, as much of it as is needed here. */
export type LintableText = {
	getValue(): string;
	getValueLength(): number;
	getLineCount(): number;
	onDidChangeContent(changed: (event: { readonly changes: readonly TextChange[] }) => void): { dispose(): void };
	onDidChangeLanguage(changed: () => void): { dispose(): void };
};

/** Where the linter of a file stands. */
export type LinterState = 'loading' | 'on' | 'failed' | 'too-large';
export type LinterStatus = { readonly tool: LintTool; readonly state: LinterState };

type Options = {
	readonly text: LintableText;
	/** Undefined while the file is deleted. */
	readonly path: () => string | undefined;
	readonly lint: (request: LintRequest) => Promise<LintResult>;
	/** Told whenever the findings are others, or stand elsewhere. */
	readonly found: (findings: readonly LinterFinding[]) => void;
};

/** Somebody always types in a busy room, and an agent for minutes: then the linter looks all the same. */
const LONGEST_WAIT_MS = 5_000;
const FIRST_RETRY_MS = 4_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/** One open file: the linter looks when typing rests, and in between its findings stay with their characters. */
export class LintedText {
	readonly #options: Options;
	readonly #subscriptions: readonly { dispose(): void }[];
	#status: LinterStatus | undefined = $state.raw();
	#findings: readonly LinterFinding[] = [];
	/** Made since the look that is under way began. */
	#editsSince: SyntaxEdit[] = [];
	#isLooking = false;
	#isDisposed = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#changedAtMs: number | undefined;
	#failures = 0;
	#retryAtMs = 0;

	constructor(options: Options) {
		this.#options = options;
		this.#subscriptions = [
			options.text.onDidChangeContent(({ changes }) => this.#changed(changes)),
			// A new ending of its name may mean another linter.
			options.text.onDidChangeLanguage(() => this.#schedule()),
		];
		this.#schedule();
	}

	/** Undefined when no linter reads files of this kind. */
	get status(): LinterStatus | undefined {
		return this.#status;
	}

	dispose(): void {
		this.#isDisposed = true;
		clearTimeout(this.#timer);
		for (const subscription of this.#subscriptions) subscription.dispose();
	}

	#changed(changes: readonly TextChange[]): void {
		const edits = changes.map(editOf);
		if (this.#isLooking) this.#editsSince.push(...edits);
		if (this.#findings.length > 0) this.#show(movedFindings(this.#findings, edits));
		this.#schedule();
	}

	#schedule(): void {
		const tool = this.#tool();
		if (!tool) {
			clearTimeout(this.#timer);
			this.#status = undefined;
			this.#show([]);
			return;
		}
		const nowMs = Date.now();
		this.#changedAtMs ??= nowMs;
		const rest = Math.min(
			restMsOf(tool, this.#options.text.getLineCount()),
			Math.max(0, this.#changedAtMs + LONGEST_WAIT_MS - nowMs),
		);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#look(), Math.max(rest, this.#retryAtMs - nowMs));
	}

	#tool(): LintTool | undefined {
		const path = this.#options.path();
		return path === undefined ? undefined : lintToolOf(path);
	}

	async #look(): Promise<void> {
		const [tool, path] = [this.#tool(), this.#options.path()];
		// The look that is under way begins another one when it is done.
		if (this.#isLooking || !tool || path === undefined) return;
		this.#changedAtMs = undefined;
		const { text } = this.#options;
		if (!isLintable(tool, { lines: text.getLineCount(), units: text.getValueLength() })) {
			this.#status = { tool, state: 'too-large' };
			this.#show([]);
			return;
		}
		this.#isLooking = true;
		this.#editsSince = [];
		if (this.#status?.tool !== tool) this.#status = { tool, state: 'loading' };
		try {
			const { syntax, findings } = await this.#options.lint({ tool, path, text: text.getValue() });
			this.#failures = 0;
			this.#answered(tool, [...syntax, ...findings]);
		} catch {
			// Said in the status bar: the tools did not load, or broke at this text. Tried again, less and less often.
			this.#failed(tool);
		}
		this.#looked();
	}

	/** Looks again at what was typed meanwhile. */
	#looked(): void {
		this.#isLooking = false;
		if (this.#changedAtMs !== undefined && !this.#isDisposed) this.#schedule();
	}

	#answered(tool: LintTool, findings: readonly LinterFinding[]): void {
		if (this.#isDisposed || this.#tool() !== tool) return;
		this.#status = { tool, state: 'on' };
		this.#show(movedFindings(findings, this.#editsSince));
	}

	#failed(tool: LintTool): void {
		if (this.#isDisposed) return;
		this.#status = { tool, state: 'failed' };
		this.#retryAtMs = Date.now() + Math.min(FIRST_RETRY_MS * 4 ** this.#failures, LONGEST_RETRY_MS);
		this.#failures++;
		this.#changedAtMs ??= Date.now();
	}

	#show(findings: readonly LinterFinding[]): void {
		if (findings.length === 0 && this.#findings.length === 0) return;
		this.#findings = findings;
		this.#options.found(findings);
	}
}
