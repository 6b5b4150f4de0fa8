import { describe, expect, it } from 'vitest';
import { groupRules, type ListedRule, searchRules } from './groups.ts';

const rule = (id: string, group: string, title: string, rest: Partial<ListedRule> = {}): ListedRule => ({
	id,
	group,
	title,
	severity: 'warning',
	category: 'correctness',
	...rest,
});

const rules = [
	rule('metrics/long-function', 'metrics', 'A long function'),
	rule('py/shell', 'python', 'Shell command', { cwe: 78, category: 'security' }),
	rule('c/gets', 'c', 'gets', { severity: 'error' }),
	rule('py/eval', 'python', 'Code from text'),
];

describe('the list of rules', () => {
	it('goes by language and title, with what holds everywhere at the end', () => {
		const groups = groupRules(rules).map(({ name, rules: inside }) => [name, inside.map(({ id }) => id)]);
		expect(groups).toEqual([
			['C and C++', ['c/gets']],
			['Python', ['py/eval', 'py/shell']],
			['Every language', ['metrics/long-function']],
		]);
	});

	it('is searched by all words, in title, id, language, kind and CWE', () => {
		const found = (query: string) => searchRules(rules, query).map(({ id }) => id);
		expect(found(' python SECURITY ')).toEqual(['py/shell']);
		expect(found('cwe-78')).toEqual(['py/shell']);
		expect(found('error')).toEqual(['c/gets']);
		expect(found('shell java')).toEqual([]);
		expect(found('')).toEqual(rules.map(({ id }) => id));
	});
});
