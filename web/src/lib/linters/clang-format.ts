import init, { format, format_line_range } from '@wasm-fmt/clang-format/web';

export type ClangFormatRequest = {
	readonly text: string;
	/** Its ending tells the language. */
	readonly path: string;
	/** A preset's name, or the text of a `.clang-format` file. */
	readonly style: string;
	/** Rows from 0. */
	readonly rows?: { readonly from: number; readonly to: number } | undefined;
};

/** @param wasm its address, or its bytes. */
export async function loadClangFormat(wasm: string | BufferSource): Promise<(request: ClangFormatRequest) => string> {
	await init(wasm);
	return ({ text, path, style, rows }) =>
		rows ? format_line_range(text, rows.from + 1, rows.to + 1, path, style) : format(text, path, style);
}
