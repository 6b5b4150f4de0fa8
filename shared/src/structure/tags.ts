import type { Node, QueryMatch, Tree } from 'web-tree-sitter';
import { isClassKind, isMemberKind, isSymbolKind, type SymbolKind } from './kinds.ts';
import { ScopeTree } from './scopes.ts';
import type { TagSet } from './tag-set.ts';

/** From `start` up to `end`, in UTF-16 units. */
export type Stretch = { readonly start: number; readonly end: number };

export type Definition = {
	readonly name: string;
	readonly kind: SymbolKind;
	readonly nameSpan: Stretch;
	readonly whole: Stretch;
	/** Place in the list of definitions of what it stands in. */
	readonly container: number | undefined;
	/** Only seen inside the function or block that it stands in. */
	readonly isLocal: boolean;
	/** Reached through its class or its object. */
	readonly isMember: boolean;
};

/**
 * How a name stands in the text: by itself, after a dot, as `{ name }` that is a key and a value in one, as what an
 * import brings from another file, or as another name that this file alone has for something.
 */
export type Role = 'plain' | 'member' | 'shorthand' | 'import' | 'alias';

export type Occurrence = {
	readonly name: string;
	readonly start: number;
	readonly role: Role;
	/** The scope that declares the name, 0 for the whole file; undefined when nothing in this file declares it. */
	readonly scope: number | undefined;
};

/** What one text defines and which names it speaks of, both in the order of the text. */
export type Tags = {
	readonly definitions: readonly Definition[];
	readonly occurrences: readonly Occurrence[];
	/** Where names may be declared; the first is the whole file. */
	readonly scopes: readonly Stretch[];
	/** What imports name, as written: `./models`, `os.path`. */
	readonly modules: readonly string[];
};

type Draft = { name: string; kind: SymbolKind; node: Node; nameNode: Node; pattern: number };
type Mark = { name: string; start: number; role: Role };

const ROLES: Readonly<Record<string, Role>> = {
	reference: 'plain',
	member: 'member',
	shorthand: 'shorthand',
	import: 'import',
	alias: 'alias',
};
/** When several patterns speak of one name, the one that knows more counts. */
const WEIGHT: Readonly<Record<Role, number>> = { plain: 0, member: 1, shorthand: 1, import: 2, alias: 3 };

/** UTF-16 units that are read between two pauses, and names that are resolved; a millisecond or two each. */
const PIECE = { length: 4_000, names: 1_000 };

/** Reads the structure of a text from its tree. */
export function tagsOf(tree: Tree, tags: TagSet): Tags {
	const steps = tagsInSteps(tree, tags);
	let step = steps.next();
	while (!step.done) step = steps.next();
	return step.value;
}

/** As `tagsOf`, with pauses in which something else may be done, as long as nobody edits the tree. */
export function* tagsInSteps(tree: Tree, { query }: TagSet, pieceLength = PIECE.length): Generator<void, Tags> {
	const collected = new Collector(tree);
	const root = tree.rootNode;
	for (let from = 0; from <= root.endIndex; from += pieceLength) {
		const to = from + pieceLength;
		// A query counts bytes, two a unit. What reaches over the edge is found on both sides, and counts where it begins.
		for (const match of query.matches(root, { startIndex: 2 * from, endIndex: 2 * to })) {
			const at = match.captures[0]?.node.startIndex ?? -1;
			if (at >= from && at < to) collected.take(match);
		}
		yield;
	}
	return yield* collected.finish();
}

class Collector {
	readonly #scopes: ScopeTree;
	readonly #drafts = new Map<number, Draft>();
	readonly #marks = new Map<number, Mark>();
	readonly #locals: { node: Node; kind: string }[] = [];
	readonly #outer: Node[] = [];
	readonly #modules: string[] = [];

	constructor(tree: Tree) {
		this.#scopes = new ScopeTree({ start: 0, end: tree.rootNode.endIndex });
	}

	take({ captures, patternIndex }: QueryMatch): void {
		const nameNode = captures.find(({ name }) => name === 'name')?.node;
		for (const { name, node } of captures) {
			const [what = '', detail = ''] = name.split('.');
			const role = ROLES[what];
			if (what === 'definition' && nameNode && isSymbolKind(detail)) this.#define(detail, node, nameNode, patternIndex);
			else if (role) this.#mark(node, role);
			else if (what === 'scope') this.#scopes.add(node.startIndex, node.endIndex, detail === 'function');
			else if (what === 'local' && isDeclared(node, detail)) this.#local(node, detail);
			else if (what === 'outer') this.#outer.push(node);
			else if (what === 'module') this.#modules.push(node.text.replace(/^["'`<]|["'`>]$/g, ''));
		}
	}

