import type { Indent } from './indent.ts';
import type { FormatSettings, PrettierOptions } from './settings.ts';

/** PEP 8's, and Ruff's own. */
const PYTHON_INDENT = 4;
const PYTHON_LINE_LENGTH = 88;
/** Where neither the project nor the file says anything. */
const CLANG_LINE_LENGTH = 100;
const CLANG_INDENT = 4;

/** How Ruff is to format; columns. */
export function ruffStyle({ indent, lineLength }: FormatSettings): { indent: Indent; lineLength: number } {
	return { indent: indent ?? PYTHON_INDENT, lineLength: lineLength ?? PYTHON_LINE_LENGTH };
}

/** What the project says to prettier wins over what the file looks like. */
export function prettierStyle({ indent, lineLength, prettier }: FormatSettings): PrettierOptions {
	return {
		...(indent === 'tab' ? { useTabs: true } : indent && { tabWidth: indent }),
		...(lineLength !== undefined && { printWidth: lineLength }),
		...prettier,
	};
}

/** The project's `.clang-format`, or a style by the language; `extension` without the dot. */
export function clangStyle(extension: string, { indent, lineLength, clangFormat }: FormatSettings): string {
	if (clangFormat !== undefined) return clangFormat;
	const base = extension === 'cs' ? 'Microsoft' : extension === 'java' ? 'Google' : 'LLVM';
	const columns = typeof indent === 'number' ? indent : CLANG_INDENT;
	const tabs = indent === 'tab' ? 'Always' : 'Never';
	return `{BasedOnStyle: ${base}, IndentWidth: ${columns}, TabWidth: ${columns}, UseTab: ${tabs}, ColumnLimit: ${lineLength ?? CLANG_LINE_LENGTH}}`;
}
