import type { Category, Confidence, Severity } from '@covibe/shared/diagnostics';

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Note' };

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
	correctness: 'Correctness',
	security: 'Security',
	performance: 'Performance',
	smell: 'Hard to read',
	style: 'Style',
};

/** What is shown from each level on. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
	high: 'Only what is nearly always right',
	medium: 'What is mostly right',
	low: 'Everything',
};

/** The page of a weakness in the Common Weakness Enumeration. */
export const cweUrl = (cwe: number) => `https://cwe.mitre.org/data/definitions/${cwe}.html`;
