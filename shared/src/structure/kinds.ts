/** What a definition is. */
export const SYMBOL_KINDS = [
	'module',
	'class',
	'interface',
	'struct',
	'enum',
	'enum-member',
	'type',
	'function',
	'method',
	'property',
	'constant',
	'variable',
	'macro',
	'key',
	'rule',
	'element',
] as const;

export type SymbolKind = (typeof SYMBOL_KINDS)[number];

const KINDS: ReadonlySet<string> = new Set(SYMBOL_KINDS);
const MEMBERS: ReadonlySet<SymbolKind> = new Set(['method', 'property', 'enum-member', 'key', 'rule', 'element']);
const CLASSES: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'struct', 'enum']);

export function isSymbolKind(name: string): name is SymbolKind {
	return KINDS.has(name);
}

/** Reached through something else: its name alone does not tell whose it is. */
export function isMemberKind(kind: SymbolKind): boolean {
	return MEMBERS.has(kind);
}

/** What is defined right inside is a member. */
export function isClassKind(kind: SymbolKind): boolean {
	return CLASSES.has(kind);
}