	#define(kind: SymbolKind, node: Node, nameNode: Node, pattern: number): void {
		const known = this.#drafts.get(nameNode.startIndex);
		if (known && known.pattern <= pattern) return;
		const name = plainName(nameNode, kind);
		if (name !== '') this.#drafts.set(nameNode.startIndex, { name, kind, node, nameNode, pattern });
	}

	#mark(node: Node, role: Role): void {
		const known = this.#marks.get(node.startIndex);
		if (known && WEIGHT[known.role] >= WEIGHT[role]) return;
		this.#marks.set(node.startIndex, { name: node.text, start: node.startIndex, role });
	}

	#local(node: Node, kind: string): void {
		this.#locals.push({ node, kind });
		this.#mark(node, kind === 'shorthand' ? 'shorthand' : 'plain');
	}

	*finish(): Generator<void, Tags> {
		const scopes = this.#scopes;
		scopes.settle();
		const definitions = this.#definitions();
		for (const definition of definitions) {
			if (definition.isMember) continue;
			scopes.declare(scopes.around(definition.whole), definition.name);
		}
		for (const node of this.#outer) scopes.leave(scopes.functionOf(scopes.at(node.startIndex)), node.text);
		for (const { node, kind } of this.#locals) {
			const scope = scopes.at(node.startIndex);
			scopes.declare(kind === 'function' ? scopes.functionOf(scope) : scope, node.text);
		}
		const marks = [...this.#marks.values()].sort((one, other) => one.start - other.start);
		for (const mark of marks) if (mark.role === 'alias' || mark.role === 'import') scopes.declare(0, mark.name);
		const members = new Set(definitions.filter(({ isMember }) => isMember).map(({ nameSpan }) => nameSpan.start));
		const occurrences: Occurrence[] = [];
		for (const mark of marks) {
			const role = members.has(mark.start) ? 'member' : mark.role;
			occurrences.push({ ...mark, role, scope: role === 'member' ? undefined : scopes.resolve(mark.start, mark.name) });
			if (occurrences.length % PIECE.names === 0) yield;
		}
		return { definitions, occurrences, scopes: scopes.stretches, modules: this.#modules };
	}

	#definitions(): Definition[] {
		const drafts = [...this.#drafts.values()].sort(
			(one, other) => one.node.startIndex - other.node.startIndex || other.node.endIndex - one.node.endIndex,
		);
		const definitions: Definition[] = [];
		const open: number[] = [];
		for (const { name, kind, node, nameNode } of drafts) {
			const whole = { start: node.startIndex, end: node.endIndex };
			while (open.length > 0 && !holds(definitions[open.at(-1) ?? 0]?.whole, whole)) open.pop();
			const container = open.at(-1);
			const outer = container === undefined ? undefined : definitions[container];
			const scope = this.#scopes.around(whole);
			const isInClass = outer !== undefined && isClassKind(outer.kind) && !isTypeLike(kind);
			const isBetween = outer !== undefined && (this.#scopes.stretches[scope]?.start ?? 0) > outer.nameSpan.start;
			const isMember = isMemberKind(kind) || (isInClass && !isBetween);
			open.push(definitions.length);
			definitions.push({
				name,
				kind: kind === 'function' && isMember ? 'method' : kind,
				nameSpan: { start: nameNode.startIndex, end: nameNode.endIndex },
				whole,
				container,
				isLocal: !isMember && scope !== 0,
				isMember,
			});
		}
		return definitions;
	}
}

/** `int x, y` is one stretch that defines two things side by side. */
function holds(outer: Stretch | undefined, inner: Stretch): boolean {
	return outer !== undefined && outer.end >= inner.end && (outer.start < inner.start || outer.end > inner.end);
}

const isTypeLike = (kind: SymbolKind) => isClassKind(kind) || kind === 'type' || kind === 'module';

/** A pattern on the left of an assignment changes what is declared elsewhere. */
function isDeclared(node: Node, kind: string): boolean {
	if (kind !== 'pattern' && kind !== 'shorthand') return true;
	let parent = node.parent;
	while (parent && /pattern$/.test(parent.type)) parent = parent.parent;
	return parent?.type !== 'assignment_expression';
}

/** Headings and keys are quoted in some languages. */
function plainName(node: Node, kind: SymbolKind): string {
	const text = node.text.trim();
	const line = kind === 'rule' ? text.replace(/\s+/g, ' ') : (text.split('\n')[0] ?? '');
	return line.replace(/^(["'])(.*)\1$/, '$2');
}
