import type { Edit, Node, Parser, Tree } from 'web-tree-sitter';
import type { Fix, Span } from '../finding.ts';
import type { LanguageId } from '../languages.ts';
import { errorNodes, MAX_SYNTAX_PROBLEMS, spanOf } from './errors.ts';

/** What is wrong with the syntax at a place, in words that help, and the edit that would mend it where one was found. */
export type SyntaxProblem = Span & { readonly message: string; readonly fix?: Fix };

export type BrokenSource = {
	/** Of `text`; neither edited nor deleted. */
	readonly tree: Tree;
	readonly text: string;
	readonly language: LanguageId;
	/** Set to the language, and in the middle of no other parse. */
	readonly parser: Parser;
	/** web-tree-sitter's constructor: workers and Node each bring their own. */
	readonly Edit: new (fields: ConstructorParameters<typeof Edit>[0]) => Edit;
};

/** Gives way before every trial parse; `next(true)` asks for what is known by now, without another trial. */
export type Explanation = Generator<undefined, readonly SyntaxProblem[], boolean | undefined>;

/**
 * Explains the errors of a tree, at most {@link MAX_SYNTAX_PROBLEMS} of them, in the order of the text. The caller
 * may stop between trials: `return([])` drops the work, `next(true)` takes the best so far. Both delete every trial.
 */
export function* explainSyntaxErrors(source: BrokenSource): Explanation {
	yield undefined;
	return errorNodes(source.tree.rootNode, MAX_SYNTAX_PROBLEMS).map(describe);
}

function describe(node: Node): SyntaxProblem {
	if (node.isMissing) return { ...spanOf(node), message: `Missing '${node.type}'` };
	return { ...spanOf(node), message: 'The parser did not understand this' };
}
