import type { FileId } from '@covibe/shared';
import type { Category, Confidence, Finding, Fix, Severity, Span, SyntaxProblem } from '@covibe/shared/diagnostics';

/** Who found it; each source replaces its own problems of a file and leaves the others' alone. */
export const SOURCES = ['syntax', 'rules', 'types', 'linter', 'settings'] as const;
export type ProblemSource = (typeof SOURCES)[number];

/** Something to tell a person about a place in a file. */
export type Problem = Span & {
	readonly fileId: FileId;
	readonly source: ProblemSource;
	/** `py/shell-injection`, `ruff/F401`, `ts/2322`; `syntax` for what the parser did not understand. */
	readonly ruleId: string;
	readonly severity: Severity;
	readonly message: string;
	readonly category?: Category;
	readonly confidence?: Confidence;
	/** A number of the Common Weakness Enumeration. */
	readonly cwe?: number;
	/** Its offsets are of the text that the problem was found in. */
	readonly fix?: Fix;
	/** A page that explains the rule. */
	readonly docUrl?: string;
	/** Drawn faded or struck through. */
	readonly tag?: 'unnecessary' | 'deprecated';
};

/** The problem as the rules engine's finding, so that settings, comments and priorities hold for every source alike. */
export function findingOf(problem: Problem): Finding & Problem {
	return { ...problem, category: problem.category ?? 'correctness', confidence: problem.confidence ?? 'high' };
}

/** What the parser did not understand, as a problem. */
export function syntaxProblem(fileId: FileId, problem: SyntaxProblem): Problem {
	return { ...problem, fileId, source: 'syntax', ruleId: 'syntax', severity: 'error' };
}

/** What a rule of the house found, as a problem. */
export function ruleProblem(fileId: FileId, finding: Finding): Problem {
	return { ...finding, fileId, source: 'rules', docUrl: `/rules/${finding.ruleId}` };
}
