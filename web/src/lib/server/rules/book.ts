import { METRIC_RULES, parseRuleFile, type RuleMeta } from '@covibe/shared/diagnostics';
import { firstSentences, messageBlock, parseRulePage, type RulePage } from '$lib/rules/rule-page.ts';
import type { RuleSummary } from '$lib/rules/summary.ts';

/** Everything that is known about the rules; put into the bundle when it is built, as nothing is read at run time. */
const files = import.meta.glob<string>('../../../../../shared/rules/*/*.{md,scm}', {
	query: '?raw',
	import: 'default',
	eager: true,
});

export type RuleEntry = { readonly summary: RuleSummary; readonly page: RulePage };

/** Sentences of a page that a hover has room for. */
const WHY_SENTENCES = 2;

let entries: ReadonlyMap<string, RuleEntry> | undefined;

/** Every rule with its page, by id; read once. */
export function ruleBook(): ReadonlyMap<string, RuleEntry> {
	return (entries ??= readBook());
}

function readBook(): ReadonlyMap<string, RuleEntry> {
	const texts = new Map(Object.entries(files).map(([path, text]) => [path.split('/').slice(-2).join('/'), text]));
	const rules = [...texts].flatMap(([path, text]) => {
		if (!path.endsWith('.scm')) return [];
		const rule = parseRuleFile(path, text);
		return { ...rule, hasFix: rule.patterns.some(({ fix }) => fix !== undefined) };
	});
	const metrics = Object.values(METRIC_RULES).map((rule) => ({ ...rule, path: `${rule.id}.scm`, hasFix: false }));
	return new Map(
		[...rules, ...metrics].map((rule) => {
			const page = parseRulePage(texts.get(rule.path.replace(/scm$/, 'md')) ?? '');
			const why = firstSentences(page, WHY_SENTENCES);
			const blocks = why === '' ? [messageBlock(rule.message), ...page.blocks] : page.blocks;
			return [rule.id, { summary: summaryOf(rule, page.title, why), page: { ...page, blocks } }];
		}),
	);
}

type Known = RuleMeta & { readonly path: string; readonly hasFix: boolean };

function summaryOf(rule: Known, title: string, why: string): RuleSummary {
	const { id, severity, category, confidence, cwe, path, hasFix } = rule;
	const [group = ''] = path.split('/');
	return { id, title, why, severity, category, confidence, group, hasFix, ...(cwe !== undefined && { cwe }) };
}
