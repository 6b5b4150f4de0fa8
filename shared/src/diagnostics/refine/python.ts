import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { repeated } from './repeated.ts';
import type { Refine } from './refinement.ts';

function findDuplicateKey(context: MatchContext) {
	let keys: Node[] = [];
	for (const child of context.get('match').namedChildren) {
		if (child.type === 'dictionary_splat') keys = [];
		const key = child.type === 'pair' ? child.childForFieldName('key') : null;
		if (!key || !['string', 'integer', 'identifier'].includes(key.type)) continue;
		keys.push(key);
		const again = repeated(keys, (each) => context.textOf(each));
		if (again) return { at: again };
	}
	return false;
}

function isAsyncAround(context: MatchContext): boolean {
	// A lambda inside is run by somebody else, as is a plain function.
	const around = context.functionAround(context.get('match'));
	return around?.firstChild?.type === 'async';
}

/** Words that change what they are called on, or give it away to be changed. */
const CHANGES = '(append|extend|insert|remove|pop|clear|update|add|setdefault|sort|reverse|discard|popitem)';

function isChangedInside(context: MatchContext): boolean {
	const name = context.textOf(context.get('name'));
	const around = context.functionAround(context.get('match'));
	const body = around?.childForFieldName('body');
	if (!body || !/^\w+$/.test(name)) return false;
	return new RegExp(`(?<![\\w.])${name}(\\.${CHANGES}\\(|\\[[^\\]\\n]*\\]\\s*[+|-]?=(?!=)|\\s*\\+=)`).test(
		context.textOf(body),
	);
}

function raisesAgain(context: MatchContext): boolean {
	return context.get('match').descendantsOfType('raise_statement').length === 0;
}

function usesVariable(context: MatchContext): boolean {
	const name = context.textOf(context.get('variable'));
	const body = context.get('body');
	return [body, ...body.descendantsOfType('identifier')].some(
		(node) => node.type === 'identifier' && context.textOf(node) === name,
	);
}

function goesOnLooping(context: MatchContext): boolean {
	const next = context.get('_statement').nextNamedSibling;
	return !next || !['break_statement', 'return_statement', 'raise_statement'].includes(next.type);
}

function hasNoPlace(context: MatchContext): boolean {
	const match = context.get('match');
	return !match.namedChildren.some(({ type }) => type === 'interpolation') && /\w/.test(context.textOf(match).slice(1));
}

function dropBrackets(context: MatchContext) {
	const list = context.get('list');
	const edit = { start: list.startIndex, end: list.endIndex, text: context.textOf(list).slice(1, -1) };
	return { fix: { title: 'Drop the brackets', isSafe: true, edits: [edit] } };
}

export const PYTHON_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'py/bare-except': raisesAgain,
	'py/blocking-sleep': isAsyncAround,
	'py/changed-while-looped': goesOnLooping,
	'py/duplicate-key': findDuplicateKey,
	'py/empty-f-string': hasNoPlace,
	'py/late-binding': usesVariable,
	'py/list-in-all': dropBrackets,
	'py/mutable-default': isChangedInside,
};
