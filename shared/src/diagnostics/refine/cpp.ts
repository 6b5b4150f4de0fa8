import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { declarationsOf } from './c-declarations.ts';
import type { Refine } from './refinement.ts';

/** Looks at every value that the function gives the name; a value of unknown kind decides nothing. */
function isMadeOtherwise(context: MatchContext): boolean {
	const name = context.get('name');
	const text = context.textOf(name);
	const isArrayDelete = context.textOf(context.get('match')).includes('[');
	const around = context.functionAround(name);
	const assigned = (around?.descendantsOfType('assignment_expression') ?? [])
		.filter((each) => context.textOf(each.childForFieldName('left') ?? each) === text)
		.map((each) => each.childForFieldName('right'));
	const declared = declarationsOf(context, name, text);
	if (declared.some(({ isParameter }) => isParameter)) return false;
	const values = [...declared.map(({ value }) => value), ...assigned].filter((value) => isSomething(value));
	return values.length > 0 && values.every((value) => isArrayNew(value) === !isArrayDelete);
}

const isSomething = (value: Node | null | undefined): value is Node =>
	value !== null && value !== undefined && value.type !== 'null';

/** Undefined for what is no `new`, and for a type whose name may hide an array. */
function isArrayNew(value: Node): boolean | undefined {
	if (value.type !== 'new_expression' || value.childForFieldName('placement')) return undefined;
	// The grammar does not know `new T *[n]` and leaves an error beside it.
	if (value.parent?.hasError || value.parent?.parent?.hasError) return undefined;
	return value.childForFieldName('declarator')?.type === 'new_declarator';
}

function leavesAsPointer(context: MatchContext): boolean {
	const match = context.get('match');
	if (match.type !== 'return_statement') return true;
	const around = context.functionAround(match);
	return around?.childForFieldName('declarator')?.type === 'pointer_declarator';
}

function findErase(context: MatchContext) {
	const match = context.get('match');
	const iterator = context.textOf(context.get('iterator'));
	const initializer = match.childForFieldName('initializer');
	if (!initializer || !/\bbegin\s*\(/.test(context.textOf(initializer))) return false;
	const isErase = new RegExp(`(?:\\.|->)erase\\s*\\(\\s*${iterator}\\s*\\);?$`);
	const at = context
		.get('body')
		.descendantsOfType('expression_statement')
		.find((statement) => isErase.test(context.textOf(statement)) && goesOnLooping(statement, iterator, context));
	return at?.namedChild(0)?.type === 'call_expression' ? { at } : false;
}

function goesOnLooping(statement: Node, iterator: string, context: MatchContext): boolean {
	for (let next = statement.nextNamedSibling; next; next = next.nextNamedSibling) {
		if (/^(?:break|return|goto|throw)_statement$/.test(next.type)) return false;
		if (new RegExp(`\\b${iterator}\\s*(?:=|--)|--\\s*${iterator}\\b`).test(context.textOf(next))) return false;
	}
	return true;
}

function isOnlyRead(context: MatchContext): boolean {
	const name = context.textOf(context.get('name'));
	const body = context.get('match').childForFieldName('body');
	const changes = [
		`\\b${name}\\s*(?:\\[[^\\]]*\\]\\s*)?(?:[-+|&^*/]?=(?!=)|<<|\\+\\+|--)`,
		`(?:\\+\\+|--|&|>>\\s*)${name}\\b`,
		`\\b(?:move|swap|forward|transform|sort|erase|getline)\\s*(?:<[^>]*>)?\\([^;]*\\b${name}\\b`,
		`\\b${name}(?:\\.|->)(?:push|pop|append|insert|erase|clear|resize|replace|assign|emplace|begin|swap|remove|first|second|reserve|data|reset)`,
		`:\\s*${name}\\s*\\)`,
	];
	return body !== null && !new RegExp(changes.join('|')).test(context.textOf(body));
}

/** Where the types differ, the move may be what makes the conversion. */
function isLocalOfReturnType(context: MatchContext): boolean {
	const name = context.get('name');
	const around = context.functionAround(name);
	const type = around?.childForFieldName('type');
	const isValue = around?.childForFieldName('declarator')?.type === 'function_declarator';
	if (!type || !isValue) return false;
	const declared = declarationsOf(context, name, context.textOf(name));
	const wanted = context.textOf(type);
	return (
		declared.length > 0 &&
		declared.every((each) => each.shape === 'plain' && !each.isParameter && !each.isStatic && each.type === wanted)
	);
}

function hasOnlyImpliedDestructor(context: MatchContext): boolean {
	const match = context.get('match');
	if (match.namedChildren.some(({ type }) => type === 'base_class_clause' || type === 'virtual_specifier'))
		return false;
	const text = context.textOf(match);
	return /\bvirtual\b[^;{}]*=\s*0\s*;/.test(text) && !text.includes('~');
}

export const CPP_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'cpp/copied-in-loop': isOnlyRead,
	'cpp/dangling-c-str': leavesAsPointer,
	'cpp/delete-mismatch': isMadeOtherwise,
	'cpp/erase-in-loop': findErase,
	'cpp/pessimizing-move': isLocalOfReturnType,
	'cpp/virtual-destructor': hasOnlyImpliedDestructor,
};
