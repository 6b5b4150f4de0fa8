import { languageOf } from '@covibe/shared/diagnostics';
import type { RuleSummary } from './summary.ts';

/** What a list of rules shows of one. */
export type ListedRule = Pick<RuleSummary, 'id' | 'title' | 'severity' | 'category' | 'cwe' | 'group'>;

/** The rules of one folder of shared/rules. */
export type RuleGroup<Rule extends ListedRule = ListedRule> = {
	readonly id: string;
	readonly name: string;
	readonly rules: readonly Rule[];
};

/** Folders that hold for more than the language that they are named after, or for none. */
const NAMES: Readonly<Record<string, string>> = {
	c: 'C and C++',
	cpp: 'C++ only',
	javascript: 'JavaScript and TypeScript',
	metrics: 'Every language',
	typescript: 'TypeScript only',
};

export const groupName = (id: string): string => NAMES[id] ?? languageOf(id)?.name ?? id;

/** Rules by language, both in the order of their names; the rules for every language come last. */
export function groupRules<Rule extends ListedRule>(rules: readonly Rule[]): RuleGroup<Rule>[] {
	const ids = [...new Set(rules.map(({ group }) => group))];
	return ids
		.map((id) => ({
			id,
			name: groupName(id),
			rules: rules
				.filter(({ group }) => group === id)
				.toSorted((one, other) => one.title.localeCompare(other.title, 'en')),
		}))
		.toSorted(
			(one, other) =>
				Number(one.id === 'metrics') - Number(other.id === 'metrics') || one.name.localeCompare(other.name, 'en'),
		);
}

/** The rules that hold all the words of a query in their name, id, kind, language or CWE. */
export function searchRules<Rule extends ListedRule>(rules: readonly Rule[], query: string): readonly Rule[] {
	const words = query
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	if (words.length === 0) return rules;
	return rules.filter((rule) => {
		const cwe = rule.cwe === undefined ? '' : `cwe-${rule.cwe}`;
		const text = [rule.id, rule.title, rule.category, rule.severity, groupName(rule.group), cwe];
		const searched = text.join(' ').toLowerCase();
		return words.every((word) => searched.includes(word));
	});
}
