import * as v from 'valibot';
import { type Indent, indentOf } from './indent.ts';

/** The options of prettier that a project may set, as plain data. */
const PrettierOptions = v.object({
	printWidth: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(400))),
	tabWidth: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16))),
	useTabs: v.exactOptional(v.boolean()),
	semi: v.exactOptional(v.boolean()),
	singleQuote: v.exactOptional(v.boolean()),
	jsxSingleQuote: v.exactOptional(v.boolean()),
	quoteProps: v.exactOptional(v.picklist(['as-needed', 'consistent', 'preserve'])),
	trailingComma: v.exactOptional(v.picklist(['none', 'es5', 'all'])),
	bracketSpacing: v.exactOptional(v.boolean()),
	bracketSameLine: v.exactOptional(v.boolean()),
	arrowParens: v.exactOptional(v.picklist(['always', 'avoid'])),
	proseWrap: v.exactOptional(v.picklist(['always', 'never', 'preserve'])),
	htmlWhitespaceSensitivity: v.exactOptional(v.picklist(['css', 'strict', 'ignore'])),
	vueIndentScriptAndStyle: v.exactOptional(v.boolean()),
	experimentalTernaries: v.exactOptional(v.boolean()),
	singleAttributePerLine: v.exactOptional(v.boolean()),
});
export type PrettierOptions = v.InferOutput<typeof PrettierOptions>;

/** How a file is to be formatted, by what its project says, and else by how it is indented now. */
export type FormatSettings = {
	readonly indent: Indent | undefined;
	readonly lineLength: number | undefined;
	readonly prettier: PrettierOptions;
	/** The text of the nearest `.clang-format`. */
	readonly clangFormat: string | undefined;
};

type ReadFile = (path: string) => string | undefined;

/** Reads the settings files above `path`; `read` gives the text of a file of the project. */
export function readFormatSettings(path: string, text: string, read: ReadFile): FormatSettings {
	const folders = foldersAbove(path);
	const nearest = <T>(look: (folder: string) => T | undefined): T | undefined => {
		for (const folder of folders) {
			const found = look(folder);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	const editor = editorConfigOf(path, folders, read);
	return {
		indent: editor.indent ?? indentOf(text),
		lineLength: nearest((folder) => ruffLineLength(folder, read)) ?? editor.lineLength,
		prettier: nearest((folder) => prettierOptions(folder, read)) ?? {},
		clangFormat: nearest((folder) => read(`${folder}.clang-format`)),
	};
}

/** `src/lib/` , `src/` and `` for `src/lib/a.ts`. */
function foldersAbove(path: string): string[] {
	const parts = path.split('/').slice(0, -1);
	return parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`).concat('');
}

function prettierOptions(folder: string, read: ReadFile): PrettierOptions | undefined {
	for (const name of ['.prettierrc', '.prettierrc.json']) {
		const text = read(folder + name);
		if (text !== undefined) return parseOptions(text, (data) => data);
	}
	const manifest = read(`${folder}package.json`);
	if (manifest === undefined) return undefined;
	return parseOptions(manifest, (data) => (isRecord(data) ? data['prettier'] : undefined));
}

/** Undefined for what is no JSON, such as a `.prettierrc` in YAML: a file with errors is one that says nothing. */
function parseOptions(text: string, pick: (data: unknown) => unknown): PrettierOptions | undefined {
	try {
		const result = v.safeParse(PrettierOptions, pick(JSON.parse(text)));
		return result.success ? result.output : undefined;
	} catch {
		return undefined;
	}
}

/** `line-length` of Ruff's own file, or of its table in `pyproject.toml`. */
function ruffLineLength(folder: string, read: ReadFile): number | undefined {
	const own = read(`${folder}ruff.toml`) ?? read(`${folder}.ruff.toml`);
	const table = own ?? /^\[tool\.ruff\]\s*$([^]*?)(?=^\[|$(?![^]))/m.exec(read(`${folder}pyproject.toml`) ?? '')?.[1];
	const [, length] = /^\s*line-length\s*=\s*(\d{2,3})\s*(?:#.*)?$/m.exec(table ?? '') ?? [];
	return length === undefined ? undefined : Number(length);
}

type EditorConfig = { indent?: Indent; lineLength?: number };

/** What `.editorconfig` files say of a file: nearer ones and later sections win. */
function editorConfigOf(path: string, folders: readonly string[], read: ReadFile): EditorConfig {
	const texts: { folder: string; text: string }[] = [];
	for (const folder of folders) {
		const text = read(`${folder}.editorconfig`);
		if (text === undefined) continue;
		texts.unshift({ folder, text });
		if (/^\s*root\s*=\s*true\s*$/im.test(text)) break;
	}
	const values = new Map<string, string>();
	for (const { folder, text } of texts) readSections(text, path.slice(folder.length), values);
	return fromValues(values);
}

function readSections(text: string, path: string, values: Map<string, string>): void {
	let applies = false;
	for (const line of text.split('\n')) {
		const section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
		if (section !== undefined) applies = matches(section, path);
		const [, key = '', value = ''] = /^\s*([\w-]+)\s*=\s*([^#;]*?)\s*(?:[#;].*)?$/.exec(line) ?? [];
		if (applies && key !== '') values.set(key.toLowerCase(), value.toLowerCase());
	}
}

function fromValues(values: ReadonlyMap<string, string>): EditorConfig {
	const config: EditorConfig = {};
	const size = Number(values.get('indent_size') ?? values.get('tab_width'));
	if (values.get('indent_style') === 'tab' || values.get('indent_size') === 'tab') config.indent = 'tab';
	else if (Number.isInteger(size) && size >= 1 && size <= 16) config.indent = size;
	const length = Number(values.get('max_line_length'));
	if (Number.isInteger(length) && length >= 20) config.lineLength = length;
	return config;
}

/** A section's glob; one without a slash is for files in any folder. */
function matches(glob: string, path: string): boolean {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const pattern = glob
		.replace(/^\//, '')
		.replace(/\*\*|[*?{},.+^$()|\\]/g, (token) => GLOB_TOKENS[token] ?? `\\${token}`);
	try {
		return new RegExp(`^${pattern}$`).test(glob.includes('/') ? path : name);
	} catch {
		// Safe: a section whose glob makes no sense is for no file.
		return false;
	}
}

const GLOB_TOKENS: Readonly<Record<string, string>> = {
	'**': '.*',
	'*': '[^/]*',
	'?': '[^/]',
	'{': '(?:',
	'}': ')',
	',': '|',
};

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
