/** Worker B: the linters and formatters, each loaded when the first file needs it. */
import { expose } from 'comlink';
import ruffUrl from '@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm?url';
import clangFormatUrl from '@wasm-fmt/clang-format/wasm?url';
import gofmtUrl from '@wasm-fmt/gofmt/wasm?url';
import { compareFindings, scoreOf, type TextEdit } from '@covibe/shared/diagnostics';
import type { LinterFinding, LintResult } from '@covibe/shared/linters';
import { FormatRefusal } from './format-refusal.ts';
import { type FormatRequest, formatWith } from './format-text.ts';
import { textChanges } from './text-changes.ts';
import type { LintTool } from './tools.ts';

export type LintRequest = { readonly tool: LintTool; readonly path: string; readonly text: string };
export type FormatAnswer =
	| { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
	| { readonly kind: 'refused'; readonly reason: string; readonly line: number | undefined };

const loadRuff = once(async () => (await import('./ruff.ts')).Ruff.load(ruffUrl));
const loadEslint = once(async () => new (await import('./eslint.ts')).Eslint());
const loaders = {
	ruff: loadRuff,
	gofmt: once(async () => (await import('./gofmt.ts')).loadGofmt(gofmtUrl)),
	clangFormat: once(async () => (await import('./clang-format.ts')).loadClangFormat(clangFormatUrl)),
	prettier: once(async () => (await import('./prettier.ts')).prettify),
};

const linters = {
	async lint({ tool, path, text }: LintRequest): Promise<LintResult> {
		const linter = tool === 'ruff' ? await loadRuff() : await loadEslint();
		const { syntax, findings } = linter.lint(text, path);
		return { syntax, findings: worstOf(findings) };
	},

	async format(request: FormatRequest): Promise<FormatAnswer> {
		try {
			return { kind: 'edits', edits: textChanges(request.text, await formatWith(loaders, request)) };
		} catch (error) {
			// Anything else is a broken tool: the caller ends this worker, and says so.
			if (!(error instanceof FormatRefusal)) throw error;
			return { kind: 'refused', reason: error.message, line: error.line };
		}
	},
};

export type LinterWorker = typeof linters;

/** More are never shown, and each costs the page a little at every keystroke. */
const MOST_FINDINGS = 400;

function worstOf(findings: readonly LinterFinding[]): readonly LinterFinding[] {
	if (findings.length <= MOST_FINDINGS) return findings;
	return findings
		.toSorted((one, other) => scoreOf(other) - scoreOf(one))
		.slice(0, MOST_FINDINGS)
		.toSorted(compareFindings);
}

/** The same promise for all, until it fails: then the next one tries anew. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
	let loaded: Promise<T> | undefined;
	return () => {
		loaded ??= load().catch((error: unknown) => {
			loaded = undefined;
			throw error;
		});
		return loaded;
	};
}

expose(linters);
