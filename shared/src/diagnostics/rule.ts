export const SEVERITIES = ['error', 'warning', 'info'] as const;
export const CATEGORIES = ['correctness', 'security', 'performance', 'smell', 'style'] as const;
export const CONFIDENCES = ['high', 'medium', 'low'] as const;

export type Severity = (typeof SEVERITIES)[number];
export type Category = (typeof CATEGORIES)[number];
export type Confidence = (typeof CONFIDENCES)[number];

/** What people are told of a rule. */
export type RuleMeta = {
	/** `py/shell-true`: a prefix for the folder, then the name of the file. */
	readonly id: string;
	readonly severity: Severity;
	readonly category: Category;
	/** How often a finding is one that a reviewer would raise: high ≥ 95 %, medium ≥ 80 %. */
	readonly confidence: Confidence;
	/** A number of the Common Weakness Enumeration. */
	readonly cwe?: number;
	/** What is wrong, why it matters and what to do; `{capture}` stands for the text of a capture. */
	readonly message: string;
};

/** Something that must hold of a match besides its query. */
export type Condition =
	| {
			readonly kind: 'resolve';
			readonly capture: string;
			readonly names: ReadonlySet<string>;
			/** What comes after the last dot of each. */
			readonly lastParts: ReadonlySet<string>;
	  }
	| { readonly kind: 'dynamic'; readonly capture: string }
	| { readonly kind: 'constant'; readonly capture: string; readonly pattern: RegExp }
	| {
			readonly kind: 'ancestor';
			readonly types: ReadonlySet<string>;
			readonly isWanted: boolean;
			/** Looks no further than the function that the match is in. */
			readonly isLocal: boolean;
	  };

export type FixStep = {
	readonly kind: 'replace' | 'before' | 'after';
	readonly capture: string;
	readonly text: string;
};

export type FixTemplate = {
	readonly title: string;
	/** The program means the same afterwards, or what its author evidently meant: may be applied to all at once. */
	readonly isSafe: boolean;
	readonly steps: readonly FixStep[];
};

/** One top-level form of a rule's query. */
export type RulePattern = {
	/** Counted from 1. */
	readonly line: number;
	readonly message: string;
	readonly conditions: readonly Condition[];
	readonly fix?: FixTemplate;
};

export type Rule = RuleMeta & {
	/** Relative to shared/rules. */
	readonly path: string;
	/** The query, with `#set!` blanked out so that places stay true. */
	readonly query: string;
	readonly patterns: readonly RulePattern[];
	/** Language ids it is for; all of the folder's when absent. */
	readonly languages?: ReadonlySet<string>;
};
