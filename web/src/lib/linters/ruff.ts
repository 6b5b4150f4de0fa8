import init, { PositionEncoding, Workspace, type Diagnostic } from '@astral-sh/ruff-wasm-web';
import { type LintResult, readRuff, RUFF_SETTINGS } from '@covibe/shared/linters';
import { FormatRefusal } from './format-refusal.ts';

export type RuffStyle = {
	/** Columns of an indent, or a tab. */
	readonly indent: number | 'tab';
	readonly lineLength: number;
};

/** Ruff, loaded once per worker: 11 MB of WebAssembly, 3 MB on the wire. */
export class Ruff {
	readonly #linter: Workspace;

	private constructor() {
		this.#linter = new Workspace(RUFF_SETTINGS, PositionEncoding.Utf16);
	}

	/** @param wasm its address, or its bytes. */
	static async load(wasm: string | BufferSource): Promise<Ruff> {
		await init({ module_or_path: wasm });
		return new Ruff();
	}

	lint(text: string, path: string): LintResult {
		return readRuff(this.#linter.check(text) as readonly Diagnostic[], text, path);
	}

	/** @throws FormatRefusal when the text cannot be parsed. */
	format(text: string, style: RuffStyle): string {
		const indent = style.indent === 'tab' ? {} : { 'indent-width': style.indent };
		const workspace = new Workspace(
			{
				'line-length': style.lineLength,
				...indent,
				format: { 'indent-style': style.indent === 'tab' ? 'tab' : 'space' },
			},
			PositionEncoding.Utf16,
		);
		try {
			return workspace.format(text);
		} catch (error) {
			throw this.#refusal(text, error);
		} finally {
			workspace.free();
		}
	}

	#refusal(text: string, cause: unknown): FormatRefusal {
		const [first] = this.lint(text, '').syntax;
		const words = cause instanceof Error ? cause.message.replace(/ at byte range [\d.]+$/, '') : String(cause);
		return new FormatRefusal(first?.message ?? words, first && first.startPosition.row + 1);
	}
}
