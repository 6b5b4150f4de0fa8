import { CATEGORIES, CONFIDENCES, SEVERITIES } from '@covibe/shared/diagnostics';
import * as v from 'valibot';

/** What lists, hovers and settings show of a rule. `why` is its page's first sentences, with code in backticks. */
export type RuleSummary = v.InferOutput<typeof summarySchema>;

const summarySchema = v.object({
	id: v.string(),
	title: v.string(),
	why: v.string(),
	severity: v.picklist(SEVERITIES),
	category: v.picklist(CATEGORIES),
	confidence: v.picklist(CONFIDENCES),
	/** A number of the Common Weakness Enumeration. */
	cwe: v.optional(v.number()),
	/** The folder of shared/rules that it lies in: `python`, `metrics`. */
	group: v.string(),
	hasFix: v.boolean(),
});

/** Undefined when it is no list of summaries. */
export function parseSummaries(input: unknown): readonly RuleSummary[] | undefined {
	const parsed = v.safeParse(v.array(summarySchema), input);
	return parsed.success ? parsed.output : undefined;
}
