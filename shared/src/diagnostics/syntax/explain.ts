import type { Edit, Node, Parser, Tree } from 'web-tree-sitter';
import type { Fix, Span, TextEdit } from '../finding.ts';
import type { LanguageId } from '../languages.ts';
import { type Candidate, ERRORS_TOGETHER, proposeEdits } from './candidates.ts';
import { errorNodes, isWide, MAX_SYNTAX_PROBLEMS } from './errors.ts';
import { missingIndents } from './indents.ts';
import { lexisOf } from './lexis.ts';
import { type Scan, scanGently } from './scan.ts';
import { costOf, costOfTree, Draft } from './trial.ts';
import { describeEdit, describeError } from './words.ts';

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

/** Gives way before and in every trial parse, and while it reads a long text; `next(true)` asks for what is known by now, without another trial. */
export type Explanation = Generator<undefined, readonly SyntaxProblem[], boolean | undefined>;

/** Mistakes that are searched for one after another; the rest get the plain words. */
const MAX_REPAIRS = 5;
/** Half of the least that an error costs: a repair must be worth more than its weight. */
const LEAST_GAIN = 1;

/** Offsets of the original text. */
type Told = { readonly start: number; readonly end: number; readonly message: string; readonly fix?: Fix };

/**
 * Explains the errors of a tree, at most {@link MAX_SYNTAX_PROBLEMS} of them, in the order of the text. The caller
 * may stop between trials: `return([])` drops the work, `next(true)` takes the best so far. Both delete every trial.
 * Python's blocks without an indent are found too, though its trees show no error there.
 */
export function* explainSyntaxErrors(source: BrokenSource): Explanation {
	const original = new Draft(source, source.text, source.tree);
	const told: Told[] = [];
	const applied: TextEdit[] = [];
	let draft = original;
	let from = 0;
	try {
		if (lexisOf(source.language).blocksByIndent)
			told.push(...(yield* missingIndents(source.text, yield* scanGently(source.text, source.language))));
		for (let round = 0; round < MAX_REPAIRS; round++) {
			yield;
			const errors = errorNodes(draft.tree.rootNode, MAX_SYNTAX_PROBLEMS).filter(
				({ startIndex }) => startIndex >= from,
			);
			const first = errors[0];
			if (!first) break;
			const scan = yield* scanGently(draft.text, source.language);
			const search = yield* findRepair(draft, source.language, scan, errors);
			if (search.edit) {
				told.push(tell(draft, scan, search.edit, applied));
				applied.push(search.edit);
				yield;
				const next = yield* accept(source, draft, search.edit);
				if (draft !== original) draft.tree.delete();
				if (!next) {
					draft = original;
					break;
				}
				draft = next;
			} else {
				told.push(tellError(draft.text, first, applied));
				from = first.endIndex + 1;
			}
			if (search.isOver) break;
		}
		const rest = errorNodes(draft.tree.rootNode, MAX_SYNTAX_PROBLEMS).filter(({ startIndex }) => startIndex >= from);
		told.push(...rest.map((error) => tellError(draft.text, error, applied)));
		return order(told).map((one) => place(original, one));
	} finally {
		if (draft !== original) draft.tree.delete();
	}
}

type Search = { readonly edit: Candidate | undefined; readonly isOver: boolean };

function* findRepair(
	draft: Draft,
	language: LanguageId,
	scan: Scan,
	errors: readonly Node[],
): Generator<undefined, Search, boolean | undefined> {
	const base = costOfTree(draft.tree);
	// With this gone and nothing new, the mistake at hand is mended, whatever else is wrong further on. An error over
	// many lines holds more than one mistake can explain.
	const together = errors.slice(0, ERRORS_TOGETHER);
	const own = together.reduce((sum, error) => sum + costOf(error), 0);
	const enough = together.some(isWide) ? 0 : Math.max(0, base - own);
	let best: { score: number; edit: Candidate | undefined } = { score: base - LEAST_GAIN, edit: undefined };
	for (const edit of yield* proposeEdits({ text: draft.text, language, scan, errors })) {
		if (yield undefined) return { edit: best.edit, isOver: true };
		const tree = yield* draft.try(edit);
		if (!tree) continue;
		const cost = costOfTree(tree);
		tree.delete();
		if (cost + edit.weight < best.score) best = { score: cost + edit.weight, edit };
		if (cost <= enough) break;
	}
	return { edit: best.edit, isOver: false };
}

function* accept(source: BrokenSource, draft: Draft, edit: TextEdit): Generator<undefined, Draft | undefined> {
	const tree = yield* draft.try(edit);
	const text = draft.text.slice(0, edit.start) + edit.text + draft.text.slice(edit.end);
	return tree && new Draft(source, text, tree);
}

function tell(draft: Draft, scan: Scan, edit: Candidate, applied: readonly TextEdit[]): Told {
	const { message, title, start, end } = describeEdit(draft, scan, edit);
	const back = (index: number) => originalIndex(index, applied);
	const fix: Fix = {
		title,
		isSafe: false,
		edits: [{ start: back(edit.start), end: back(edit.end), text: edit.text }],
	};
	return { start: back(start), end: back(end), message, fix };
}

function tellError(text: string, error: Node, applied: readonly TextEdit[]): Told {
	const { start, end, message } = describeError(text, error);
	return { start: originalIndex(start, applied), end: originalIndex(end, applied), message };
}

/** Where a place of a mended text stands in the text that was given. */
function originalIndex(index: number, applied: readonly TextEdit[]): number {
	return applied.reduceRight((at, { start, end, text }) => {
		if (at <= start) return at;
		return at >= start + text.length ? at - text.length + end - start : start;
	}, index);
}

/** By place, each place once. */
function order(told: readonly Told[]): Told[] {
	const sorted = told.toSorted((one, other) => one.start - other.start || one.end - other.end);
	return sorted
		.filter(({ start }, index) => index === 0 || sorted[index - 1]?.start !== start)
		.slice(0, MAX_SYNTAX_PROBLEMS);
}

function place(draft: Draft, told: Told): SyntaxProblem {
	return { ...told, startPosition: draft.pointAt(told.start), endPosition: draft.pointAt(told.end) };
}
