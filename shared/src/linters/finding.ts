import type { Finding } from '../diagnostics/finding.ts';

/** What a linter or a language service found; `source` says which, and `ruleId` starts with it: `ruff/F401`. */
export type LinterFinding = Finding & {
	/** A page that explains the rule. */
	readonly docUrl?: string;
	/** Drawn faded or struck through. */
	readonly tag?: 'unnecessary' | 'deprecated';
};

/** What one look at a file gave. */
export type LintResult = {
	/** Errors of the grammar: the linter's own parser read the file, so they stand for those of any other parser. */
	readonly syntax: readonly LinterFinding[];
	readonly findings: readonly LinterFinding[];
};
