import { setImmediate } from 'node:timers/promises';
import {
	chooseFindings,
	explainSyntaxErrors,
	type Fix,
	type LanguageId,
	type LanguageSpec,
	languageOfPath,
	LiveFindings,
	readIgnores,
	type RuleSet,
	type Severity,
	type Span,
	type SyntaxProblem,
} from '@covibe/shared/diagnostics';
import { openLinter, openTagger } from '@covibe/shared/diagnostics/node';
import type { Tags } from '@covibe/shared/structure';
import { Edit, type Parser, type Tree } from 'web-tree-sitter';

/** Something that is wrong, or looks wrong, at a place of a text. */
export type Problem = Span & {
	/** The rule's id; `syntax` for what the parser did not understand. */
	readonly rule: string;
	readonly severity: Severity;
	readonly category: string;
	readonly cwe?: number;
	readonly message: string;
	readonly fix?: Fix;
};

/** What the parser and the rules say of one text. */
export type Report = {
	/** Undefined where no grammar fits the name. */
	readonly language: LanguageSpec | undefined;
	/** By place; the syntax first where both speak of one. */
	readonly problems: readonly Problem[];
	/** The parser had to guess somewhere. */
	readonly isBroken: boolean;
};

export const SYNTAX = 'syntax';

/** Reads texts with the rules engine, the parser and the tags, compiled once for each language. */
export type Inspector = {
	report(path: string, text: string, signal: AbortSignal): Promise<Report>;
	/** Undefined where the language has no tags. */
	tags(path: string, text: string): Promise<Tags | undefined>;
	/** What `read` makes of the tree; undefined where no grammar fits. The tree is gone afterwards. */
	withTree<T>(path: string, text: string, read: (tree: Tree) => T): Promise<T | undefined>;
	close(): void;
};

/** Trial parses for the syntax of one text: what a page needs at most for five mistakes. */
const MOST_TRIALS = 700;
/** After so many the other turns of the worker get their time. */
const TRIALS_A_BREATH = 8;
/** More than anybody reads of one text. */
const MOST_PROBLEMS = 500;

export function openInspector(): Inspector {
	const linter = openLinter();
	const tagger = openTagger();
	return {
		async report(path, text, signal) {
			const language = languageOfPath(path);
			if (!language) return { language, problems: [], isBroken: false };
			const { parser, rules } = await linter.tools(language.id);
			const tree = parse(parser, text);
			try {
				const syntax = await readSyntax({ tree, text, language: language.id, parser }, signal);
				const isBroken = tree.rootNode.hasError || syntax.length > 0;
				return { language, problems: merge(syntax, rules ? readFindings(rules, tree, text) : []), isBroken };
			} finally {
				tree.delete();
			}
		},
		async tags(path, text) {
			const language = languageOfPath(path);
			return language && tagger.tags(language.id, text);
		},
		async withTree(path, text, read) {
			const language = languageOfPath(path);
			if (!language) return undefined;
			const tree = parse((await linter.tools(language.id)).parser, text);
			try {
				return read(tree);
			} finally {
				tree.delete();
			}
		},
		close() {
			linter.close();
			tagger.close();
		},
	};
}

/** Lets the other turns of the worker go on. @throws the reason of the signal */
export async function breathe(signal: AbortSignal): Promise<void> {
	await setImmediate();
	signal.throwIfAborted();
}

function parse(parser: Parser, text: string): Tree {
	const tree = parser.parse(text);
	if (!tree) throw new Error('the parser gave no tree');
	return tree;
}

async function readSyntax(
	source: { tree: Tree; text: string; language: LanguageId; parser: Parser },
	signal: AbortSignal,
): Promise<readonly SyntaxProblem[]> {
	const search = explainSyntaxErrors({ ...source, Edit });
	try {
		let step = search.next();
		for (let trials = 1; !step.done; trials++) {
			if (trials % TRIALS_A_BREATH === 0) await breathe(signal);
			step = search.next(trials >= MOST_TRIALS);
		}
		return step.value;
	} finally {
		search.return([]);
	}
}

function readFindings(rules: RuleSet, tree: Tree, text: string): Problem[] {
	const live = new LiveFindings(rules);
	live.reset({ tree, text });
	const chosen = chooseFindings(live.findings, { ignores: readIgnores(tree, text), limit: MOST_PROBLEMS });
	return chosen.map(({ ruleId: rule, ...rest }) => ({ ...rest, rule }));
}

function merge(syntax: readonly SyntaxProblem[], findings: readonly Problem[]): Problem[] {
	const broken = syntax.map((problem): Problem => ({
		...problem,
		rule: SYNTAX,
		severity: 'error',
		category: 'correctness',
	}));
	return [...broken, ...findings].sort((one, other) => one.start - other.start);
}

/** Counted from 1. */
export const lineOf = ({ startPosition }: Pick<Problem, 'startPosition'>): number => startPosition.row + 1;
