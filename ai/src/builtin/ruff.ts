import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type FormatSettings, ruffStyle } from '@covibe/shared/formatting';
import { type LintResult, readRuff, RUFF_SETTINGS, type RuffDiagnostic } from '@covibe/shared/linters';

/** Ruff in this process: what it says of Python, and how it formats it. */
export type Ruff = {
	lint(text: string, path: string): LintResult;
	/** @throws Error when the text cannot be parsed. */
	format(text: string, settings: FormatSettings): string;
};

let loaded: Promise<Ruff> | undefined;

/** Loaded at the first use: 11 MB of WebAssembly. */
export function loadRuff(): Promise<Ruff> {
	return (loaded ??= load());
}

async function load(): Promise<Ruff> {
	const { default: start, PositionEncoding, Workspace } = await import('@astral-sh/ruff-wasm-web');
	const file = createRequire(import.meta.url).resolve('@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm');
	// Compiled beside, not in, the loop that keeps the leases of other turns.
	await start({ module_or_path: await readFile(file) });
	const linter = new Workspace(RUFF_SETTINGS, PositionEncoding.Utf16);
	return {
		lint: (text, path) => readRuff(linter.check(text) as readonly RuffDiagnostic[], text, path),
		format(text, settings) {
			const { indent, lineLength } = ruffStyle(settings);
			const workspace = new Workspace(
				{
					'line-length': lineLength,
					...(indent === 'tab' ? {} : { 'indent-width': indent }),
					format: { 'indent-style': indent === 'tab' ? 'tab' : 'space' },
				},
				PositionEncoding.Utf16,
			);
			try {
				return workspace.format(text);
			} finally {
				workspace.free();
			}
		},
	};
}
