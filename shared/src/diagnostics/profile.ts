import type { LanguageId } from './languages.ts';
import { PROFILES } from './profiles.ts';

/** The node types by which code that serves every language finds its way in one. */
export type SyntaxProfile = {
	/** Functions, methods, closures: each is measured by itself and bounds what is local. */
	readonly functions: readonly string[];
	readonly names: readonly string[];
	/** Node type → fields of the whole and of the part: `a.b`, `a::b`. */
	readonly members: Readonly<Record<string, readonly [string, string]>>;
	/** Node type → field of what is called. */
	readonly calls: Readonly<Record<string, string>>;
	readonly strings: readonly string[];
	/** What a constant string is made of; any other named child makes it dynamic. */
	readonly stringParts: readonly string[];
	/** Node type → operators that join strings; no operator where mere adjacency joins. */
	readonly joins: Readonly<Record<string, readonly string[]>>;
	readonly numbers: readonly string[];
	/** Node type → fields of the name and of the value. */
	readonly assignments: Readonly<Record<string, readonly [string, string]>>;
	readonly metrics: MetricProfile;
};

export type MetricProfile = {
	readonly ifs: readonly string[];
	/** `elif`, `else if` where it is a node of its own. */
	readonly elseIfs: readonly string[];
	readonly elses: readonly string[];
	readonly loops: readonly string[];
	readonly switches: readonly string[];
	/** Each is one more path; a default is none. */
	readonly cases: readonly string[];
	readonly catches: readonly string[];
	readonly ternaries: readonly string[];
	/** Node type → the operators that add a path. */
	readonly logical: Readonly<Record<string, readonly string[]>>;
	/** The list of parameters, and what in it is none. */
	readonly parameterLists: readonly string[];
	readonly notParameters: readonly string[];
};

const byLanguage = new Map<string, SyntaxProfile>(Object.entries(PROFILES));

/** Undefined for languages that hold data, which have neither functions nor rules. */
export function profileOf(language: LanguageId): SyntaxProfile | undefined {
	return byLanguage.get(language);
}
