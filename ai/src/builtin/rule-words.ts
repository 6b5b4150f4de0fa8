import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_PREFIXES } from '@covibe/shared/diagnostics';
import { type Example, readExamples, RULES_FOLDER } from '@covibe/shared/diagnostics/node';

/** What the page of a rule tells. */
export type RuleWords = {
	readonly title: string;
	readonly reason: string;
	readonly bad: Example | undefined;
	readonly good: Example | undefined;
};

const FOLDERS = new Map(Object.entries(RULE_PREFIXES).map(([folder, prefix]) => [prefix, folder]));

/** Undefined for an id that no rule has. */
export function readRuleWords(id: string): RuleWords | undefined {
	const [, prefix = '', name = ''] = /^([a-z]+)\/([a-z0-9-]+)$/.exec(id) ?? [];
	const folder = prefix === 'metrics' ? prefix : FOLDERS.get(prefix);
	if (folder === undefined) return undefined;
	const file = path.join(RULES_FOLDER, folder, `${name}.md`);
	if (!existsSync(file)) return undefined;
	const page = readFileSync(file, 'utf8');
	const [, title = id, reason = ''] = /^# (.+)\n\n([\s\S]*?)\n+(?:```|$)/.exec(page) ?? [];
	const examples = readExamples(page);
	const of = (verdict: Example['verdict']) => examples.find((example) => example.verdict === verdict);
	return { title, reason, bad: of('bad'), good: of('good') };
}
