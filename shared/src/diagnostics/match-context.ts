import type { Node, QueryMatch } from 'web-tree-sitter';
import type { FileNames } from './file-names.ts';
import type { SyntaxProfile } from './profile.ts';

/** The deepest nesting of expressions that is looked through; deeper ones count as dynamic. */
const MAX_DEPTH = 40;

/**
 * What a rule may look at beyond its match. Whatever reaches further than the match and the types of its ancestors is
 * written down here, so that an edit over there brings the match up again; hence refinements look through this alone.
 * Imports and constants need no note: when one changes, every place that spells its name is looked at again.
 */
export class MatchContext {
	readonly text: string;
	readonly profile: SyntaxProfile;
	readonly #names: FileNames;
	readonly #match: QueryMatch;
	/** The widest node that was looked at. */
	reach: Node | undefined;

	constructor(file: { text: string; profile: SyntaxProfile; names: FileNames }, match: QueryMatch) {
		this.text = file.text;
		this.profile = file.profile;
		this.#names = file.names;
		this.#match = match;
	}

	/** The first node captured by that name. */
	find(capture: string): Node | undefined {
		return this.#match.captures.find(({ name }) => name === capture)?.node;
	}

	all(capture: string): readonly Node[] {
		return this.#match.captures.filter(({ name }) => name === capture).map(({ node }) => node);
	}

	/** @throws Error when the rule has no such capture: a bug in the rule. */
	get(capture: string): Node {
		const node = this.find(capture);
		if (!node) throw new Error(`no capture @${capture}`);
		return node;
	}

	textOf(node: Node): string {
		return this.text.slice(node.startIndex, node.endIndex);
	}

	/** The nearest ancestor of one of the types; `isLocal` stops at the function that the node is in. */
	ancestor(node: Node, types: ReadonlySet<string>, isLocal: boolean): Node | undefined {
		for (let above = node.parent; above; above = above.parent) {
			if (types.has(above.type)) return above;
			if (isLocal && this.profile.functions.includes(above.type)) return undefined;
		}
		return undefined;
	}

	/** The innermost function around a node. Its contents may then be looked at, also outside the match. */
	functionAround(node: Node): Node | undefined {
		const found = this.ancestor(node, new Set(this.profile.functions), false);
		if (found) this.lookAt(found);
		return found;
	}

	/** Says that the answer depends on what is inside `node`. */
	lookAt(node: Node): void {
		const { reach } = this;
		if (!reach || node.startIndex < reach.startIndex || node.endIndex > reach.endIndex) this.reach = node;
	}

	/** Whether a capture, with imports followed, is one of the names; most are told by their last part alone. */
	resolves(node: Node, names: ReadonlySet<string>, lastParts: ReadonlySet<string>): boolean {
		const member = this.profile.members[node.type];
		const part = member && node.childForFieldName(member[1]);
		if (part && !lastParts.has(this.textOf(part))) return false;
		return names.has(this.qualify(node));
	}

	/** `sp.run` as `subprocess.run` where `sp` is imported so; names that are not imported stand for themselves. */
	qualify(node: Node): string {
		const member = this.profile.members[node.type];
		if (member) {
			const whole = node.childForFieldName(member[0]);
			const part = node.childForFieldName(member[1]);
			if (!part) return '';
			return whole ? `${this.qualify(whole)}.${this.textOf(part)}` : this.#global(part);
		}
		const called = this.profile.calls[node.type];
		if (called !== undefined) {
			const target = node.childForFieldName(called);
			return target ? `${this.qualify(target)}()` : '';
		}
		return this.profile.names.includes(node.type) ? this.#global(node) : '';
	}

	#global(node: Node): string {
		const name = this.textOf(node);
		return this.#names.imports.get(name) ?? name;
	}

	/** The text of a constant expression: literals, their concatenation, and names that are assigned one once. */
	constant(node: Node, depth = 0): string | undefined {
		const folded = foldLiteral(node, this.profile, (each) => this.textOf(each));
		if (folded !== undefined || depth > MAX_DEPTH) return folded;
		const joined = joinedParts(node, this.profile);
		if (joined) {
			const parts = joined.map((part) => this.constant(part, depth + 1));
			return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
		}
		return this.profile.names.includes(node.type) ? this.#valueOfName(node, depth) : undefined;
	}

	#valueOfName(node: Node, depth: number): string | undefined {
		const name = this.textOf(node);
		for (let scope = this.functionAround(node); scope; scope = this.functionAround(scope)) {
			if (isParameter(scope, name, this.profile)) return undefined;
			const values = assignedValues(scope, name, this.profile);
			const [value] = values;
			if (values.length > 1) return undefined;
			if (value) return this.constant(value, depth + 10);
		}
		return this.#names.constants.get(name);
	}
}

/** The parts of an expression that joins texts; undefined when it is none. */
function joinedParts(node: Node, profile: SyntaxProfile): Node[] | undefined {
	if (/^parenthesized/.test(node.type)) return node.namedChildren;
	const operators = profile.joins[node.type];
	if (!operators) return undefined;
	if (operators.length === 0) return node.namedChildren;
	const isJoin = node.children.some((child) => !child.isNamed && operators.includes(child.type));
	return isJoin ? node.namedChildren : undefined;
}

/** The text of a literal without its quotes; undefined for everything else, and for a string that holds expressions. */
export function foldLiteral(
	node: Node,
	profile: SyntaxProfile,
	textOf: (node: Node) => string = (each) => each.text,
): string | undefined {
	if (profile.numbers.includes(node.type)) return textOf(node);
	if (!profile.strings.includes(node.type)) return undefined;
	const parts = node.namedChildren;
	if (!parts.every((part) => profile.stringParts.includes(part.type))) return undefined;
	const content = parts.filter((part) => !/_(start|end)$|delimiter$/.test(part.type));
	if (content.length > 0) return content.map(textOf).join('');
	return parts.length > 0 ? '' : textOf(node).replace(/^["'`]+|["'`]+$/g, '');
}

function isParameter(scope: Node, name: string, profile: SyntaxProfile): boolean {
	return scope.namedChildren.some((child) => {
		const isList = profile.metrics.parameterLists.includes(child.type) || child.type === 'function_declarator';
		const isAlone = profile.names.includes(child.type) && child.text === name;
		return isAlone || (isList && child.descendantsOfType([...profile.names]).some((each) => each.text === name));
	});
}

function assignedValues(scope: Node, name: string, profile: SyntaxProfile): (Node | undefined)[] {
	return scope.descendantsOfType(Object.keys(profile.assignments)).flatMap((assignment) => {
		const [nameField, valueField] = profile.assignments[assignment.type] ?? ['', ''];
		if (assignment.childForFieldName(nameField)?.text !== name) return [];
		// Without a value there is nothing to fold, and `+=` adds to what was there.
		if (/augmented|operator_assignment/.test(assignment.type)) return [undefined];
		const value = valueField === '' ? assignment.lastNamedChild : assignment.childForFieldName(valueField);
		return [unwrapSingle(value) ?? undefined];
	});
}

const unwrapSingle = (node: Node | null) =>
	node?.type === 'expression_list' && node.namedChildCount === 1 ? node.namedChild(0) : node;
