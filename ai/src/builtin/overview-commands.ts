import { languageOfPath } from '@covibe/shared/diagnostics';
import { type OutlineItem, outlineOf } from '@covibe/shared/structure';
import type { Command } from './command.ts';
import { type Context, filesOf, linesOf } from './context.ts';
import { breathe, type Problem } from './inspect.ts';
import { countLines, lineAt } from './project-symbols.ts';
import { tellProblem } from './fix-command.ts';
import { code, count, list, paragraphs } from './say.ts';

const MOST_ITEMS = 80;
const TODO = /\b(TODO|FIXME|HACK|XXX|BUG)\b[:(]?.*/;

/** What a file holds, or which files there are. */
export async function runOutline({ scope }: Extract<Command, { kind: 'outline' }>, context: Context): Promise<string> {
	return scope.kind === 'file' ? outlineFile(scope.path, context) : outlineProject(context);
}

export async function outlineFile(path: string, { copy, inspector }: Context): Promise<string> {
	const text = copy.read(path);
	const tags = await inspector.tags(path, text);
	const language = languageOfPath(path)?.name ?? 'plain text';
	const head = `**${code(path)}**: ${language}, ${count(countLines(text), 'line')}.`;
	if (!tags) return head;
	const rows = rowsOf(outlineOf(tags), text, 0);
	const modules = [...new Set(tags.modules)];
	return paragraphs(
		head,
		modules.length > 0 ? `Uses ${modules.slice(0, 20).map(code).join(', ')}.` : undefined,
		rows.length === 0 ? 'It defines nothing that has a name.' : rows.slice(0, MOST_ITEMS).join('\n'),
		rows.length > MOST_ITEMS ? `And ${rows.length - MOST_ITEMS} more.` : undefined,
	);
}

function rowsOf(items: readonly OutlineItem[], text: string, depth: number): string[] {
	return items.flatMap(({ kind, name, nameSpan, children }) => [
		`${'  '.repeat(depth)}- ${kind} ${code(name)}, line ${lineAt(text, nameSpan.start).line}`,
		...rowsOf(children, text, depth + 1),
	]);
}

async function outlineProject(context: Context): Promise<string> {
	const { copy, inspector, signal } = context;
	const { paths } = filesOf({ kind: 'project' }, context);
	const rows: string[] = [];
	for (const path of paths) {
		const text = copy.read(path);
		const tags = await inspector.tags(path, text);
		await breathe(signal);
		const names = tags ? outlineOf(tags).map(({ name }) => name) : [];
		const shown = names.length > 0 ? `: ${names.slice(0, 6).map(code).join(', ')}${names.length > 6 ? ', …' : ''}` : '';
		rows.push(`${code(path)}, ${count(countLines(text), 'line')}${shown}`);
	}
	return paragraphs(`${count(copy.paths.length, 'file')} in the project:`, list(rows, MOST_ITEMS));
}

/** Notes to self, in comments where the language is known. */
export async function runTodos({ scope }: Extract<Command, { kind: 'todos' }>, context: Context): Promise<string> {
	const { copy, inspector, signal } = context;
	const rows: string[] = [];
	for (const path of filesOf(scope, context).paths) {
		const text = copy.read(path);
		if (!TODO.test(text)) continue;
		await breathe(signal);
		const found = [...text.matchAll(new RegExp(TODO, 'g'))];
		const comments = await inspector.withTree(path, text, ({ rootNode }) =>
			found.filter(({ index }) => /comment/.test(rootNode.descendantForIndex(index)?.type ?? '')),
		);
		for (const { index, 0: note } of comments ?? found)
			rows.push(
				`${code(path)}, line ${lineAt(text, index).line}: ${code(note.replace(/\s*(?:\*\/|-->)\s*$/, '').slice(0, 160))}`,
			);
	}
	if (rows.length === 0) return 'I find no TODO, FIXME, HACK, XXX or BUG in a comment.';
	return paragraphs(`${count(rows.length, 'note')}:`, list(rows, MOST_ITEMS));
}

const HEADINGS = { error: 'Errors', warning: 'Warnings', info: 'Worth a thought' } as const;

/** What the parser and the rules find, the worst first; changes nothing. */
export async function runReview(
	{ scope, categories }: Extract<Command, { kind: 'review' }>,
	context: Context,
): Promise<string> {
	const { paths, skipped } = filesOf(scope, context);
	const found: { path: string; problem: Problem }[] = [];
	let unknown = 0;
	for (const path of paths) {
		await breathe(context.signal);
		const report = await context.inspector.report(path, context.copy.read(path), context.signal);
		if (!report.language) unknown += 1;
		const wanted = report.problems.filter(({ category }) => categories?.some((each) => each === category) ?? true);
		found.push(...wanted.map((problem) => ({ path, problem })));
	}
	const isOne = scope.kind === 'file' && linesOf(scope) === undefined;
	const sections = Object.entries(HEADINGS).flatMap(([severity, heading]) => {
		const some = found.filter(({ problem }) => problem.severity === severity);
		if (some.length === 0) return [];
		const rows = some.map(({ path, problem }) => `${isOne ? '' : `${code(path)}, `}${tellProblem(problem)}`);
		return [paragraphs(`**${heading}** (${some.length})`, list(rows, 20))];
	});
	const fixable = found.filter(({ problem }) => problem.fix).length;
	const looked = isOne ? code(scope.path) : count(paths.length, 'file');
	return paragraphs(
		`I looked at ${looked} with the parser and the rules${categories ? ` for ${categories.join(', ')}` : ''}: ${found.length === 0 ? 'nothing to say' : count(found.length, 'finding')}.`,
		...sections,
		fixable > 0
			? `I can fix ${fixable} of them: say \`fix the problems${isOne ? '' : ' in the project'}\`.`
			: undefined,
		unknown > 0 ? `${count(unknown, 'file')} ${unknown === 1 ? 'is' : 'are'} in no language that I know.` : undefined,
		skipped > 0 ? `${count(skipped, 'file')} did not fit into one look.` : undefined,
		'What a program means, and whether it does what you want, I cannot judge.',
	);
}
