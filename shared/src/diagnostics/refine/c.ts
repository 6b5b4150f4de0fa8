import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { declarationsOf } from './c-declarations.ts';
import type { Refine } from './refinement.ts';

const quoted = (text: string) => text.replace(/[^\w\s]/g, '\\$&');

const functionText = (context: MatchContext) => {
	const around = context.functionAround(context.get('match'));
	return around ? context.textOf(around) : '';
};

/** Constants, tables of texts and what is called a format are chosen by the program itself. */
function isForeignFormat(context: MatchContext): boolean {
	const format = context.get('format');
	const text = context.textOf(format);
	if (/fmt|format|usage|help|banner|template/i.test(text) || !/[a-z]/.test(text)) return false;
	if (format.type === 'subscript_expression') return /^argv\[/.test(text);
	if (format.type === 'field_expression') return /^\w+(?:\.|->)\w+$/.test(text);
	const declared = declarationsOf(context, format, text);
	return declared.length > 0 && declared.every(({ value }) => !isLiteral(value)) && !isSetToLiteral(context, text);
}

const isLiteral = (value: Node | undefined) =>
	value !== undefined && value.descendantsOfType(['string_literal', 'concatenated_string']).length > 0;

const isSetToLiteral = (context: MatchContext, name: string) =>
	new RegExp(`(?<![\\w.>])${name}\\s*=\\s*[^;]*"`).test(functionText(context));

function isNotMeasured(context: MatchContext): boolean {
	const source = quoted(context.textOf(context.get('source')));
	return !new RegExp(`strlen\\s*\\(\\s*${source}`).test(functionText(context));
}

function isPointerHere(context: MatchContext): boolean {
	const pointer = context.get('pointer');
	const declared = declarationsOf(context, pointer, context.textOf(pointer));
	return (
		declared.length > 0 &&
		declared.every(({ shape, isParameter }) => shape === 'pointer' || (shape === 'array' && isParameter))
	);
}

function isPointerToText(context: MatchContext): boolean {
	const left = context.get('left');
	const text = context.textOf(left);
	if (left.type === 'subscript_expression') return /^argv\[/.test(text);
	const declared = declarationsOf(context, left, text);
	return (
		declared.length > 0 &&
		declared.every(({ shape, type }) => (shape === 'pointer' || shape === 'array') && /\bchar$/.test(type))
	);
}

function isCopiedAsText(context: MatchContext): boolean {
	if (context.find('_one')) return true;
	return /\b(?:strcpy|strcat|stpcpy|sprintf)\s*\(/.test(functionText(context));
}

/** A program that stops when there is no memory has nothing to lose. */
function goesOnWithoutMemory(context: MatchContext): boolean {
	const statement = context.get('match').parent;
	const around = context.functionAround(context.get('match'));
	if (!statement || !around) return false;
	const next = statement.nextNamedSibling;
	return !next || !/\b\w*(?:exit|abort|die|fatal|panic|oom|memory|assert|error|fail)\w*\b/i.test(context.textOf(next));
}

function isLocal(context: MatchContext) {
	const name = context.get('name');
	const match = context.get('match');
	const text = context.textOf(name);
	const declared = declarationsOf(context, name, text);
	// C++ in a header that is read as C leaves errors; what is declared in there is a guess.
	if (context.functionAround(match)?.hasError) return false;
	if (declared.length === 0 || declared.some(({ isStatic }) => isStatic)) return false;
	if (name.parent?.type === 'pointer_expression') {
		return declared.every(({ shape }) => shape !== 'reference');
	}
	// A class is made from the array; only where a pointer is returned does the array itself leave.
	const around = context.functionAround(match);
	if (around?.childForFieldName('declarator')?.type !== 'pointer_declarator') return false;
	return declared.every(({ shape, isParameter }) => shape === 'array' && !isParameter);
}

/** What was written into the command with `%s`, or appended to it, came from somewhere. */
function isCommandBuilt(context: MatchContext): boolean {
	const command = context.get('command');
	const text = context.textOf(command);
	if (command.type === 'call_expression') return true;
	if (command.type === 'subscript_expression') return /^argv\[/.test(text);
	const body = functionText(context);
	const name = quoted(text);
	const printed = new RegExp(`\\bv?a?sn?printf\\s*\\(\\s*&?${name}\\s*,[^;]*%[-.*0-9]*s`);
	const appended = new RegExp(`\\bstrn?cat\\s*\\(\\s*${name}\\s*,\\s*[a-z_]`);
	return printed.test(body) || appended.test(body);
}

function keepsLength(context: MatchContext): boolean {
	const name = quoted(context.textOf(context.get('text')));
	const changes = [
		`\\b(?:str\\w*(?:cat|cpy)|memmove|memcpy|v?sn?printf|\\w*(?:trim|strip|chop|remove)\\w*)\\s*\\(\\s*${name}\\b`,
		`\\b${name}\\s*\\[[^\\]]*\\]\\s*=\\s*(?:0|'\\\\0')`,
		`\\b${name}\\s*(?:\\+\\+|--|[-+]?=(?!=))`,
	];
	return !new RegExp(changes.join('|')).test(context.textOf(context.get('body')));
}

/** A parameter beside `*`, `/` or `%` that has no parentheses of its own. */
function isParameterBare(context: MatchContext): boolean {
	const match = context.get('match');
	const body = context.textOf(context.get('report')).replace(/\/\*[^]*?\*\/|\/\/.*|\\\n/g, ' ');
	const names = match.childForFieldName('parameters')?.namedChildren.map((child) => context.textOf(child)) ?? [];
	const list = names.filter((name) => /^\w+$/.test(name)).join('|');
	if (list === '') return false;
	const operand = `(?:${list}|\\d\\w*)`;
	const before = new RegExp(`(?:^|[(+-])\\s*(?:${list})\\s*[*/%]\\s*${operand}\\s*(?:$|[)*/%+-])`);
	const after = new RegExp(`(?:^|[(+-])\\s*${operand}\\s*[*/%]\\s*(?:${list})\\s*(?:$|[)*/%+-])`);
	return before.test(body) || after.test(body);
}

function isCharacter(context: MatchContext): boolean {
	const name = context.get('name');
	const declared = declarationsOf(context, name, context.textOf(name));
	return (
		declared.length > 0 &&
		declared.every(({ shape, type }) => shape === 'plain' && /^(?:(?:un)?signed\s+)?char$|^u?int8_t$/.test(type))
	);
}

const hasNoWayOut = (context: MatchContext) => !/\b(?:break|return|goto)\b/.test(context.textOf(context.get('match')));

export const C_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'c/char-eof': isCharacter,
	'c/compare-with-literal': isPointerToText,
	'c/copy-of-input': isNotMeasured,
	'c/feof-loop': hasNoWayOut,
	'c/format-string': isForeignFormat,
	'c/macro-argument': isParameterBare,
	'c/no-room-for-terminator': isCopiedAsText,
	'c/realloc-lost': goesOnWithoutMemory,
	'c/return-local': isLocal,
	'c/shell-injection': isCommandBuilt,
	'c/sizeof-pointer': isPointerHere,
	'c/strlen-in-loop': keepsLength,
};
