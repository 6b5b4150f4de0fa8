import { CLANG_FORMAT_EXTENSIONS, PRETTIER_EXTENSIONS, PRETTIER_RANGE_EXTENSIONS } from './extensions.ts';

export type LintTool = 'ruff' | 'eslint';
export type FormatTool = 'ruff' | 'prettier' | 'gofmt' | 'clang-format';

/** How people read the names. */
export const TOOL_NAMES: Readonly<Record<LintTool | FormatTool, string>> = {
	ruff: 'Ruff',
	eslint: 'ESLint',
	prettier: 'Prettier',
	gofmt: 'gofmt',
	'clang-format': 'clang-format',
};

/** Beyond these a look takes seconds, or hundreds of megabytes. */
const MOST_LINES: Readonly<Record<LintTool, number>> = { ruff: 10_000, eslint: 5_000 };
const MOST_UNITS_TO_LINT = 1_000_000;
/** UTF-16 units; prettier needs a second for 500,000 of them. */
export const MOST_UNITS_TO_FORMAT = 1_000_000;

/** Ruff is ten times as fast as ESLint. */
const REST_MS: Readonly<Record<LintTool, number>> = { ruff: 500, eslint: 1_000 };
/** A look at a long file takes longer, so it is worth waiting for a longer rest. */
const REST_MS_PER_LINE = 0.2;

/** How long typing has to rest before the linter looks. */
export function restMsOf(tool: LintTool, lines: number): number {
	return REST_MS[tool] + lines * REST_MS_PER_LINE;
}

/** The linter for a file, told by its name. TypeScript has none: ESLint's parser does not read it. */
export function lintToolOf(path: string): LintTool | undefined {
	const extension = extensionOf(path);
	if (PYTHON.has(extension)) return 'ruff';
	return JAVASCRIPT.has(extension) ? 'eslint' : undefined;
}

/** Whether a text of that size is looked at. */
export function isLintable(tool: LintTool, size: { readonly lines: number; readonly units: number }): boolean {
	return size.lines <= MOST_LINES[tool] && size.units <= MOST_UNITS_TO_LINT;
}

/** The formatter for a file, told by its name. */
export function formatToolOf(path: string): FormatTool | undefined {
	const extension = extensionOf(path);
	if (PYTHON.has(extension)) return 'ruff';
	if (extension === 'go') return 'gofmt';
	if (CLANG_FORMAT_EXTENSIONS.has(extension)) return 'clang-format';
	return PRETTIER_EXTENSIONS.has(extension) ? 'prettier' : undefined;
}

/** Whether its formatter can do a part of a file. */
export function canFormatSelection(path: string): boolean {
	const extension = extensionOf(path);
	return CLANG_FORMAT_EXTENSIONS.has(extension) || PRETTIER_RANGE_EXTENSIONS.has(extension);
}

const PYTHON = new Set(['py', 'pyi', 'pyw']);
const JAVASCRIPT = new Set(['js', 'jsx', 'mjs', 'cjs']);

/** In lower case, without the dot; for a name like `.prettierrc` what it is written in. */
export function extensionOf(path: string): string {
	const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
	if (JSON_NAMES.has(name)) return 'json';
	if (JSONC_NAMES.test(name)) return 'jsonc';
	return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
}

const JSON_NAMES = new Set(['.prettierrc', '.babelrc', '.swcrc']);
/** JSON with comments by custom. */
const JSONC_NAMES = /^(?:tsconfig|jsconfig)(?:\.[\w-]+)*\.json$|^(?:\.eslintrc|devcontainer|settings|launch)\.json$/;

export function areCommentsAllowed(path: string): boolean {
	return ['jsonc', 'json5'].includes(extensionOf(path));
}
