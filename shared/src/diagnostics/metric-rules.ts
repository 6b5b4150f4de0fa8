import type { Node } from 'web-tree-sitter';
import type { Finding, Span } from './finding.ts';
import { type FunctionMetrics, measureFunction } from './metrics.ts';
import type { SyntaxProfile } from './profile.ts';
import type { RuleMeta } from './rule.ts';

/** Above these a function is reported. */
export type MetricLimits = { readonly [Name in Limited]: number };
type Limited = 'cyclomatic' | 'cognitive' | 'nesting' | 'lines' | 'parameters';

/** Where reviews of well-kept code begin to ask for a split; SonarSource's own limits are 15 for the first two. */
export const METRIC_LIMITS: MetricLimits = { cyclomatic: 25, cognitive: 30, nesting: 5, lines: 150, parameters: 7 };

/**
 * Of a longer function only its length is told: to count its flow takes longer than a frame, and mostly it is a whole
 * file that a missing bracket has made into one.
 */
const MAX_COUNTED_LINES = 3_000;

const smell = { severity: 'info', category: 'smell', confidence: 'medium' } as const;

export const METRIC_RULES = {
	cognitive: {
		...smell,
		id: 'metrics/cognitive-complexity',
		message:
			'This function is hard to follow (cognitive complexity {value}, limit {limit}). Split it, or return early.',
	},
	cyclomatic: {
		...smell,
		id: 'metrics/cyclomatic-complexity',
		message: 'This function has {value} independent paths (limit {limit}), too many to test. Split it by purpose.',
	},
	nesting: {
		...smell,
		id: 'metrics/deep-nesting',
		message: 'Control flow is nested {value} deep (limit {limit}). Return early, or move the inner part out.',
	},
	lines: {
		...smell,
		id: 'metrics/long-function',
		message: 'This function is {value} lines long (limit {limit}). Give its steps names of their own.',
	},
	parameters: {
		...smell,
		id: 'metrics/many-parameters',
		message: 'This function takes {value} parameters (limit {limit}); callers will mix them up. Take one object.',
	},
	duplicates: {
		severity: 'warning',
		category: 'correctness',
		confidence: 'medium',
		id: 'metrics/duplicate-branch',
		message: 'This branch does the same as an earlier one of its chain. If that is meant, join the conditions.',
	},
} as const satisfies Record<Limited | 'duplicates', RuleMeta>;

const UNCOUNTED: FunctionMetrics = { cyclomatic: 0, cognitive: 0, nesting: 0, lines: 0, parameters: 0, duplicates: [] };

/** What the metrics say of one function. */
export function judgeFunction(node: Node, profile: SyntaxProfile, limits: MetricLimits): Finding[] {
	const lines = node.endPosition.row - node.startPosition.row + 1;
	const metrics = lines > MAX_COUNTED_LINES ? { ...UNCOUNTED, lines } : measureFunction(node, profile);
	const name = node.childForFieldName('name') ?? node.childForFieldName('declarator');
	const span = name ? spanOf(name) : firstLine(node);
	const exceeded = exceededLimits(metrics, limits).map((limited): Finding => {
		const { message, ...rule } = METRIC_RULES[limited];
		const filled = message.replace('{value}', String(metrics[limited])).replace('{limit}', String(limits[limited]));
		return finding(rule, filled, span);
	});
	const { message, ...rule } = METRIC_RULES.duplicates;
	return [...exceeded, ...metrics.duplicates.map((branch) => finding(rule, message, firstLine(branch)))];
}

/** One complaint about complexity is enough: paths are not mentioned where the flow is hard to follow already. */
function exceededLimits(metrics: FunctionMetrics, limits: MetricLimits): Limited[] {
	const names: Limited[] = ['cognitive', 'nesting', 'lines', 'parameters'];
	if (metrics.cognitive <= limits.cognitive) names.push('cyclomatic');
	return names.filter((name) => metrics[name] > limits[name]);
}

function finding({ id, ...rest }: Omit<RuleMeta, 'message'>, message: string, span: Span): Finding {
	return { ruleId: id, ...rest, message, ...span };
}

export function spanOf(node: Node): Span {
	return {
		start: node.startIndex,
		end: node.endIndex,
		startPosition: node.startPosition,
		endPosition: node.endPosition,
	};
}

/** The first line of a node, so that a whole function is not underlined. */
export function firstLine(node: Node): Span {
	const span = spanOf(node);
	if (span.startPosition.row === span.endPosition.row) return span;
	const text = node.text;
	const length = text.indexOf('\n') === -1 ? text.length : text.indexOf('\n');
	const { row, column } = span.startPosition;
	return { ...span, end: span.start + length, endPosition: { row, column: column + length } };
}
