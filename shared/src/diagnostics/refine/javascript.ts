import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { repeated } from './repeated.ts';
import type { Refine } from './refinement.ts';

/** A function that is called so is trusted to make text harmless, and a name that says so to hold some. */
const SANITISER = /sanitiz|sanitis|escape|purify|trusted|encodeURIComponent/i;

function isNotSanitised(context: MatchContext): boolean {
	const code = context.get('code');
	const target = code.childForFieldName('function') ?? code.childForFieldName('constructor');
	const named = target ?? (code.type === 'identifier' || code.type === 'member_expression' ? code : undefined);
	return !(named && SANITISER.test(context.textOf(named)));
}

function hasNoResult(context: MatchContext): boolean {
	// What an async callback gives is its promise.
	if (context.get('callback').firstChild?.type === 'async') return false;
	const body = context.get('body');
	return !leavesWithValue(body, new Set(context.profile.functions));
}

/** Whether code, without the functions in it, returns a value or always throws. */
function leavesWithValue(node: Node, functions: ReadonlySet<string>): boolean {
	if (functions.has(node.type)) return false;
	if (node.type === 'throw_statement') return true;
	if (node.type === 'return_statement') return node.namedChildCount > 0;
	return node.namedChildren.some((child) => leavesWithValue(child, functions));
}

/** Spreads may overwrite what came before on purpose, so keys are compared between two of them only. */
function findDuplicateKey(context: MatchContext) {
	let keys: Node[] = [];
	for (const child of context.get('match').namedChildren) {
		if (child.type === 'spread_element') keys = [];
		const key = child.type === 'pair' ? child.childForFieldName('key') : null;
		if (key && (key.type === 'property_identifier' || key.type === 'string')) keys.push(key);
		const again = repeated(keys, (each) => context.textOf(each).replace(/^["']|["']$/g, ''));
		if (again) return context.textOf(again) === '__proto__' ? false : { at: again };
	}
	return false;
}

function findDuplicateCase(context: MatchContext) {
	const values = context
		.get('match')
		.namedChildren.map((child) => child.childForFieldName('value'))
		.filter((value) => value !== null);
	const again = repeated(values, (value) => context.textOf(value));
	return again ? { at: again } : false;
}

export const JAVASCRIPT_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'js/dangerous-jsx-html': isNotSanitised,
	'js/duplicate-case': findDuplicateCase,
	'js/duplicate-key': findDuplicateKey,
	'js/html-injection': isNotSanitised,
	'js/missing-callback-return': hasNoResult,
};
