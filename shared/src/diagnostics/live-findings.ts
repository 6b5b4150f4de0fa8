import type { QueryMatch, Range, Tree } from 'web-tree-sitter';
import { compareFindings, type Finding, type Span } from './finding.ts';
import { judgeMatch } from './judge.ts';
import { type FileNames, foldLiteral, MatchContext, NO_NAMES } from './match-context.ts';
import { judgeFunction } from './metric-rules.ts';
import type { RuleSet, Slot } from './rule-set.ts';
import { mergeSpans, queryWindow, shiftIndex, shiftSpan, type SyntaxEdit, touches } from './spans.ts';

/** A match that may matter later: it has findings, names something, or depends on code outside itself. */
type Candidate = Span & {
	/** What its answer was read from; at least its own span. */
	readonly reachStart: number;
	readonly reachEnd: number;
	readonly usesNames: boolean;
	readonly findings: readonly Finding[];
	/** Name, what it stands for, and `import` or `constant`. */
	readonly names?: readonly (readonly [string, string | undefined, 'import' | 'constant'])[];
};

type Found = Span & { readonly match: QueryMatch; readonly slot: Slot };

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
		this.#candidates = [];
		this.#candidates = this.#nameAndJudge(source, found);
	}

	/**
	 * Takes edits, in the order in which they were made, and what `old.getChangedRanges(tree)` said of the trees (`old`
	 * after `old.edit`). `tree` and `text` are the new ones.
	 */
	update(source: Source & { edits: readonly SyntaxEdit[]; changedRanges: readonly Range[] }): void {
		const dirty = mergeSpans([...this.#shift(source.edits), ...source.changedRanges.map(spanOfRange)]);
		const dependents = this.#candidates.filter((candidate) =>
			dirty.some((span) => touches(span, { start: candidate.reachStart, end: candidate.reachEnd })),
		);
		this.#rerun(source, mergeSpans([...dirty, ...dependents.map(spanOnly)]));
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

	#rerun(source: Source, dirty: readonly Span[]): void {
		if (dirty.length > MAX_STRETCHES) {
			this.reset(source);
			return;
		}
		const found = this.#query(source, dirty);
		this.#candidates = this.#candidates.filter((candidate) => !dirty.some((span) => touches(span, candidate)));
		const made = this.#nameAndJudge(source, found);
		this.#candidates.push(...made);
	}

	/** Names come first: what the others mean hangs on them. */
	#nameAndJudge(source: Source, found: readonly Found[]): Candidate[] {
		const naming = found.filter(({ slot }) => slot.kind === 'facts').map((each) => this.#readNames(each));
		const names = collectNames([...this.#candidates, ...naming]);
		const isRenamed = describeNames(names) !== describeNames(this.#names);
		this.#names = names;
		const judged = found.map((each) => this.#judge(source, each));
		const made = [...naming, ...judged.filter((each) => each !== undefined)];
		if (!isRenamed) return made;
		const again = mergeSpans(this.#candidates.filter(({ usesNames }) => usesNames).map(spanOnly));
		if (again.length === 0) return made;
		const rejudged = this.#query(source, again).flatMap((each) => this.#judge(source, each) ?? []);
		const isAgain = (candidate: Candidate) => again.some((span) => touches(span, candidate));
		this.#candidates = this.#candidates.filter((candidate) => candidate.names !== undefined || !isAgain(candidate));
		return [...made.filter((candidate) => candidate.names !== undefined || !isAgain(candidate)), ...rejudged];
	}

	#query({ tree, text }: Source, stretches: readonly Span[] | undefined): Found[] {
		const { query, slots } = this.#rules;
		const root = tree.rootNode;
		const read = (match: QueryMatch): Found[] => {
			const slot = slots[match.patternIndex];
			return slot ? [{ match, slot, ...spanOfMatch(match) }] : [];
		};
		if (!stretches) return query.matches(root).flatMap(read);
		const seen = new Set<string>();
		return stretches.flatMap((stretch) =>
			query
				.matches(root, queryWindow(stretch, text))
				.flatMap(read)
				.filter((found) => {
					const key = keyOf(found.match);
					const isNew = !seen.has(key) && stretches.some((span) => touches(span, found));
					if (isNew) seen.add(key);
					return isNew;
				}),
		);
	}

	#readNames({ match, slot, ...span }: Found): Candidate {
		const node = match.captures.find(({ name }) => name === 'match')?.node;
		const facts = node && slot.kind === 'facts' && !node.hasError ? slot.source.read(node) : [];
		const names = facts.map((fact) =>
			fact.kind === 'import'
				? ([fact.name, fact.qualified, 'import'] as const)
				: ([fact.name, foldLiteral(fact.value, this.#rules.profile), 'constant'] as const),
		);
		return { ...span, reachStart: span.start, reachEnd: span.end, usesNames: false, findings: [], names };
	}

	#judge({ text }: Source, { match, slot, ...span }: Found): Candidate | undefined {
		const { profile, limits } = this.#rules;
		if (slot.kind === 'facts') return undefined;
		const node = match.captures[0]?.node;
		if (slot.kind === 'function') {
			const findings = node && !node.hasError ? judgeFunction(node, profile, limits) : [];
			if (findings.length === 0) return undefined;
			return { ...span, reachStart: span.start, reachEnd: span.end, usesNames: false, findings };
		}
		const context = new MatchContext({ text, profile, names: this.#names }, match);
		const finding = judgeMatch(slot.rule, slot.pattern, context);
		const { reach, usesNames } = context;
		if (!finding && !reach && !usesNames) return undefined;
		return {
			...span,
			reachStart: Math.min(span.start, reach?.startIndex ?? span.start),
			reachEnd: Math.max(span.end, reach?.endIndex ?? span.end),
			usesNames,
			findings: finding ? [finding] : [],
		};
	}
}

function spanOnly({ start, end, startPosition, endPosition }: Span): Span {
	return { start, end, startPosition, endPosition };
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

function collectNames(candidates: readonly Candidate[]): FileNames {
	const imports = new Map<string, string>();
	const constants = new Map<string, string | undefined>();
	const inOrder = candidates.filter(({ names }) => names !== undefined).toSorted((a, b) => a.start - b.start);
	for (const [name, value, kind] of inOrder.flatMap(({ names }) => names ?? [])) {
		if (kind === 'import') imports.set(name, value ?? name);
		else constants.set(name, constants.has(name) ? undefined : value);
	}
	return { imports, constants };
}

const describeNames = ({ imports, constants }: FileNames) => JSON.stringify([[...imports], [...constants]]);
