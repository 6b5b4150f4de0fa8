import { languageOfPath } from '@covibe/shared/diagnostics';
import { readFormatSettings } from '@covibe/shared/formatting';
import type { Command } from './command.ts';
import { type Context, filesOf } from './context.ts';
import { formatText, formatToolOf } from './formatters.ts';
import { breathe } from './inspect.ts';
import { code, count, list, paragraphs } from './say.ts';
import { canSortImports, sortImports } from './sort-imports.ts';

/** UTF-16 units: Prettier needs a second for 500,000, and others wait meanwhile. */
const MOST_UNITS = 300_000;

type Done = { readonly path: string; readonly word: string };

/** Formats files as the page's own Format does. */
export async function runFormat({ scope }: Extract<Command, { kind: 'format' }>, context: Context): Promise<string> {
	const { copy, signal } = context;
	const [done, refused]: [Done[], string[]] = [[], []];
	const { paths } = filesOf(scope, context);
	for (const path of paths) {
		await breathe(signal);
		const text = copy.read(path);
		const tool = formatToolOf(path);
		if (!tool || text.length > MOST_UNITS) {
			if (scope.kind === 'file') refused.push(`${code(path)}: ${tool ? 'too long' : 'I have no formatter for it'}.`);
			continue;
		}
		const settings = readFormatSettings(path, text, (name) => (copy.has(name) ? copy.read(name) : undefined));
		const formatted = await formatText(tool, { path, text, settings });
		if (!formatted.ok) refused.push(`${code(path)}: ${tool} cannot read it. ${formatted.reason}`);
		else if (formatted.text !== text) done.push({ path, word: tool });
		if (formatted.ok) copy.write(path, formatted.text);
	}
	return tell(context, { done, refused, verb: ['Formatted', 'format'], nothing: 'is formatted already', paths });
}

/** Sorts imports where their order means nothing. */
export async function runSortImports(
	{ scope }: Extract<Command, { kind: 'sort-imports' }>,
	context: Context,
): Promise<string> {
	const { copy, inspector, signal } = context;
	const [done, refused]: [Done[], string[]] = [[], []];
	const { paths } = filesOf(scope, context);
	for (const path of paths) {
		await breathe(signal);
		const language = languageOfPath(path);
		const text = copy.read(path);
		if (!language || !canSortImports(language.id)) {
			if (scope.kind === 'file')
				refused.push(
					`${code(path)}: I do not sort imports there${language ? `; in ${language.name} their order may matter` : ''}.`,
				);
			continue;
		}
		const sorted = await inspector.withTree(path, text, (tree) =>
			tree.rootNode.hasError ? undefined : sortImports(tree, text, language.id),
		);
		if (sorted === undefined) refused.push(`${code(path)}: it has syntax errors. Fix them first.`);
		else if (sorted !== text) done.push({ path, word: language.name });
		copy.write(path, sorted ?? text);
	}
	return tell(context, {
		done,
		refused,
		verb: ['Sorted the imports of', 'sort the imports of'],
		nothing: 'has its imports sorted',
		paths,
	});
}

function tell(
	{ request }: Context,
	told: {
		done: readonly Done[];
		refused: readonly string[];
		verb: readonly [string, string];
		nothing: string;
		paths: readonly string[];
	},
): string {
	const { done, refused, verb, nothing, paths } = told;
	const [past, future] = verb;
	const head = request.mode === 'edit' ? past : `I would ${future}`;
	const [only] = paths;
	const isOne = paths.length === 1 && only !== undefined;
	return paragraphs(
		done.length > 0
			? `${head} ${isOne ? `${code(only)} (${done[0]?.word}).` : `${count(done.length, 'file')}:`}`
			: undefined,
		done.length > 0 && !isOne ? list(done.map(({ path, word }) => `${code(path)} (${word})`)) : undefined,
		done.length === 0 && refused.length === 0
			? isOne
				? `${code(only)} ${nothing}.`
				: `Nothing to change in ${count(paths.length, 'file')}.`
			: undefined,
		refused.length > 0 ? list(refused) : undefined,
	);
}
