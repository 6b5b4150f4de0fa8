import type { Options, Plugin } from 'prettier';
import { format } from 'prettier/standalone';
import { FormatRefusal } from './format-refusal.ts';

/** Where the plugins come from: each is a file of its own, fetched when a language needs it. */
const PLUGINS = {
	babel: () => import('prettier/plugins/babel'),
	estree: () => import('prettier/plugins/estree'),
	graphql: () => import('prettier/plugins/graphql'),
	html: () => import('prettier/plugins/html'),
	markdown: () => import('prettier/plugins/markdown'),
	postcss: () => import('prettier/plugins/postcss'),
	typescript: () => import('prettier/plugins/typescript'),
	yaml: () => import('prettier/plugins/yaml'),
} as const satisfies Record<string, () => Promise<Plugin>>;

type PluginName = keyof typeof PLUGINS;
type Recipe = { readonly parser: string; readonly plugins: readonly PluginName[] };

const JS: readonly PluginName[] = ['babel', 'estree'];
const TS: readonly PluginName[] = ['typescript', 'estree'];
const CSS: readonly PluginName[] = ['postcss'];
/** A page holds styles and scripts. */
const PAGE: readonly PluginName[] = ['html', 'postcss', 'babel', 'estree'];

/** By the end of the file's name. */
const RECIPES: Readonly<Record<string, Recipe>> = {
	...each('js jsx mjs cjs', { parser: 'babel', plugins: JS }),
	...each('ts tsx mts cts', { parser: 'typescript', plugins: TS }),
	...each('json webmanifest map geojson', { parser: 'json', plugins: JS }),
	...each('jsonc', { parser: 'jsonc', plugins: JS }),
	...each('json5', { parser: 'json5', plugins: JS }),
	...each('css', { parser: 'css', plugins: CSS }),
	...each('scss', { parser: 'scss', plugins: CSS }),
	...each('less', { parser: 'less', plugins: CSS }),
	...each('html htm xhtml', { parser: 'html', plugins: PAGE }),
	...each('vue', { parser: 'vue', plugins: [...PAGE, 'typescript'] }),
	...each('md markdown', { parser: 'markdown', plugins: ['markdown'] }),
	...each('mdx', { parser: 'mdx', plugins: ['markdown'] }),
	...each('yaml yml', { parser: 'yaml', plugins: ['yaml'] }),
	...each('graphql gql', { parser: 'graphql', plugins: ['graphql'] }),
};

export type PrettierRequest = {
	readonly text: string;
	/** As in `extensions.ts`. */
	readonly extension: string;
	readonly options: Options;
	readonly range?: { readonly start: number; readonly end: number } | undefined;
};

/** @throws FormatRefusal when the text cannot be parsed. */
export async function prettify({ text, extension, options, range }: PrettierRequest): Promise<string> {
	const recipe = RECIPES[extension];
	if (!recipe) throw new Error(`prettier has no parser for .${extension}`);
	const plugins = await Promise.all(recipe.plugins.map((name) => PLUGINS[name]()));
	try {
		return await format(text, {
			...options,
			parser: recipe.parser,
			plugins,
			...(range && { rangeStart: range.start, rangeEnd: range.end }),
		});
	} catch (error) {
		throw toRefusal(error);
	}
}

/** Prettier's syntax errors carry a place, and a message with a picture of the code below its first line. */
function toRefusal(error: unknown): FormatRefusal {
	const message = error instanceof Error ? error.message : String(error);
	const [first = ''] = message.split('\n');
	return new FormatRefusal(first.replace(/\s*\(\d+:\d+\)$/, '').replace(/^\w*Syntax ?Error: /i, ''), lineOf(error));
}

function lineOf(error: unknown): number | undefined {
	const place: unknown = error instanceof Error && 'loc' in error ? error.loc : undefined;
	const start: unknown = typeof place === 'object' && place !== null && 'start' in place ? place.start : undefined;
	const line: unknown = typeof start === 'object' && start !== null && 'line' in start ? start.line : undefined;
	return typeof line === 'number' ? line : undefined;
}

function each(extensions: string, recipe: Recipe): Record<string, Recipe> {
	return Object.fromEntries(extensions.split(' ').map((extension) => [extension, recipe]));
}
