import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';

const SQL = /^[@$]*["'`]+\s*(select\s[^]*\sfrom\s|insert\s+into|update\s[^]*\sset\s|delete\s+from\s|exec\s)/i;
/** Parts of a statement that code chooses, not people; numbers do no harm. */
const STRUCTURE =
	/table|column|field|schema|prefix|suffix|where|cond|order|holder|criteria|strconv|strings\.|limit|offset|count|join|query|sql/i;

/** What differs between languages in how SQL gets a value pasted into it. */
export type SqlShape = {
	/** Functions, qualified, whose first argument is a format and whose others are its values. */
	readonly formats: ReadonlySet<string>;
	/** A string that holds expressions, and the type of their nodes. */
	readonly interpolation?: string;
	/** The nodes that give a name a value, and where in them name and value are. */
	readonly assignments: Readonly<Record<string, (node: Node) => readonly [Node | null, Node | null]>>;
};

/** Whether the SQL in a capture, or in the variable that it names, was put together from a value that is not constant. */
export function isPastedSql(context: MatchContext, capture: string, shape: SqlShape): boolean {
	const node = context.get(capture);
	if (node.type !== 'identifier') return isPasted(context, node, shape);
	const name = context.textOf(node);
	const around = context.functionAround(node);
	const assignments = around?.descendantsOfType(Object.keys(shape.assignments)) ?? [];
	return assignments.some((assignment) => {
		const [left, right] = shape.assignments[assignment.type]?.(assignment) ?? [null, null];
		return left !== null && right !== null && context.textOf(left) === name && isPasted(context, right, shape);
	});
}

function isPasted(context: MatchContext, node: Node, shape: SqlShape): boolean {
	if (node.type === 'binary_expression') {
		const [first, ...others] = pieces(node);
		return !!first && SQL.test(context.textOf(first)) && others.some((piece) => isForeign(context, piece));
	}
	if (shape.interpolation !== undefined && SQL.test(context.textOf(node))) {
		return node.namedChildren.some(({ type }) => type === shape.interpolation) && isInterpolated(context, node, shape);
	}
	return isFormatted(context, node, shape);
}

const isInterpolated = (context: MatchContext, node: Node, shape: SqlShape) =>
	node.descendantsOfType(shape.interpolation ?? '').some((each) => !STRUCTURE.test(context.textOf(each)));

function isFormatted(context: MatchContext, node: Node, shape: SqlShape): boolean {
	const called = node.childForFieldName('function') ?? node;
	if (!shape.formats.has(context.qualify(called))) return false;
	const [format, ...values] = node.childForFieldName('arguments')?.namedChildren ?? [];
	if (!format || !SQL.test(context.textOf(format))) return false;
	const verbs = context.textOf(format).match(/%[^%]/g) ?? [];
	return values.some((value, index) => /%[svq+']/.test(verbs[index] ?? '') && isForeign(context, value));
}

const isForeign = (context: MatchContext, node: Node) =>
	!STRUCTURE.test(context.textOf(node)) &&
	!/^[A-Z][A-Z0-9_]*$/.test(context.textOf(node)) &&
	context.constant(node) === undefined;

const pieces = (node: Node): Node[] =>
	node.type === 'binary_expression' ? node.namedChildren.flatMap((child) => pieces(child)) : [node];
