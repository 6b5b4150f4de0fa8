import type { Node, QueryMatch, Range, Tree } from 'web-tree-sitter';
import { compareFindings, type Finding, type Span } from './finding.ts';
import { judgeMatch } from './judge.ts';
import { changedNames, collectNames, type FileNames, type NamedThing, NO_NAMES } from './file-names.ts';
import { foldLiteral, MatchContext } from './match-context.ts';
import { judgeFunction } from './metric-rules.ts';
import type { RuleSet, Slot } from './rule-set.ts';
import { mergeSpans, queryWindow, shiftIndex, shiftSpan, spansOfWords, type SyntaxEdit, touches } from './spans.ts';

/** A match that may matter later: it has findings, names something, or was read from code outside itself. */
type Candidate = Span & {
	/** What its answer was read from; at least its own span. */
	readonly reachStart: number;
	readonly reachEnd: number;
	readonly findings: readonly Finding[];
	readonly names?: readonly NamedThing[];
};

type Found = { readonly match: QueryMatch; readonly slot: Slot };

type Source = { readonly tree: Tree; readonly text: string };

/** Above this many stretches one pass over the whole file is cheaper than as many queries. */
const MAX_STRETCHES = 200;

/**
 * The findings of one file, kept up to date by re-running the rules where something changed. Equal, after every step,
 * to what `reset` would give. Holds no tree: the caller owns and deletes those.
 */
export class LiveFindings {
	readonly #rules: RuleSet;
	#candidates: Candidate[] = [];
	#names: FileNames = NO_NAMES;

	constructor(rules: RuleSet) {
		this.#rules = rules;
	}

	/** Runs all rules over the whole file. */
	reset(source: Source): void {
		const found = this.#query(source, undefined);
		this.#candidates = found.flatMap((each) => this.#readNames(each));
		this.#names = collectNames(this.#candidates);
		this.#candidates.push(...found.flatMap((each) => this.#judge(source, each)));
	}

	/**
	 * Takes edits, in the order in which they were made, and what `old.getChangedRanges(tree)` said of the trees (`old`
	 * after `old.edit`). `tree` and `text` are the new ones.
	 */
	update(source: Source & { edits: readonly SyntaxEdit[]; changedRanges: readonly Range[] }): void {
		const dirty = [...this.#shift(source.edits), ...source.changedRanges.map(spanOfRange)];
		const renamed = this.#rerun(source, mergeSpans(dirty));
		if (renamed.length > 0) this.#rerun(source, mergeSpans(spansOfWords(source.text, renamed)));
	}

	/** Sorted by place; each said once. */
	get findings(): readonly Finding[] {
		const sorted = this.#candidates.flatMap(({ findings }) => findings).toSorted(compareFindings);
		return sorted.filter((finding, index) => {
			const before = sorted[index - 1];
			return finding.ruleId !== before?.ruleId || finding.start !== before.start || finding.end !== before.end;
		});
	}

	#shift(edits: readonly SyntaxEdit[]): Span[] {
		let dirty: Span[] = [];
		for (const edit of edits) {
			this.#candidates = this.#candidates.map((candidate) => shiftCandidate(candidate, edit));
			dirty = dirty.map((span) => shiftSpan(span, edit));
			dirty.push({
				start: edit.startIndex,
				end: edit.newEndIndex,
				startPosition: edit.startPosition,
				endPosition: edit.newEndPosition,
			});
		}
		return dirty;
	}

