import type { Node, TreeCursor } from 'web-tree-sitter';
import type { MetricProfile, SyntaxProfile } from './profile.ts';

/** What is measured of one function, without the functions inside it. */
export type FunctionMetrics = {
	/** Independent paths (McCabe). */
	readonly cyclomatic: number;
	/** How hard the flow is to follow: breaks in it, each weighed by its nesting (SonarSource 2017). */
	readonly cognitive: number;
	readonly nesting: number;
	readonly lines: number;
	readonly parameters: number;
	/** Branches of one `if` chain or switch whose bodies are the same, by the later one. */
	readonly duplicates: readonly Node[];
};

type Tally = { cyclomatic: number; cognitive: number; nesting: number; chains: Node[] };
type Kinds = {
	readonly [
		Kind in 'functions' | 'ifs' | 'elseIfs' | 'elses' | 'loops' | 'switches' | 'cases' | 'catches' | 'ternaries'
	]: ReadonlySet<string>;
};

const kindsOf = new WeakMap<SyntaxProfile, Kinds>();

function kinds(profile: SyntaxProfile): Kinds {
	const known = kindsOf.get(profile);
	if (known) return known;
	const { ifs, elseIfs, elses, loops, switches, cases, catches, ternaries } = profile.metrics;
	const made = {
		functions: new Set(profile.functions),
		ifs: new Set(ifs),
		elseIfs: new Set(elseIfs),
		elses: new Set(elses),
		loops: new Set(loops),
		switches: new Set(switches),
		cases: new Set(cases),
		catches: new Set(catches),
		ternaries: new Set(ternaries),
	};
	kindsOf.set(profile, made);
	return made;
}

export function measureFunction(node: Node, profile: SyntaxProfile): FunctionMetrics {
	const tally: Tally = { cyclomatic: 1, cognitive: 0, nesting: 0, chains: [] };
	const cursor = node.walk();
	try {
		visitChildren(cursor, { profile, kinds: kinds(profile), tally }, 0);
	} finally {
		cursor.delete();
	}
	const { chains, ...counts } = tally;
	return {
		...counts,
		lines: node.endPosition.row - node.startPosition.row + 1,
		parameters: countParameters(node, profile.metrics),
		duplicates: chains.flatMap((chain) => duplicateBranches(chain, kinds(profile))),
	};
}

type Walk = { profile: SyntaxProfile; kinds: Kinds; tally: Tally };

function visitChildren(cursor: TreeCursor, walk: Walk, nesting: number): void {
	const parentType = cursor.nodeType;
	if (!cursor.gotoFirstChild()) return;
	do {
		visit(cursor, walk, nesting, parentType);
	} while (cursor.gotoNextSibling());
	cursor.gotoParent();
}

function visit(cursor: TreeCursor, walk: Walk, nesting: number, parentType: string): void {
	const type = cursor.nodeType;
	const { kinds, tally } = walk;
	if (!cursor.nodeIsNamed || kinds.functions.has(type)) return;
	if (kinds.elseIfs.has(type) || (kinds.ifs.has(type) && isElseIf(cursor, parentType, kinds))) {
		tally.cyclomatic += 1;
		tally.cognitive += 1;
		visitChildren(cursor, walk, nesting);
	} else if (kinds.ifs.has(type) || kinds.loops.has(type) || kinds.switches.has(type) || kinds.catches.has(type)) {
		enter(cursor, walk, nesting);
	} else if (kinds.ternaries.has(type)) {
		tally.cyclomatic += 1;
		tally.cognitive += 1 + nesting;
		visitChildren(cursor, walk, nesting);
	} else {
		if (kinds.elses.has(type)) tally.cognitive += isChained(cursor.currentNode, kinds) ? 0 : 1;
		if (kinds.cases.has(type)) tally.cyclomatic += 1;
		countLogical(cursor, walk, parentType);
		visitChildren(cursor, walk, nesting);
	}
}

function enter(cursor: TreeCursor, walk: Walk, nesting: number): void {
	const { kinds, tally } = walk;
	const type = cursor.nodeType;
	if (!kinds.switches.has(type)) tally.cyclomatic += 1;
	tally.cognitive += 1 + nesting;
	tally.nesting = Math.max(tally.nesting, nesting + 1);
	if (kinds.ifs.has(type) || kinds.switches.has(type)) tally.chains.push(cursor.currentNode);
	visitChildren(cursor, walk, nesting + 1);
}

/** `else if` without a node of its own is an `if` inside an else clause, or in the field of the alternative. */
function isElseIf(cursor: TreeCursor, parentType: string, kinds: Kinds): boolean {
	return kinds.elses.has(parentType) || (kinds.ifs.has(parentType) && cursor.currentFieldName === 'alternative');
}

const isChained = (node: Node, kinds: Kinds) => kinds.ifs.has(node.firstNamedChild?.type ?? '');

/** `a && b && c` is one break in the flow, `a && b || c` two; each operator is a path. */
function countLogical(cursor: TreeCursor, { profile, tally }: Walk, parentType: string): void {
	const operators = profile.metrics.logical[cursor.nodeType];
	if (!operators) return;
	const operatorOf = (node: Node | null) => node?.children.find((child) => operators.includes(child.type))?.type;
	const node = cursor.currentNode;
	const operator = operatorOf(node);
	if (operator === undefined) return;
	tally.cyclomatic += 1;
	if (parentType !== node.type || operatorOf(node.parent) !== operator) tally.cognitive += 1;
}

function countParameters(node: Node, profile: MetricProfile): number {
	const direct = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
	const list = direct ?? node.childForFieldName('declarator')?.childForFieldName('parameters');
	if (!list) return 0;
	if (!profile.parameterLists.includes(list.type)) return 1;
	return list.namedChildren
		.filter((child) => !profile.notParameters.includes(child.type))
		.reduce((count, child) => count + Math.max(1, child.childrenForFieldName('name').length), 0);
}

/** Bodies shorter than this, without white space, are too small to be worth a word. */
const MIN_BODY_LENGTH = 24;

function duplicateBranches(chain: Node, kinds: Kinds): Node[] {
	const seen = new Set<string>();
	return branchBodies(chain, kinds).filter((body) => {
		const text = body.text.replace(/\s+/g, ' ').trim();
		if (text.length < MIN_BODY_LENGTH) return false;
		if (seen.has(text)) return true;
		seen.add(text);
		return false;
	});
}

function branchBodies(node: Node, kinds: Kinds): Node[] {
	// Cases that share a body on purpose cannot always be written as one; only chains of `if` are judged.
	if (kinds.switches.has(node.type)) return [];
	const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
	const alternatives = node.childrenForFieldName('alternative').flatMap((alternative) => {
		if (!kinds.elses.has(alternative.type)) {
			return kinds.ifs.has(alternative.type) || kinds.elseIfs.has(alternative.type)
				? branchBodies(alternative, kinds)
				: [alternative];
		}
		const inner = alternative.childForFieldName('body') ?? alternative.firstNamedChild;
		if (!inner) return [];
		return kinds.ifs.has(inner.type) ? branchBodies(inner, kinds) : [inner];
	});
	return body ? [body, ...alternatives] : alternatives;
}
