import * as v from 'valibot';
import type { Finding } from './finding.ts';
import { CATEGORIES, CONFIDENCES, SEVERITIES } from './rule.ts';

const level = v.picklist([...SEVERITIES, 'off']);

const schema = v.object({
	/** By rule id. */
	rules: v.optional(v.record(v.string(), level), {}),
	/** By category; a rule's own entry wins. */
	categories: v.optional(v.partial(v.object(v.entriesFromList(CATEGORIES, level))), {}),
	/** Findings below it are not shown. */
	confidence: v.optional(v.picklist(CONFIDENCES), 'low'),
});

/** A project's choice of rules and of how loud they are. */
export type LintSettings = v.InferOutput<typeof schema>;

export const DEFAULT_LINT_SETTINGS: LintSettings = { rules: {}, categories: {}, confidence: 'low' };

/** Undefined when it is none. */
export function parseLintSettings(input: unknown): LintSettings | undefined {
	const parsed = v.safeParse(schema, input);
	return parsed.success ? parsed.output : undefined;
}

/** The finding at the severity that the project gave it; undefined when it is switched off. */
export function applySettings(finding: Finding, settings: LintSettings): Finding | undefined {
	if (CONFIDENCES.indexOf(finding.confidence) > CONFIDENCES.indexOf(settings.confidence)) return undefined;
	const chosen = settings.rules[finding.ruleId] ?? settings.categories[finding.category] ?? finding.severity;
	if (chosen === 'off') return undefined;
	return chosen === finding.severity ? finding : { ...finding, severity: chosen };
}
