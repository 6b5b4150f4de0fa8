import type { MatchContext } from '../match-context.ts';
import type { Refine } from './refinement.ts';
import { isPastedSql, type SqlShape } from './sql.ts';

const SQL: SqlShape = {
	formats: new Set(),
	interpolation: 'interpolation',
	assignments: {
		// The grammar gives a declarator's value no field; it is its last child.
		variable_declarator: (node) => [node.childForFieldName('name'), node.lastNamedChild],
		assignment_expression: (node) => [node.childForFieldName('left'), node.childForFieldName('right')],
	},
};

function isNoOverride(context: MatchContext): boolean {
	const modifiers = context.get('match').namedChildren.filter(({ type }) => type === 'modifier');
	return !modifiers.some((modifier) => context.textOf(modifier) === 'override');
}

function goesOnLooping(context: MatchContext): boolean {
	const last = context.get('report').parent?.lastNamedChild;
	return !last || !['break_statement', 'return_statement', 'throw_statement'].includes(last.type);
}

function isAsyncAround(context: MatchContext): boolean {
	const around = context.functionAround(context.get('match'));
	return around?.children.some((child) => context.textOf(child) === 'async') ?? false;
}

/** `string IBook.Title => Title` answers for the interface with the class's own property. */
function isNotForInterface(context: MatchContext): boolean {
	return !context.get('match').namedChildren.some(({ type }) => type === 'explicit_interface_specifier');
}

const SECRET = /token|password|passwd|secret|salt|nonce|otp|apikey|sessionid/i;

function isForSecret(context: MatchContext): boolean {
	const match = context.get('match');
	const called = context.functionAround(match)?.childForFieldName('name');
	if (called && SECRET.test(context.textOf(called)) && !/cancel/i.test(context.textOf(called))) return true;
	const assignment = context.ancestor(match, new Set(['variable_declarator', 'assignment_expression']), true);
	const left = assignment?.childForFieldName('name') ?? assignment?.childForFieldName('left');
	if (!left) return false;
	context.lookAt(left);
	return SECRET.test(context.textOf(left));
}

function isDeclaredOutside(context: MatchContext): boolean {
	const loops = new Set(['for_statement', 'foreach_statement', 'while_statement', 'do_statement']);
	const loop = context.ancestor(context.get('match'), loops, true);
	if (!loop) return false;
	context.lookAt(loop);
	return !new RegExp(`\\b(string|var)\\s+${context.textOf(context.get('name'))}\\b`).test(context.textOf(loop));
}

function isKept(context: MatchContext): boolean {
	const name = context.textOf(context.get('error'));
	// Somebody put another exception into the variable.
	return !new RegExp(`(?<![\\w.])${name}\\s*=(?!=)`).test(context.textOf(context.get('match')));
}

export const CSHARP_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'cs/async-void': isNoOverride,
	'cs/changed-while-looped': goesOnLooping,
	'cs/lost-stack': isKept,
	'cs/predictable-secret': isForSecret,
	'cs/self-property': isNotForInterface,
	'cs/sleep-in-async': isAsyncAround,
	'cs/sql-injection': (context) => isPastedSql(context, 'sql', SQL),
	'cs/string-grown-in-loop': isDeclaredOutside,
	'cs/task-not-awaited': isAsyncAround,
};