	/** Looks again at what the stretches touch; gives the names that stand for something else now. */
	#rerun(source: Source, stretches: readonly Span[]): string[] {
		const dependents = this.#candidates.filter(({ reachStart, reachEnd }) =>
			stretches.some((span) => touches(span, { start: reachStart, end: reachEnd })),
		);
		const dirty = mergeSpans([...stretches, ...dependents]);
		if (dirty.length > MAX_STRETCHES) {
			this.reset(source);
			return [];
		}
		const found = this.#query(source, dirty);
		this.#candidates = this.#candidates.filter((candidate) => !dirty.some((span) => touches(span, candidate)));
		// Names come first: what the others mean hangs on them.
		for (const each of found) this.#candidates.push(...this.#readNames(each));
		const before = this.#names;
		this.#names = collectNames(this.#candidates);
		for (const each of found) this.#candidates.push(...this.#judge(source, each));
		return changedNames(before, this.#names);
	}

	#query({ tree, text }: Source, stretches: readonly Span[] | undefined): Found[] {
		const { query, slots } = this.#rules;
		const root = tree.rootNode;
		const read = (match: QueryMatch): Found[] => {
			const slot = slots[match.patternIndex];
			return slot ? [{ match, slot }] : [];
		};
		if (!stretches) return query.matches(root).flatMap(read);
		const seen = new Set<string>();
		return stretches.flatMap((stretch) =>
			query
				.matches(root, queryWindow(stretch, text))
				.flatMap(read)
				.filter(({ match }) => {
					const key = keyOf(match);
					const place = spanOfMatch(match);
					const isNew = !seen.has(key) && stretches.some((span) => touches(span, place));
					if (isNew) seen.add(key);
					return isNew;
				}),
		);
	}

	#readNames({ match, slot }: Found): Candidate[] {
		const node = match.captures.find(({ name }) => name === 'match')?.node;
		if (slot.kind !== 'facts' || !node || node.hasError) return [];
		const names = slot.source
			.read(node)
			.map((fact) =>
				fact.kind === 'import'
					? ([fact.name, fact.qualified, 'import'] as const)
					: ([fact.name, foldLiteral(fact.value, this.#rules.profile), 'constant'] as const),
			);
		return [{ ...candidateAt(match, undefined), names }];
	}

	#judge({ text }: Source, { match, slot }: Found): Candidate[] {
		const { profile, limits } = this.#rules;
		if (slot.kind === 'facts') return [];
		if (slot.kind === 'function') {
			const node = match.captures[0]?.node;
			const findings = node && !node.hasError ? judgeFunction(node, profile, limits) : [];
			return findings.length > 0 ? [{ ...candidateAt(match, undefined), findings }] : [];
		}
		const context = new MatchContext({ text, profile, names: this.#names }, match);
		const finding = judgeMatch(slot.rule, slot.pattern, context);
		if (!finding && !context.reach) return [];
		return [{ ...candidateAt(match, context.reach), findings: finding ? [finding] : [] }];
	}
}

function candidateAt(match: QueryMatch, reach: Node | undefined): Candidate {
	const span = spanOfMatch(match);
	return {
		...span,
		reachStart: Math.min(span.start, reach?.startIndex ?? span.start),
		reachEnd: Math.max(span.end, reach?.endIndex ?? span.end),
		findings: [],
	};
}

function spanOfRange({ startIndex, endIndex, startPosition, endPosition }: Range): Span {
	return { start: startIndex, end: endIndex, startPosition, endPosition };
}

/** From the first captured node to the last. */
function spanOfMatch(match: QueryMatch): Span {
	let [first, last] = [match.captures[0]?.node, match.captures[0]?.node];
	for (const { node } of match.captures) {
		if (first && node.startIndex < first.startIndex) first = node;
		if (last && node.endIndex > last.endIndex) last = node;
	}
	if (!first || !last) throw new Error('a pattern captures nothing');
	return {
		start: first.startIndex,
		end: last.endIndex,
		startPosition: first.startPosition,
		endPosition: last.endPosition,
	};
}

const keyOf = (match: QueryMatch) =>
	match.captures.reduce((key, { name, node }) => `${key} ${name}${node.id}`, String(match.patternIndex));

function shiftCandidate(candidate: Candidate, edit: SyntaxEdit): Candidate {
	if (candidate.reachEnd < edit.startIndex) return candidate;
	return {
		...shiftSpan(candidate, edit),
		reachStart: shiftIndex(candidate.reachStart, edit, 'start'),
		reachEnd: shiftIndex(candidate.reachEnd, edit, 'end'),
		findings: candidate.findings.map((finding) => shiftFinding(finding, edit)),
	};
}

function shiftFinding(finding: Finding, edit: SyntaxEdit): Finding {
	const moved = shiftSpan(finding, edit);
	if (!finding.fix) return moved;
	const edits = finding.fix.edits.map((each) => ({
		...each,
		start: shiftIndex(each.start, edit, 'start'),
		end: shiftIndex(each.end, edit, 'end'),
	}));
	return { ...moved, fix: { ...finding.fix, edits } };
}
