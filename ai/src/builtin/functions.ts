import { type LanguageId, profileOf } from '@covibe/shared/diagnostics';
import { outlineOf, type OutlineItem, type Tags } from '@covibe/shared/structure';
import type { Node, Tree } from 'web-tree-sitter';

/** A function or method that a file defines, as far as comments and tests need to know it. */
export type FoundFunction = {
	readonly name: string;
	readonly isMethod: boolean;
	/** Counted from 1. */
	readonly line: number;
	readonly endLine: number;
	/** Names alone; a pattern has none and is left out. */
	readonly parameters: readonly string[];
	/** Gives something back that is not nothing. */
	readonly returns: boolean;
	/** A comment stands right over it, or a docstring in it. */
	readonly isDocumented: boolean;
	/** Offset of the line that it begins in, and the blanks there; undefined where other code stands before it. */
	readonly lineStart: { readonly offset: number; readonly indent: string } | undefined;
	/** Where the first statement of its body stands. */
	readonly body: { readonly offset: number; readonly indent: string } | undefined;
	/** Others may use it. */
	readonly isPublic: boolean;
};

/** What may stand in front of a definition in its line. */
const MODIFIERS =
	/^\s*(?:(?:export|default|const|let|var|public|private|protected|internal|static|async|pub(?:\([^)]*\))?)\s+)*$/;
const NAMES = /^(?:identifier|variable_name|shorthand_property_identifier_pattern|name)$/;

export function functionsOf(source: { tree: Tree; text: string; tags: Tags; language: LanguageId }): FoundFunction[] {
	const { tree, text, tags, language } = source;
	const profile = profileOf(language);
	if (!profile) return [];
	return flatten(outlineOf(tags))
		.filter(({ kind }) => kind === 'function' || kind === 'method')
		.flatMap((item) => {
			const node = functionAt(tree.rootNode, item, profile.functions);
			return node ? [readFunction(node, item, { text, language })] : [];
		});
}

const flatten = (items: readonly OutlineItem[]): OutlineItem[] =>
	items.flatMap((item) => [item, ...flatten(item.children)]);

function functionAt(root: Node, { whole }: OutlineItem, types: readonly string[]): Node | undefined {
	const outer = root.descendantForIndex(whole.start, Math.max(whole.start, whole.end - 1));
	if (!outer) return undefined;
	if (types.includes(outer.type)) return outer;
	return outer.descendantsOfType([...types])[0];
}

function readFunction(
	node: Node,
	item: OutlineItem,
	{ text, language }: { text: string; language: LanguageId },
): FoundFunction {
	const offset = text.lastIndexOf('\n', item.whole.start - 1) + 1;
	const before = text.slice(offset, item.whole.start);
	const indent = /^[ \t]*/.exec(text.slice(offset))?.[0] ?? '';
	const bodyNode = node.childForFieldName('body');
	const first = bodyNode?.namedChildren[0];
	const firstStart = first && text.lastIndexOf('\n', first.startIndex - 1) + 1;
	const firstIndent = first && firstStart !== undefined ? text.slice(firstStart, first.startIndex) : '';
	const docstring = /^(?:[rbu]*)("""|'''|"|')/i.test(first?.text ?? '') && language === 'python';
	const line = text.slice(0, offset).split('\n').length;
	return {
		name: item.name,
		isMethod: item.kind === 'method',
		line,
		endLine: text.slice(0, item.whole.end).split('\n').length,
		parameters: parametersOf(node, language),
		returns:
			/\breturn\b[ \t]*[^\s;}]/.test(bodyNode?.text ?? '') ||
			(bodyNode !== null && language === 'rust' && node.childForFieldName('return_type') !== null),
		isDocumented: docstring || hasCommentOver(text, offset),
		lineStart: MODIFIERS.test(before) ? { offset, indent } : undefined,
		body:
			first && firstIndent.trim() === '' && firstStart !== 0
				? { offset: first.startIndex, indent: firstIndent }
				: undefined,
		isPublic: isPublic({ name: item.name, head: text.slice(offset, text.indexOf('\n', offset)), language, text }),
	};
}

function parametersOf(node: Node, language: LanguageId): string[] {
	const metrics = profileOf(language)?.metrics;
	const single = node.childForFieldName('parameter');
	if (single) return [single.text];
	const lists = metrics?.parameterLists ?? [];
	// Go's receiver is a list too; what is declared stands in the field.
	const list = node.childForFieldName('parameters') ?? node.descendantsOfType([...lists])[0];
	return (list?.namedChildren ?? [])
		.filter(({ type }) => !(metrics?.notParameters ?? []).includes(type))
		.flatMap((parameter) => nameOf(parameter) ?? [])
		.filter((name) => !(language === 'python' && /^(?:self|cls)$/.test(name)));
}

/** The one name that a parameter gives; a pattern that takes something apart gives several, and is left out. */
function nameOf(parameter: Node): string | undefined {
	const part = ['name', 'pattern', 'declarator', 'left']
		.map((field) => parameter.childForFieldName(field))
		.find(Boolean);
	const named = part ?? parameter;
	if (NAMES.test(named.type)) return named.text;
	if (/^(?:object|array|tuple|struct)/.test(named.type)) return undefined;
	return named.descendantsOfType(['identifier', 'variable_name'])[0]?.text;
}

function hasCommentOver(text: string, offset: number): boolean {
	const line = text.slice(text.lastIndexOf('\n', offset - 2) + 1, Math.max(0, offset - 1)).trim();
	return /^(?:\/\/|#(?!\[)|\*|\/\*)|\*\/$/.test(line);
}

function isPublic({
	name,
	head,
	language,
	text,
}: {
	name: string;
	head: string;
	language: LanguageId;
	text: string;
}): boolean {
	if (name.startsWith('_') || name.startsWith('#')) return false;
	if (language === 'go') return /^\p{Lu}/u.test(name);
	if (language === 'rust') return /\bpub\b/.test(head);
	if (language === 'javascript' || language === 'typescript' || language === 'tsx')
		return (
			/\bexport\b/.test(head) ||
			new RegExp(`\\bexport\\s*\\{[^}]*\\b${name}\\b|module\\.exports[^\\n]*\\b${name}\\b`).test(text)
		);
	return !/\b(?:private|protected)\b/.test(head);
}
