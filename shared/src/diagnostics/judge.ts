import type { Node } from 'web-tree-sitter';
import type { Finding, Fix, TextEdit } from './finding.ts';
import { firstLine } from './metric-rules.ts';
import type { MatchContext } from './match-context.ts';
import { REFINEMENTS } from './refine/index.ts';
import type { Refinement } from './refine/refinement.ts';
import type { Condition, FixTemplate, Rule, RulePattern } from './rule.ts';

/** The longest piece of source, in UTF-16 units, that a message quotes. */
const MAX_QUOTE = 48;

/** What a rule says of one match of its query; undefined when the match is harmless. */
export function judgeMatch(rule: Rule, pattern: RulePattern, context: MatchContext): Finding | undefined {
	const match = context.get('match');
	// While a line is being typed its tree is a guess; the parser's own message is enough.
	if (match.hasError) return undefined;
	if (!pattern.conditions.every((condition) => holds(condition, match, context))) return undefined;
	const refined = REFINEMENTS[rule.id]?.(context) ?? true;
	if (refined === false) return undefined;
	return report(rule, pattern, context, refined === true ? {} : refined);
}

function holds(condition: Condition, match: Node, context: MatchContext): boolean {
	switch (condition.kind) {
		case 'ancestor':
			return (context.ancestor(match, condition.types, condition.isLocal) !== undefined) === condition.isWanted;
		case 'resolve':
			return context
				.all(condition.capture)
				.some((node) => context.resolves(node, condition.names, condition.lastParts));
		case 'dynamic':
			return context.all(condition.capture).some((node) => context.constant(node) === undefined);
		case 'constant':
			return context.all(condition.capture).some((node) => {
				const text = context.constant(node);
				return text !== undefined && condition.pattern.test(text);
			});
	}
}

function report(rule: Rule, pattern: RulePattern, context: MatchContext, refinement: Refinement): Finding {
	const { id, severity, category, confidence, cwe } = rule;
	const at = refinement.at ?? context.find('report') ?? context.get('match');
	const fix = refinement.fix ?? (pattern.fix && fixFrom(pattern.fix, context));
	return {
		ruleId: id,
		severity,
		category,
		confidence,
		...(cwe !== undefined && { cwe }),
		message: fill(refinement.message ?? pattern.message, context, quote),
		...firstLine(at),
		...(fix && { fix }),
	};
}

const fill = (template: string, context: MatchContext, write: (text: string) => string) =>
	template.replace(/\{([\w.-]+)\}/g, (_, name: string) => {
		const node = context.find(name);
		return node ? write(context.textOf(node)) : '';
	});

function quote(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1)}…` : line;
}

function fixFrom(template: FixTemplate, context: MatchContext): Fix | undefined {
	const edits = template.steps.flatMap(({ kind, capture, text }): TextEdit[] => {
		const node = context.find(capture);
		if (!node) return [];
		const filled = fill(text, context, (each) => each);
		const start = kind === 'after' ? node.endIndex : node.startIndex;
		return [{ start, end: kind === 'replace' ? node.endIndex : start, text: filled }];
	});
	if (edits.length === 0) return undefined;
	return { title: template.title, isSafe: template.isSafe, edits: edits.toSorted((a, b) => a.start - b.start) };
}
