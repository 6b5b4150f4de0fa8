import type { Node, QueryMatch, Range, Tree } from 'web-tree-sitter';
import { changedNames, collectNames, type FileNames, type NamedThing, NO_NAMES } from './file-names.ts';
import { compareFindings, type Finding, type Span } from './finding.ts';
import { judgeMatch } from './judge.ts';
import { foldLiteral, MatchContext } from './match-context.ts';
import { judgeFunction } from './metric-rules.ts';
import { Pending } from './pending.ts';
import type { RuleSet, Slot } from './rule-set.ts';
import { mergeSpans, queryWindow, shiftIndex, shiftSpan, type SyntaxEdit, touches, touchesAny } from './spans.ts';
import { WordSearch } from './word-search.ts';

/** A match that may matter later: it has findings, or was read from code outside itself. */
type Candidate = {
	span: Span;
	/** What its answer was read from; at least its own span. */
	reachStart: number;
	reachEnd: number;
	findings: readonly Finding[];
	/** The edit after which it was judged. */
	readonly epoch: number;
};

type NamingPlace = { span: Span; readonly names: readonly NamedThing[] };

export type FindingsSource = { readonly tree: Tree; readonly text: string };

export type StepOptions = {
	/** Looked at first. */
	readonly near?: Span | undefined;
	/** Nothing outside it is looked at. */
	readonly within?: Span | undefined;
	/** UTF-16 units that one step takes, to the end of the line; by default all of them. */
	readonly maxLength?: number;
};

/**
 * The findings of one file, kept up to date by re-running the rules where something changed: at once, or a piece at a
 * time between other work. Equal, once it is settled, to what `reset` would give. Holds no tree: the caller owns and
 * deletes those.
 */
export class LiveFindings {
	readonly #rules: RuleSet;
	#candidates: Candidate[] = [];
	#naming: NamingPlace[] = [];
	#names: FileNames = NO_NAMES;
	/** Where names may stand for something else now. */
	readonly #unnamed = new Pending();
	readonly #unjudged = new Pending();
	readonly #search = new WordSearch();
	#epoch = 0;
	/** Matches of this epoch that reach over the edge of a piece: the next piece need not judge them again. */
	readonly #judged = new Set<string>();
	#findings: readonly Finding[] | undefined;

	constructor(rules: RuleSet) {
		this.#rules = rules;
	}

	/** Runs all rules over the whole file. */
	reset(source: FindingsSource): void {
		this.begin(source);
		this.#settle(source);
	}

	/**
	 * Takes edits, in the order in which they were made, and what `old.getChangedRanges(tree)` said of the trees (`old`
	 * after `old.edit`). `tree` and `text` are the new ones.
	 */
	update(source: FindingsSource & { edits: readonly SyntaxEdit[]; changedRanges: readonly Range[] }): void {
		this.edit(source);
		this.#settle(source);
	}

