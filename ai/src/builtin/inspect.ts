import { setImmediate } from 'node:timers/promises';
import {
	chooseFindings,
	explainSyntaxErrors,
	type Finding,
	type Fix,
	type Ignores,
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
import { TWINS } from '@covibe/shared/linters';
import type { Tags } from '@covibe/shared/structure';
import { Edit, type Parser, type Tree } from 'web-tree-sitter';
import { loadRuff } from './ruff.ts';

/** Something that is wrong, or looks wrong, at a place of a text. */
export type Problem = Span & {
	/** The rule's id; `syntax` for what the parser did not understand. */
	readonly rule: string;
	readonly severity: Severity;
	readonly category: string;
	readonly cwe?: number;
	readonly message: string;
	readonly fix?: Fix;
	/** A page of the linter's that explains the rule. */
	readonly docUrl?: string;
};

/** What the parser, the rules and, for Python, Ruff say of one text. */
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
const MOST_LINTED_UNITS = 400_000;

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
				const ignores = readIgnores(tree, text);
				const linted = isLinted(language.id, text) ? (await loadRuff()).lint(text, path) : undefined;
				// The linter's parser is heard when ours found nothing: it also knows about indentation, but mends nothing.
				const errors = syntax.length > 0 ? syntax : (linted?.syntax ?? []);
				const own = rules ? chosenOf(findingsOf(rules, tree, text), ignores) : [];
				const others = errors.length > 0 || !linted ? [] : chosenOf(linted.findings, ignores);
				const problems = merge(errors, joinTwins(own, others));
				return { language, problems, isBroken: tree.rootNode.hasError || errors.length > 0 };
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

function findingsOf(rules: RuleSet, tree: Tree, text: string): readonly Finding[] {
	const live = new LiveFindings(rules);
	live.reset({ tree, text });
	return live.findings;
}

function chosenOf(findings: readonly Finding[], ignores: Ignores): Problem[] {
	return chooseFindings(findings, { ignores, limit: MOST_PROBLEMS }).map(({ ruleId: rule, ...rest }) => ({
		...rest,
		rule,
	}));
}

/** Ruff needs a second for more than this. */
const isLinted = (language: LanguageId, text: string) => language === 'python' && text.length <= MOST_LINTED_UNITS;

/** Where a rule of ours and one of the linter say the same of a line, ours stays, with the linter's fix if it has none. */
function joinTwins(own: readonly Problem[], others: readonly Problem[]): Problem[] {
	const areTwins = (one: Problem, other: Problem) =>
		(TWINS[other.rule]?.includes(one.rule) ?? false) &&
		one.startPosition.row <= other.endPosition.row &&
		one.endPosition.row >= other.startPosition.row;
	const mended = own.map((one): Problem => {
		const fix = one.fix ?? others.find((other) => areTwins(one, other))?.fix;
		return fix ? { ...one, fix } : one;
	});
	return [...mended, ...others.filter((other) => !own.some((one) => areTwins(one, other)))];
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
