import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';

/** A variable or parameter of a function, as C and C++ declare it. */
export type Declared = {
	/** What `sizeof` and the address of it depend on. */
	readonly shape: 'plain' | 'pointer' | 'array' | 'reference';
	readonly isParameter: boolean;
	/** It outlives the call. */
	readonly isStatic: boolean;
	readonly type: string;
	readonly value: Node | undefined;
};

const SHAPES: Readonly<Record<string, Declared['shape']>> = {
	array_declarator: 'array',
	pointer_declarator: 'pointer',
	reference_declarator: 'reference',
};

/** All that the function around a node declares under a name; empty outside functions. */
export function declarationsOf(context: MatchContext, at: Node, name: string): Declared[] {
	const around = context.functionAround(at);
	if (!around) return [];
	return around.descendantsOfType(['declaration', 'parameter_declaration']).flatMap((declaration) =>
		declaration.childrenForFieldName('declarator').flatMap((declarator): Declared[] => {
			const { shape, node } = unwrap(declarator);
			if (!node || context.textOf(node) !== name) return [];
			return [
				{
					shape,
					isParameter: declaration.type === 'parameter_declaration',
					isStatic: declaration.namedChildren.some(
						(child) => child.type === 'storage_class_specifier' && context.textOf(child) !== 'register',
					),
					type: context.textOf(declaration.childForFieldName('type') ?? declaration),
					value: declarator.childForFieldName('value') ?? undefined,
				},
			];
		}),
	);
}

/** The wrapper next to the name decides: `*names[4]` is an array, `(*row)[4]` a pointer. */
function unwrap(declarator: Node): { shape: Declared['shape']; node: Node | undefined } {
	let shape: Declared['shape'] = 'plain';
	let node: Node | null = declarator;
	while (node && node.type !== 'identifier') {
		if (node.type === 'function_declarator') return { shape, node: undefined };
		shape = SHAPES[node.type] ?? shape;
		node = node.childForFieldName('declarator') ?? node.namedChild(0);
	}
	return { shape, node: node ?? undefined };
}
