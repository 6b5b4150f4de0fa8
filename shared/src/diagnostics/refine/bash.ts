import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { repeated } from './repeated.ts';
import type { Refine } from './refinement.ts';

/** What runs before and after depends on the whole script, or on the function around. */
function scriptAround(context: MatchContext): Node {
	const match = context.get('match');
	const around = context.functionAround(match) ?? match.tree.rootNode;
	context.lookAt(around);
	return around;
}

/** The first piece of each pattern, and where its last ends: the grammar cuts `*"a"*` into three. */
function patternsOf(item: Node): { first: Node; endIndex: number }[] {
	const patterns: { first: Node; endIndex: number }[] = [];
	for (const value of item.childrenForFieldName('value')) {
		const before = patterns.at(-1);
		if (before?.endIndex === value.startIndex) before.endIndex = value.endIndex;
		else patterns.push({ first: value, endIndex: value.endIndex });
	}
	return patterns;
}

function findDuplicateCase(context: MatchContext) {
	const items = context.get('match').namedChildren.filter(({ type }) => type === 'case_item');
	// `;;&` goes on to try what is below.
	if (items.some((item) => item.children.some(({ type }) => type === ';;&' || type === ';&'))) return false;
	const ends = new Map(items.flatMap(patternsOf).map(({ first, endIndex }) => [first, endIndex]));
	const again = repeated([...ends.keys()], (first) => context.text.slice(first.startIndex, ends.get(first)));
	return again ? { at: again } : false;
}

function quoteSingly(context: MatchContext) {
	const string = context.get('report');
	const edit = { start: string.startIndex, end: string.endIndex, text: `'${context.textOf(string).slice(1, -1)}'` };
	return { fix: { title: 'Fill it in when the trap runs', isSafe: false, edits: [edit] } };
}

function goesOnAfterFailure(context: MatchContext): boolean {
	// A change of folder inside of `(…)` or `a && b` is a case of its own.
	if (context.ancestor(context.get('match'), new Set(['list', 'if_statement']), true)) return false;
	const root = context.get('match').tree.rootNode;
	context.lookAt(root);
	return !/^\s*set\s+(-\w*e|-o\s+errexit)|^#!.*\s-\w*e/m.test(context.textOf(root));
}

function isUsedAfterwards(context: MatchContext): boolean {
	const report = context.get('report');
	const name = /^\w+/.exec(context.textOf(report))?.[0];
	if (name === undefined || (report.type === 'word' && !/\+\+$|--$/.test(context.textOf(report)))) return false;
	const around = scriptAround(context);
	const after = context.text.slice(context.get('match').endIndex, around.endIndex);
	const isReset = new RegExp(`^\\s*${name}=`, 'm').test(after);
	return (
		!isReset &&
		new RegExp(`\\$\\{?#?${name}\\b|\\(\\(\\s*${name}\\b`).test(after) &&
		!/shopt -s lastpipe/.test(context.textOf(around))
	);
}

export const BASH_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'sh/cd-then-remove': goesOnAfterFailure,
	'sh/duplicate-case': findDuplicateCase,
	'sh/early-trap': quoteSingly,
	'sh/lost-in-pipe': isUsedAfterwards,
};
