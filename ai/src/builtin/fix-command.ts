import type { Command } from './command.ts';
import { type Context, filesOf, linesOf } from './context.ts';
import { type FixedText, fixText, type Mended } from './fix.ts';
import { breathe, lineOf, type Problem, SYNTAX } from './inspect.ts';
import { code, count, list, paragraphs } from './say.ts';

/** Fixes what has a fix, and says what was done and what is left. */
export async function runFix(command: Extract<Command, { kind: 'fix' }>, context: Context): Promise<string> {
	const { copy, inspector, signal, request } = context;
	const { paths, skipped } = filesOf(command.scope, context);
	const pointed = problemOf(context);
	const wanted = { lines: linesOf(command.scope), rule: command.rule, ...pointed };
	const told: string[] = [];
	for (const path of paths) {
		await breathe(signal);
		const fixed = await fixText(inspector, { path, text: copy.read(path) }, { wanted, signal });
		copy.write(path, fixed.text);
		if (paths.length === 1 || fixed.mended.length + fixed.left.length > 0)
			told.push(tell(path, fixed, request.mode === 'edit'));
	}
	if (told.length === 0) told.push(`I looked at ${count(paths.length, 'file')} and found nothing wrong.`);
	if (skipped > 0) told.push(`${count(skipped, 'file')} did not fit into one look. Name a file to have it looked at.`);
	return paragraphs(...told);
}

/** A problem that the message points at is the only one that is meant. */
function problemOf({ request }: Context): { lines: { fromLine: number; toLine: number }; rule?: string } | undefined {
	const problem = request.mentions?.find((mention) => mention.kind === 'problem');
	if (!problem) return undefined;
	const isOurs = /^[a-z]+\/[a-z0-9-]+$/.test(problem.rule);
	return { lines: { fromLine: problem.line, toLine: problem.line }, ...(isOurs && { rule: problem.rule }) };
}

function tell(path: string, { mended, left, leftLines, report }: FixedText, isDone: boolean): string {
	const name = code(path);
	if (!report.language) return `${name} is in no language that I know, so I cannot check it.`;
	if (mended.length + left.length === 0) return `${name}: the parser and the rules find nothing wrong there.`;
	const all = count(mended.length + left.length, 'problem');
	const done = isDone ? `${mended.length} of ${all} fixed` : `I would fix ${mended.length} of ${all}`;
	return paragraphs(
		`**${name}**: ${mended.length === 0 ? `${all}, and none that I can fix` : done}.`,
		list(mended.map(tellMended)),
		left.length > 0 && mended.length > 0 ? 'Left for a person:' : undefined,
		list(left.map((problem, index) => tellProblem(problem, isDone ? undefined : leftLines[index]))),
	);
}

function tellMended({ line, rule, message, title, isSafe }: Mended): string {
	const check = isSafe ? '' : ' Please check it.';
	return rule === SYNTAX
		? `line ${line}: ${sentence(message)} ${title}.${check}`
		: `line ${line}: ${title} (${code(rule)}).${check}`;
}

/** One line about a problem. */
export function tellProblem(problem: Problem, line = lineOf(problem)): string {
	const rule = problem.rule === SYNTAX ? '' : ` (${code(problem.rule)})`;
	return `line ${line}: ${sentence(problem.message.replace(/\s+/g, ' '))}${rule}`;
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
