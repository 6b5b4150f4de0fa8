import { compareFindings, type Finding, type Span } from './finding.ts';
import { type Ignores, isIgnored } from './ignores.ts';
import { applySettings, DEFAULT_LINT_SETTINGS, type LintSettings } from './settings.ts';

/** More marks than these tell nobody anything, and Monaco slows down (lint.md 6). */
export const MAX_SHOWN = 200;

const WEIGHT = { security: 8, correctness: 5, performance: 3, smell: 1, style: 0.5 } as const;
const LOUDNESS = { error: 1, warning: 0.7, info: 0.4 } as const;
const TRUST = { high: 1, medium: 0.75, low: 0.4 } as const;
const CHANGED_BOOST = 4;
const CARET_BOOST = 2;
/** Lines from the caret at which its boost is half. */
const CARET_REACH = 10;

/** What the reader is at. */
export type Attention = {
	/** Row of the caret, counted from 0. */
	readonly caretRow?: number;
	/** What was changed lately. */
	readonly changed?: readonly Pick<Span, 'start' | 'end'>[];
};

/** How much a finding deserves to be seen; higher is more. */
export function scoreOf(finding: Finding, attention: Attention = {}): number {
	const base = WEIGHT[finding.category] * LOUDNESS[finding.severity] * TRUST[finding.confidence];
	const isChanged = attention.changed?.some(({ start, end }) => start <= finding.end && end >= finding.start) ?? false;
	const distance = Math.abs((attention.caretRow ?? Infinity) - finding.startPosition.row);
	return base + (isChanged ? CHANGED_BOOST : 0) + (CARET_BOOST * CARET_REACH) / (CARET_REACH + distance);
}

type Choice = { settings?: LintSettings; ignores?: Ignores; attention?: Attention; limit?: number };

/** The findings to show: not ignored, as loud as the project wants, the most deserving up to the limit, by place. */
export function chooseFindings(findings: readonly Finding[], choice: Choice = {}): readonly Finding[] {
	const { settings = DEFAULT_LINT_SETTINGS, ignores, attention = {}, limit = MAX_SHOWN } = choice;
	const wanted = findings.flatMap((finding) => {
		if (ignores && isIgnored(finding, ignores)) return [];
		return applySettings(finding, settings) ?? [];
	});
	if (wanted.length <= limit) return wanted;
	return wanted
		.map((finding) => ({ finding, score: scoreOf(finding, attention) }))
		.toSorted((one, other) => other.score - one.score)
		.slice(0, limit)
		.map(({ finding }) => finding)
		.toSorted(compareFindings);
}
