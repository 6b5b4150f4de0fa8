import { outlineOf, outlinePath } from '@covibe/shared/structure';
import type { Command } from './command.ts';
import { type Context, linesOf } from './context.ts';
import type { LineRange } from './fix.ts';
import { lineOf, type Problem, SYNTAX } from './inspect.ts';
import { outlineFile } from './overview-commands.ts';
import { lineAt, offsetOfLine } from './project-symbols.ts';
import { readRuleWords, type RuleWords } from './rule-words.ts';
import { code, count, paragraphs, quoteLines } from './say.ts';
import { explainName } from './symbol-commands.ts';

/** More than three at once is a review. */
const MOST_EXPLAINED = 3;

/** Says why something is a problem; changes nothing. */
export async function runExplain(command: Extract<Command, { kind: 'explain' }>, context: Context): Promise<string> {
	const { request, copy, inspector, signal } = context;
	const pointed = request.mentions?.find((mention) => mention.kind === 'problem');
	if (command.rule !== undefined && !pointed) return sayRule(command.rule);
	if (command.name !== undefined && !pointed) return explainName(command.name, context);
	const place = pointed ? pointed.path : command.scope?.kind === 'file' ? command.scope.path : undefined;
	if (place === undefined || !copy.has(place)) return 'I do not know which place you mean. Open a file, or name one.';
	const lines = pointed ? { fromLine: pointed.line, toLine: pointed.line } : command.scope && linesOf(command.scope);
	const text = copy.read(place);
	const { problems, language } = await inspector.report(place, text, signal);
	if (!language) return `${code(place)} is in no language that I know.`;
	const here = problems.filter(
		(problem) =>
			(!lines || (lineOf(problem) <= lines.toLine && problem.endPosition.row + 1 >= lines.fromLine)) &&
			(!pointed || pointed.rule === problem.rule || !problems.some(({ rule }) => rule === pointed.rule)),
	);
	if (command.isOverview && !pointed)
		return paragraphs(
			await outlineFile(place, context),
			here.length > 0
				? `${count(here.length, 'problem')} there: say \`explain the problems\` or \`fix them\`.`
				: undefined,
		);
	if (here.length === 0 && pointed) return sayForeign(pointed, text);
	if (here.length === 0)
		return paragraphs(
			`${code(place)}: the parser and the rules find nothing wrong there.`,
			lines ? await sayLines(place, lines, context) : await outlineFile(place, context),
		);
	const told = await Promise.all(
		here.slice(0, MOST_EXPLAINED).map((one) => sayProblem(one, { path: place, text }, context)),
	);
	const rest = here.length - told.length;
	return paragraphs(...told, rest > 0 ? `${count(rest, 'more problem')} there: ask for a \`review\`.` : undefined);
}

function sayRule(id: string): string {
	const words = readRuleWords(id);
	if (!words) return `I have no rule ${code(id)}.`;
	return paragraphs(`**${words.title}** (${code(id)})`, words.reason, ...sayExamples(words, true));
}

function sayExamples({ bad, good }: RuleWords, withBad: boolean): string[] {
	const fence = (title: string, { language, code: text }: { language: string; code: string }) =>
		`${title}\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
	return [...(bad && withBad ? [fence('Found:', bad)] : []), ...(good ? [fence('Better:', good)] : [])];
}

async function sayProblem(problem: Problem, file: { path: string; text: string }, context: Context): Promise<string> {
	const words = problem.rule === SYNTAX ? undefined : readRuleWords(problem.rule);
	const line = lineOf(problem);
	const about = problem.rule === SYNTAX ? 'syntax' : code(problem.rule);
	const cwe = problem.cwe === undefined ? '' : `, CWE-${problem.cwe}`;
	return paragraphs(
		`**${code(file.path)}, line ${line}** (${problem.severity}, ${about}${cwe}): ${problem.message}`,
		quoteLines(file.text, { fromLine: line, toLine: Math.min(problem.endPosition.row + 1, line + 4) }),
		await sayWhere(problem, file, context),
		words && `Why: ${words.reason}`,
		...(words ? sayExamples(words, false) : []),
		problem.docUrl && `More about it: ${problem.docUrl}`,
		problem.fix && `I can fix it: ${problem.fix.title}. Say \`fix line ${line}\`.`,
	);
}

async function sayWhere(
	{ start, end }: Problem,
	{ path, text }: { path: string; text: string },
	{ inspector }: Context,
): Promise<string | undefined> {
	const type = await inspector.withTree(path, text, ({ rootNode }) => {
		const node = rootNode.namedDescendantForIndex(start, Math.max(start, end - 1));
		return node && !node.isError && node.id !== rootNode.id ? node.type : undefined;
	});
	const tags = await inspector.tags(path, text);
	const around = tags && outlinePath(outlineOf(tags), start).at(-1);
	if (type === undefined && !around) return undefined;
	const what = type === undefined ? 'It stands' : `To the parser it is a ${code(type.replaceAll('_', ' '))}`;
	return around ? `${what} in the ${around.kind} ${code(around.name)}.` : `${what}.`;
}

/** What stands in lines that have no problem. */
async function sayLines(path: string, lines: LineRange, { copy, inspector }: Context): Promise<string | undefined> {
	const text = copy.read(path);
	const tags = await inspector.tags(path, text);
	if (!tags) return undefined;
	const [start, end] = [offsetOfLine(text, lines.fromLine), offsetOfLine(text, lines.toLine + 1)];
	const around = outlinePath(outlineOf(tags), start).at(-1);
	const names = new Set(
		tags.occurrences.filter((each) => each.start >= start && each.start < end).map(({ name }) => name),
	);
	const isOne = lines.fromLine === lines.toLine;
	return paragraphs(
		around &&
			`${isOne ? 'It stands' : 'They stand'} in the ${around.kind} ${code(around.name)}, line ${lineAt(text, around.nameSpan.start).line}.`,
		names.size > 0
			? `${isOne ? 'It speaks' : 'They speak'} of ${[...names].slice(0, 12).map(code).join(', ')}; ask me where ${names.size === 1 ? 'that' : 'one of them'} is defined.`
			: undefined,
	);
}

/** A problem of a linter or a language service that runs in the page alone. */
function sayForeign(
	{ path, line, rule, message }: { path: string; line: number; rule: string; message: string },
	text: string,
): string {
	return paragraphs(
		`**${code(path)}, line ${line}** (${code(rule)}): ${message.replace(/\s+/g, ' ')}`,
		quoteLines(text, { fromLine: line, toLine: line }),
		'That is what the editor says of it; I have no page on this rule.',
	);
}
