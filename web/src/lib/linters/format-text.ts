import { clangStyle, type FormatSettings, prettierStyle, ruffStyle } from '@covibe/shared/formatting';
import { Lines } from '@covibe/shared/linters';
import type { ClangFormatRequest } from './clang-format.ts';
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

/** @throws FormatRefusal when the text cannot be parsed. */
export async function formatWith(loaders: FormatLoaders, request: FormatRequest): Promise<string> {
	switch (request.tool) {
		case 'ruff':
			return (await loaders.ruff()).format(request.text, ruffStyle(request.settings));
		case 'gofmt':
			return (await loaders.gofmt())(request.text);
		case 'clang-format':
			return (await loaders.clangFormat())(clangRequest(request));
		case 'prettier':
			return (await loaders.prettier())(prettierRequest(request));
	}
}

function prettierRequest({ path, text, settings, range }: FormatRequest): PrettierRequest {
	return { text, extension: extensionOf(path), range, options: prettierStyle(settings) };
}

function clangRequest({ path, text, settings, range }: FormatRequest): ClangFormatRequest {
	return { text, path, style: clangStyle(extensionOf(path), settings), rows: range && rowsOf(text, range) };
}

/** A selection that ends before the first character of a line does not mean that line. */
function rowsOf(text: string, { start, end }: { start: number; end: number }): { from: number; to: number } {
	const lines = new Lines(text);
	return { from: lines.pointAt(start).row, to: lines.pointAt(Math.max(start, end - 1)).row };
}
