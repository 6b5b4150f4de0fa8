import { languageOfPath, type LanguageId } from '@covibe/shared/diagnostics';
import type { Command } from './command.ts';
import { type Context } from './context.ts';
import { type FoundFunction, functionsOf } from './functions.ts';
import { fileWith } from './project-symbols.ts';
import { code, count, list, paragraphs } from './say.ts';

type Insertion = { readonly offset: number; readonly text: string };
type Writer = (found: FoundFunction) => Insertion | undefined;

/** What a person fills in: a rule cannot know what a function is for. */
const TODO = 'TODO:';

const slashed =
	(returnTag: '@return' | '@returns'): Writer =>
	({ name, parameters, returns, lineStart }) =>
		lineStart &&
		over(lineStart, [
			'/**',
			` * ${TODO} what ${name} is for.`,
			...(parameters.length > 0 || returns ? [' *'] : []),
			...parameters.map((parameter) => ` * @param ${parameter} ${TODO}`),
			...(returns ? [` * ${returnTag} ${TODO}`] : []),
			' */',
		]);
const python: Writer = ({ name, parameters, returns, body }) => {
	if (!body) return undefined;
	const lines = [
		`"""${TODO} what ${name} is for.`,
		...(parameters.length > 0 ? ['', 'Args:', ...parameters.map((parameter) => `    ${parameter}: ${TODO}`)] : []),
		...(returns ? ['', 'Returns:', `    ${TODO}`] : []),
	];
	const text = lines.length === 1 ? `${lines[0]}"""` : `${lines.join('\n')}\n"""`;
	return { offset: body.offset, text: `${text.replaceAll(/\n(?=.)/g, `\n${body.indent}`)}\n${body.indent}` };
};
const prefixed =
	(mark: string, words: (name: string) => string): Writer =>
	({ name, lineStart }) =>
		lineStart && over(lineStart, [`${mark} ${words(name)}`]);

const WRITERS: Readonly<Partial<Record<LanguageId, Writer>>> = {
	javascript: slashed('@returns'),
	typescript: slashed('@returns'),
	tsx: slashed('@returns'),
	java: slashed('@return'),
	php: slashed('@return'),
	c: slashed('@return'),
	cpp: slashed('@return'),
	python,
	go: prefixed('//', (name) => `${name} ${TODO} what it does.`),
	rust: prefixed('///', (name) => `${TODO} what ${name} is for.`),
	ruby: prefixed('#', (name) => `${TODO} what ${name} is for.`),
	bash: prefixed('#', (name) => `${TODO} what ${name} is for.`),
	csharp: ({ name, parameters, lineStart }) =>
		lineStart &&
		over(lineStart, [
			`/// <summary>${TODO} what ${name} is for.</summary>`,
			...parameters.map((parameter) => `/// <param name="${parameter}">${TODO}</param>`),
		]),
};

const over = ({ offset, indent }: { offset: number; indent: string }, lines: readonly string[]): Insertion => ({
	offset,
	text: lines.map((line) => `${indent}${line}\n`).join(''),
});

/** Writes the frame of a comment over every function that has none; what it says is for a person. */
export async function runDocument(
	{ scope, name }: Extract<Command, { kind: 'document' }>,
	context: Context,
): Promise<string> {
	const { copy, inspector, request } = context;
	if (scope.kind !== 'file') return 'Name a file, or open one: I write comments in one file at a time.';
	const path = await fileWith(name, scope.path, context);
	// A name says more than the selection.
	const lines = name !== undefined ? undefined : scope.lines;
	const language = languageOfPath(path);
	const writer = language && WRITERS[language.id];
	if (!writer) return `I do not know how comments over functions look in ${code(path)}.`;
	const text = copy.read(path);
	const tags = await inspector.tags(path, text);
	const found =
		tags && (await inspector.withTree(path, text, (tree) => functionsOf({ tree, text, tags, language: language.id })));
	const wanted = (found ?? []).filter(
		(each) =>
			(name === undefined || each.name === name) &&
			(!lines || (each.line <= lines.toLine && each.endLine >= lines.fromLine)),
	);
	if (wanted.length === 0)
		return name === undefined
			? `I see no function in ${code(path)} there.`
			: `${code(path)} has no function ${code(name)}.`;
	// In a selection the innermost is meant.
	const bare = wanted.filter(({ isDocumented }) => !isDocumented);
	const insertions = bare.flatMap((each) => writer(each) ?? []);
	if (insertions.length === 0) return `Each function there has a comment already.`;
	copy.write(path, insert(text, insertions));
	return paragraphs(
		`${request.mode === 'edit' ? 'Wrote' : 'I would write'} the frame of ${count(insertions.length, 'comment')} in ${code(path)}:`,
		list(bare.map((each) => `line ${each.line}: ${code(each.name)}`)),
		`What a function is for is yours to say: look for ${code(TODO)}`,
	);
}

function insert(text: string, insertions: readonly Insertion[]): string {
	return insertions
		.toSorted((one, other) => other.offset - one.offset)
		.reduce((before, { offset, text: added }) => before.slice(0, offset) + added + before.slice(offset), text);
}