	#settle(source: FindingsSource): void {
		while (this.step(source));
	}

	/** Forgets everything; what follows is left to `step`. */
	begin({ text }: FindingsSource): void {
		this.#candidates = [];
		this.#naming = [];
		this.#names = NO_NAMES;
		this.#search.clear();
		const whole = wholeOf(text);
		this.#unnamed.set([whole]);
		this.#unjudged.set([whole]);
		this.#startEpoch();
	}

	/** As `update`, but looks at nothing yet: findings move along with the text, and `step` does the rest. */
	edit({ edits, changedRanges }: { edits: readonly SyntaxEdit[]; changedRanges: readonly Range[] }): void {
		let dirty: Span[] = [];
		for (const edit of edits) {
			for (const candidate of this.#candidates) shiftCandidate(candidate, edit);
			for (const place of this.#naming) place.span = shiftSpan(place.span, edit);
			this.#unnamed.shift(edit);
			this.#unjudged.shift(edit);
			dirty = dirty.map((span) => shiftSpan(span, edit));
			dirty.push({
				start: edit.startIndex,
				end: edit.newEndIndex,
				startPosition: edit.startPosition,
				endPosition: edit.newEndPosition,
			});
		}
		dirty.push(...changedRanges.map(spanOfRange));
		this.#unnamed.add(dirty);
		this.#unjudged.add([...dirty, ...this.#dependents(dirty)]);
		this.#search.restart();
		this.#startEpoch();
	}

	/** Whether nothing is left to look at; inside `within`, if given. */
	isSettled(within?: Span): boolean {
		return this.#unnamed.isEmpty && this.#search.isOver && !this.#unjudged.has(within);
	}

	/** Looks at one more piece. @returns whether there is more. */
	step(source: FindingsSource, { near, within, maxLength = Infinity }: StepOptions = {}): boolean {
		// Names come first, those of the whole file: what the others mean hangs on them.
		const naming = this.#unnamed.take(source.text, { maxLength });
		if (naming) this.#readNames(source, naming);
		else if (!this.#search.isOver) this.#searchWords(source.text, maxLength);
		else {
			const piece = this.#unjudged.take(source.text, { near, within, maxLength });
			if (piece) this.#judgePiece(source, piece);
		}
		return !this.isSettled(within);
	}

	/** Sorted by place; each said once. */
	get findings(): readonly Finding[] {
		if (this.#findings) return this.#findings;
		const sorted = this.#candidates.flatMap(({ findings }) => findings).sort(compareFindings);
		this.#findings = sorted.filter((finding, index) => {
			const before = sorted[index - 1];
			return finding.ruleId !== before?.ruleId || finding.start !== before.start || finding.end !== before.end;
		});
		return this.#findings;
	}

	#startEpoch(): void {
		this.#epoch += 1;
		this.#judged.clear();
		this.#findings = undefined;
	}

	/** What was read from code that changed. */
	#dependents(changed: readonly Span[]): Span[] {
		const merged = mergeSpans(changed);
		return this.#candidates
			.filter(({ reachStart, reachEnd }) => touchesAny(merged, { start: reachStart, end: reachEnd }))
			.map(({ span }) => span);
	}

	#readNames({ tree, text }: FindingsSource, piece: Span): void {
		const { names, profile } = this.#rules;
		if (names) {
			this.#naming = this.#naming.filter(({ span }) => !touches(span, piece));
			for (const match of names.query.matches(tree.rootNode, queryWindow(piece, text))) {
				const node = match.captures.find(({ name }) => name === 'match')?.node;
				if (!node || node.hasError) continue;
				const span = spanOfMatch(match);
				if (!touches(span, piece)) continue;
				const things = names.source
					.read(node)
					.map((fact): NamedThing =>
						fact.kind === 'import'
							? [fact.name, fact.qualified, 'import']
							: [fact.name, foldLiteral(fact.value, profile), 'constant'],
					);
				this.#naming.push({ span, names: things });
			}
		}
		if (this.#unnamed.isEmpty) this.#settleNames(text);
	}

	#settleNames(text: string): void {
		const before = this.#names;
		this.#names = collectNames(this.#naming.map(({ span: { start }, names }) => ({ start, names })));
		// A file that is looked through anyway needs no search.
		if (!this.#unjudged.covers(text.length)) this.#search.add(changedNames(before, this.#names));
	}

	#searchWords(text: string, maxLength: number): void {
		const found = this.#search.step(text, maxLength);
		if (found.length > 0) this.#unjudged.add([...found, ...this.#dependents(found)]);
	}

	#judgePiece({ tree, text }: FindingsSource, piece: Span): void {
		const { query, slots } = this.#rules;
		this.#candidates = this.#candidates.filter(({ span, epoch }) => epoch === this.#epoch || !touches(span, piece));
		for (const match of query.matches(tree.rootNode, queryWindow(piece, text))) {
			const slot = slots[match.patternIndex];
			const span = spanOfMatch(match);
			if (!slot || !touches(span, piece)) continue;
			if (span.start <= piece.start || span.end >= piece.end) {
				const key = keyOf(match);
				if (this.#judged.has(key)) continue;
				this.#judged.add(key);
			}
			this.#judge(text, { match, slot, span });
		}
		this.#findings = undefined;
	}

	#judge(text: string, { match, slot, span }: { match: QueryMatch; slot: Slot; span: Span }): void {
		const { profile, limits } = this.#rules;
		if (slot.kind === 'function') {
			const node = match.captures[0]?.node;
			const findings = node && !node.hasError ? judgeFunction(node, profile, limits) : [];
			if (findings.length > 0) this.#keep(span, undefined, findings);
			return;
		}
		const context = new MatchContext({ text, profile, names: this.#names }, match);
		const finding = judgeMatch(slot.rule, slot.pattern, context);
		if (finding || context.reach) this.#keep(span, context.reach, finding ? [finding] : []);
	}

	#keep(span: Span, reach: Node | undefined, findings: readonly Finding[]): void {
		this.#candidates.push({
			span,
			reachStart: Math.min(span.start, reach?.startIndex ?? span.start),
			reachEnd: Math.max(span.end, reach?.endIndex ?? span.end),
			findings,
			epoch: this.#epoch,
		});
	}
}

function wholeOf(text: string): Span {
	let [row, lineStart] = [0, 0];
	for (let next = text.indexOf('\n'); next !== -1; next = text.indexOf('\n', lineStart)) {
		row += 1;
		lineStart = next + 1;
	}
	return {
		start: 0,
		end: text.length,
		startPosition: { row: 0, column: 0 },
		endPosition: { row, column: text.length - lineStart },
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

function shiftCandidate(candidate: Candidate, edit: SyntaxEdit): void {
	if (candidate.reachEnd < edit.startIndex) return;
	candidate.span = shiftSpan(candidate.span, edit);
	candidate.reachStart = shiftIndex(candidate.reachStart, edit, 'start');
	candidate.reachEnd = shiftIndex(candidate.reachEnd, edit, 'end');
	if (candidate.findings.length > 0)
		candidate.findings = candidate.findings.map((finding) => shiftFinding(finding, edit));
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
