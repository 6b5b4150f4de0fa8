import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { repeated } from './repeated.ts';
import type { Refine } from './refinement.ts';

const VARIABLES: ReadonlySet<string> = new Set(['variable_name', 'dynamic_variable_name']);

/** Calls and casts whose result can do no harm in a shell or in SQL. */
const SANITISED =
	/^\(?(?:int|integer|float|bool|boolean)\)|escape|quote|intval|floatval|count\(|implode|placeholder|getmypid|absint|prepare|sanitize|json_encode|md5|sha1|bin2hex/i;

/** The places where a variable goes into a text, whole: `$row['id']`, `$this->name`. */
function insertedParts(node: Node): Node[] {
	if (VARIABLES.has(node.type) || /^(?:subscript|member_access)_expression$/.test(node.type)) return [node];
	// What a call or a cast makes of a value is not known to be harmful.
	if (/^(?:function_call|member_call|scoped_call|cast|class_constant|object_creation)/.test(node.type)) return [];
	return node.namedChildren.flatMap((child) => insertedParts(child));
}

const FROM_REQUEST = /^\$_(?:GET|POST|REQUEST|COOKIE)\b/;

/** Whether the function makes the variable harmless before it is used. */
function isCleaned(part: Node, context: MatchContext): boolean {
	const around = context.functionAround(part);
	const name = context.textOf(part).replace(/[^\w\s]/g, '\\$&');
	if (!around) return false;
	const isListed = new RegExp(`foreach\\s*\\(\\s*(?:\\[|array\\()[^$]*\\bas\\s+(?:\\$\\w+\\s*=>\\s*)?${name}\\b`);
	if (isListed.test(context.textOf(around))) return true;
	const values = [...context.textOf(around).matchAll(new RegExp(`${name}\\s*\\.?=(?!=)\\s*([^;]*)`, 'g'))];
	return values.some(([, value = '']) => SANITISED.test(value) || /^['"][^$]*['"]$/.test(value.trim()));
}

/** A path of the program itself: its own constants and properties are taken for harmless. */
function hasForeignPart(context: MatchContext): boolean {
	const command = context.find('command') ?? context.get('match');
	const parts = insertedParts(command);
	return parts.some((part) => {
		const text = context.textOf(part);
		if (FROM_REQUEST.test(text)) return true;
		return VARIABLES.has(part.type) && !/cmd|command|binary|escaped|quoted/i.test(text) && !isCleaned(part, context);
	});
}

/** Before a value in SQL stands a quote, a comparison or a bracket; before the name of a table a word. */
const BEFORE_VALUE = /(?:['"]|=|<|>|\(|,|\blike|\bin)\s*['"(%]*\s*$/i;
const AFTER_NAME = /^\s*[`.]/;

function isValueInSql(context: MatchContext): boolean {
	const sql = context.get('sql');
	return insertedParts(sql).some((part) => {
		const text = context.textOf(part);
		const before = context.text
			.slice(sql.startIndex, part.startIndex)
			.replace(/\{$/, '')
			.replace(/["']\s*\.\s*\(?$/, '');
		const after = context.text.slice(part.endIndex, sql.endIndex);
		if (AFTER_NAME.test(after) && !/^\s*\.\s*["']/.test(after)) return false;
		if (FROM_REQUEST.test(text)) return true;
		if (!BEFORE_VALUE.test(before)) return false;
		if (!VARIABLES.has(part.type)) return false;
		return (
			!/table|prefix|column|field|sql|query|where|placeholder|quoted|escaped|ids?$|limit|order/i.test(text) &&
			!isCleaned(part, context)
		);
	});
}

/** Assigned again below without an `unset` before. */
function isAssignedLater(context: MatchContext): boolean {
	const match = context.get('match');
	const name = context.textOf(context.get('name')).replace('$', '\\$');
	const around = context.functionAround(match);
	if (!around) return false;
	const below = context.text.slice(match.endIndex, around.endIndex);
	const unset = below.search(new RegExp(`unset\\([^)]*${name}\\b|&\\s*${name}\\b|function\\b`));
	const assigned = below.search(new RegExp(`(?:as|=>)\\s+${name}\\s*\\)|${name}\\s*=(?![=>])`));
	return assigned !== -1 && (unset === -1 || assigned < unset);
}

function findDuplicateKey(context: MatchContext) {
	let keys: Node[] = [];
	for (const child of context.get('match').namedChildren) {
		if (child.type !== 'array_element_initializer' || child.firstChild?.type === 'variadic_unpacking') {
			keys = child.type === 'comment' ? keys : [];
			continue;
		}
		const key = child.namedChild(0);
		if (!key || child.namedChildCount !== 2 || !['string', 'integer'].includes(key.type)) continue;
		keys.push(key);
		const again = repeated(keys, (each) => context.textOf(each).replace(/^"(.*)"$/, "'$1'"));
		if (again) return { at: again };
	}
	return false;
}

function findDuplicateCase(context: MatchContext) {
	const values = context
		.get('match')
		.namedChildren.map((child) => child.childForFieldName('value'))
		.filter((value) => value !== null)
		.filter((value) => ['string', 'integer', 'class_constant_access_expression', 'name'].includes(value.type));
	const again = repeated(values, (value) => context.textOf(value));
	return again ? { at: again } : false;
}

/** A list of sites that is looked at anywhere in the condition around. */
function isUnconditional(context: MatchContext): boolean {
	return context.ancestor(context.get('match'), new Set(['if_statement', 'switch_statement']), true) === undefined;
}

export const PHP_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'php/any-origin': isUnconditional,
	'php/dangling-reference': isAssignedLater,
	'php/duplicate-case': findDuplicateCase,
	'php/duplicate-key': findDuplicateKey,
	'php/shell-injection': hasForeignPart,
	'php/sql-injection': isValueInSql,
};
