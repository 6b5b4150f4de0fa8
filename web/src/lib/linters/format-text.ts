import type { ClangFormatRequest } from './clang-format.ts';
import type { FormatSettings } from './format-settings.ts';
import { Lines } from './lines.ts';
import type { PrettierRequest } from './prettier.ts';
import type { Ruff } from './ruff.ts';
import { extensionOf, type FormatTool } from './tools.ts';

export type FormatRequest = {
	readonly tool: FormatTool;
	readonly path: string;
	readonly text: string;
	readonly settings: FormatSettings;
	/** The whole text without it; UTF-16 offsets. */
	readonly range?: { readonly start: number; readonly end: number } | undefined;
};

/** Each tool, loaded at its first use. */
export type FormatLoaders = {
	readonly ruff: () => Promise<Pick<Ruff, 'format'>>;
	readonly gofmt: () => Promise<(text: string) => string>;
	readonly clangFormat: () => Promise<(request: ClangFormatRequest) => string>;
	readonly prettier: () => Promise<(request: PrettierRequest) => Promise<string>>;
};

/** PEP 8's, and Ruff's own. */
const PYTHON_INDENT = 4;
const PYTHON_LINE_LENGTH = 88;
/** Where neither the project nor the file says anything. */
const CLANG_LINE_LENGTH = 100;
const CLANG_INDENT = 4;

/** @throws FormatRefusal when the text cannot be parsed. */
export async function formatWith(loaders: FormatLoaders, request: FormatRequest): Promise<string> {
	switch (request.tool) {
		case 'ruff':
			return (await loaders.ruff()).format(request.text, {
				indent: request.settings.indent ?? PYTHON_INDENT,
				lineLength: request.settings.lineLength ?? PYTHON_LINE_LENGTH,
			});
		case 'gofmt':
			return (await loaders.gofmt())(request.text);
		case 'clang-format':
			return (await loaders.clangFormat())(clangRequest(request));
		case 'prettier':
			return (await loaders.prettier())(prettierRequest(request));
	}
}

function prettierRequest({ path, text, settings, range }: FormatRequest): PrettierRequest {
	const { indent, lineLength } = settings;
	const extension = extensionOf(path);
	return {
		text,
		extension,
		range,
		options: {
			...(indent === 'tab' ? { useTabs: true } : indent && { tabWidth: indent }),
			...(lineLength !== undefined && { printWidth: lineLength }),
			...settings.prettier,
		},
	};
}

function clangRequest({ path, text, settings, range }: FormatRequest): ClangFormatRequest {
	const rows = range && rowsOf(text, range);
	return { text, path, style: settings.clangFormat ?? clangStyle(path, settings), rows };
}

function clangStyle(path: string, { indent, lineLength = CLANG_LINE_LENGTH }: FormatSettings): string {
	const base = extensionOf(path) === 'cs' ? 'Microsoft' : extensionOf(path) === 'java' ? 'Google' : 'LLVM';
	const columns = typeof indent === 'number' ? indent : CLANG_INDENT;
	const tabs = indent === 'tab' ? 'Always' : 'Never';
	return `{BasedOnStyle: ${base}, IndentWidth: ${columns}, TabWidth: ${columns}, UseTab: ${tabs}, ColumnLimit: ${lineLength}}`;
}

/** A selection that ends before the first character of a line does not mean that line. */
function rowsOf(text: string, { start, end }: { start: number; end: number }): { from: number; to: number } {
	const lines = new Lines(text);
	return { from: lines.pointAt(start).row, to: lines.pointAt(Math.max(start, end - 1)).row };
}
