import { TWINS } from '@covibe/shared/linters';
import type { Problem, ProblemSource } from './problem.ts';

/** What the linter's own parser did not understand. */
const LINTER_SYNTAX = 'ruff/syntax';

type BySource = ReadonlyMap<ProblemSource, readonly Problem[]>;

/**
 * Every problem of a file, each said once. The linter's parser is heard when the live one found nothing: its words are
 * seconds old and it guesses the place less well, but it also knows about indentation.
 */
export function withoutDoubles(bySource: BySource): readonly Problem[] {
	const fromLinter = bySource.get('linter') ?? [];
	const others = [...bySource].flatMap(([source, problems]) => (source === 'linter' ? [] : problems));
	if (fromLinter.length === 0) return others;
	const isBroken = (bySource.get('syntax')?.length ?? 0) > 0;
	const said = groupByRule(others);
	const kept = fromLinter.filter((problem) => {
		if (problem.ruleId === LINTER_SYNTAX) return !isBroken;
		return !TWINS[problem.ruleId]?.some((twin) => said.get(twin)?.some((other) => shareLine(problem, other)));
	});
	return [...others, ...kept];
}

function groupByRule(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
	const byRule = new Map<string, Problem[]>();
	for (const problem of problems) {
		const known = byRule.get(problem.ruleId);
		if (known) known.push(problem);
		else byRule.set(problem.ruleId, [problem]);
	}
	return byRule;
}

function shareLine(one: Problem, other: Problem): boolean {
	return one.startPosition.row <= other.endPosition.row && one.endPosition.row >= other.startPosition.row;
}
