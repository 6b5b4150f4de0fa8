export { applyEdits, compareFindings, type Finding, type Fix, type Span, type TextEdit } from './finding.ts';
export { type Ignores, isIgnored, readIgnores } from './ignores.ts';
export { languageOf, languageOfPath, type LanguageId, LANGUAGES, type LanguageSpec } from './languages.ts';
export { type FindingsSource, LiveFindings, type StepOptions } from './live-findings.ts';
export { METRIC_LIMITS, METRIC_RULES, type MetricLimits } from './metric-rules.ts';
export { type FunctionMetrics, measureFunction } from './metrics.ts';
export { type Attention, chooseFindings, MAX_SHOWN, scoreOf } from './priority.ts';
export { profileOf, type SyntaxProfile } from './profile.ts';
export { REFINEMENTS } from './refine/index.ts';
export {
	CATEGORIES,
	type Category,
	type Confidence,
	CONFIDENCES,
	type Rule,
	type RuleMeta,
	type Severity,
	SEVERITIES,
} from './rule.ts';
export { parseRuleFile, RULE_PREFIXES, RuleFileError } from './rule-file.ts';
export { compileRules, deleteRules, type QueryConstructor, rulesFor, type RuleSet } from './rule-set.ts';
export { applySettings, DEFAULT_LINT_SETTINGS, type LintSettings, parseLintSettings } from './settings.ts';
export { shiftIndex, shiftSpan, type SyntaxEdit } from './spans.ts';
export { findSyntaxErrors, MAX_SYNTAX_PROBLEMS } from './syntax/errors.ts';
export { type BrokenSource, explainSyntaxErrors, type Explanation, type SyntaxProblem } from './syntax/explain.ts';
export { canLackIndents } from './syntax/lexis.ts';
