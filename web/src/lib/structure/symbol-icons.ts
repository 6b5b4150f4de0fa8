import type { SymbolKind } from '@covibe/shared/structure';
import Box from '@lucide/svelte/icons/box';
import Braces from '@lucide/svelte/icons/braces';
import CodeXml from '@lucide/svelte/icons/code-xml';
import Hash from '@lucide/svelte/icons/hash';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import Package from '@lucide/svelte/icons/package';
import Puzzle from '@lucide/svelte/icons/puzzle';
import SquareFunction from '@lucide/svelte/icons/square-function';
import Tag from '@lucide/svelte/icons/tag';
import Type from '@lucide/svelte/icons/type';
import Variable from '@lucide/svelte/icons/variable';

/** What stands before the name of a symbol. */
export const SYMBOL_ICONS: Readonly<Record<SymbolKind, typeof Box>> = {
	module: Package,
	class: Box,
	struct: Box,
	interface: Puzzle,
	enum: ListOrdered,
	'enum-member': Hash,
	type: Type,
	function: SquareFunction,
	method: SquareFunction,
	property: Tag,
	constant: Hash,
	variable: Variable,
	macro: Hash,
	key: Braces,
	rule: Braces,
	element: CodeXml,
};
