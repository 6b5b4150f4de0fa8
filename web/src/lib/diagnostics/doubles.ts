import type { Problem, ProblemSource } from './problem.ts';

/**
 * Rules of linters that say the same as a rule of the house, or as TypeScript's service. Where both speak of one line
 * the linter keeps silent: the others answer at every keystroke. `doubles.test.ts` finds pairs that are missing here.
 */
export const TWINS: Readonly<Record<string, readonly string[]>> = {
	'ruff/ASYNC251': ['py/blocking-sleep'],
	'ruff/B005': ['py/strip-word'],
	'ruff/B006': ['py/mutable-default'],
	'ruff/B012': ['py/jump-in-finally'],
	'ruff/B014': ['py/unreachable-except'],
	'ruff/B023': ['py/late-binding'],
	'ruff/B025': ['py/unreachable-except'],
	'ruff/C419': ['py/list-in-all'],
	'ruff/E711': ['py/none-equality'],
	'ruff/E722': ['py/bare-except', 'py/swallowed-exception'],
	'ruff/F541': ['py/empty-f-string'],
	'ruff/F601': ['py/duplicate-key'],
	'ruff/F631': ['py/assert-tuple'],
	'ruff/F632': ['py/literal-identity'],
	'ruff/F901': ['py/raise-not-implemented'],
	'ruff/PLR0124': ['py/same-operands'],
	'ruff/PLW0127': ['py/self-assign'],
	'ruff/PLW0133': ['py/error-not-raised'],
	'ruff/S103': ['py/open-permissions'],
	'ruff/S113': ['py/request-without-timeout'],
	'ruff/S201': ['py/debug-server'],
	'ruff/S202': ['py/unsafe-extract'],
	'ruff/S306': ['py/temporary-name'],
	'ruff/S307': ['py/eval'],
	'ruff/S323': ['py/unchecked-tls'],
	'ruff/S324': ['py/weak-hash'],
	'ruff/S501': ['py/unchecked-tls'],
	'ruff/S506': ['py/unsafe-yaml'],
	'ruff/S507': ['py/unknown-host'],
	'ruff/S602': ['py/shell-injection'],
	'ruff/S604': ['py/shell-injection'],
	'ruff/S605': ['py/shell-injection'],
	'ruff/S608': ['py/sql-injection'],
	'ruff/S701': ['py/unescaped-template'],
	'ruff/SIM115': ['py/unclosed-file'],
	'eslint/no-class-assign': ['ts/2629'],
	'eslint/no-const-assign': ['ts/2588'],
	'eslint/no-func-assign': ['ts/2630'],
	'eslint/no-import-assign': ['ts/2632'],
};

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
