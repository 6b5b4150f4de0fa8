import { clangStyle, type FormatSettings, prettierStyle } from '@covibe/shared/formatting';
import { loadRuff } from './ruff.ts';

export type FormatTool = 'Ruff' | 'Prettier' | 'gofmt' | 'clang-format';

export type Formatted =
	| { readonly ok: true; readonly text: string }
	/** A sentence of the tool: most often, where the text cannot be parsed. */
	| { readonly ok: false; readonly reason: string };

type Request = { readonly path: string; readonly text: string; readonly settings: FormatSettings };
type Format = (request: Request) => string | Promise<string>;

const words = (text: string) => new Set(text.split(' '));
/** By the end of a file's name, as in the page's own Format. */
const EXTENSIONS: Readonly<Record<FormatTool, ReadonlySet<string>>> = {
	Ruff: words('py pyi pyw'),
	gofmt: words('go'),
	'clang-format': words('c h cc cpp cxx c++ hh hpp hxx h++ ipp inl java cs proto'),
	Prettier: words(
		'js jsx mjs cjs ts tsx mts cts json webmanifest geojson jsonc json5 graphql gql css scss less html htm xhtml vue md markdown mdx yaml yml',
	),
};

/** Each is loaded when it is first needed: they hold some 20 MB. */
const LOADERS: Readonly<Record<FormatTool, () => Promise<Format>>> = {
	Ruff: async () => {
		const ruff = await loadRuff();
		return ({ text, settings }) => ruff.format(text, settings);
	},
	gofmt: async () => {
		const { format } = await import('@wasm-fmt/gofmt');
		return ({ text }) => format(text);
	},
	'clang-format': async () => {
		const { format } = await import('@wasm-fmt/clang-format');
		return ({ text, path, settings }) => format(text, path, clangStyle(extensionOf(path), settings));
	},
	Prettier: async () => {
		const { format } = await import('prettier');
		return ({ text, path, settings }) => format(text, { ...prettierStyle(settings), filepath: path });
	},
};

const loaded = new Map<FormatTool, Promise<Format>>();

/** The formatter for a file, told by its name. */
export function formatToolOf(path: string): FormatTool | undefined {
	const extension = extensionOf(path);
	const tools = Object.entries(EXTENSIONS) as [FormatTool, ReadonlySet<string>][];
	return tools.find(([, extensions]) => extensions.has(extension))?.[0];
}

/** The text in the tool's form; it never throws for what stands in the text. */
export async function formatText(tool: FormatTool, request: Request): Promise<Formatted> {
	const format = loaded.get(tool) ?? LOADERS[tool]();
	loaded.set(tool, format);
	const run = await format;
	try {
		return { ok: true, text: await run(request) };
	} catch (error) {
		// The tools throw for what they cannot parse, each something else; the first line says where.
		const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		return { ok: false, reason: reason.trim().slice(0, 200) };
	}
}

const extensionOf = (path: string) => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
