import type { LanguageSpec, TextEdit } from '@covibe/shared/diagnostics';
import type { Problem } from '../diagnostics/problem.ts';
import { ignoreComment } from '../rules/ignore-comment.ts';

/** Something that can be done about a problem: edits of its file, or an act of the page. */
export type QuickFix = {
	/** Which of the problem's: the same one is found again by it after others have typed. */
	readonly id: 'fix' | 'fix-all' | 'ignore' | 'ai-fix' | 'ai-explain' | 'switch-off' | 'show-rule';
	readonly title: string;
	/** What the light bulb offers first. */
	readonly isPreferred: boolean;
} & (
	| { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
	| { readonly kind: 'act'; readonly id: 'switch-off' | 'show-rule' | 'ai-fix' | 'ai-explain' }
);

type Source = {
	readonly text: string;
	/** The forms of comments of the language; undefined where it has none that is known. */
	readonly comments: LanguageSpec['comments'] | undefined;
	/** Every problem of the file. */
	readonly problems: readonly Problem[];
};

/** What is offered for a problem, the best first. */
export function quickFixes(problem: Problem, source: Source): QuickFix[] {
	const { fix, ruleId, docUrl } = problem;
	const fixes: QuickFix[] = [];
	if (fix) fixes.push({ kind: 'edits', id: 'fix', title: fix.title, isPreferred: fix.isSafe, edits: fix.edits });
	const all = safeEdits(source.problems.filter((other) => other.ruleId === ruleId));
	if (fix?.isSafe && all.count > 1)
		fixes.push({
			kind: 'edits',
			id: 'fix-all',
			title: `Fix all ${all.count} of this kind in this file`,
			isPreferred: false,
			edits: all.edits,
		});
	if (!isRule(problem)) return fixes;
	const ignore = ignoreEdit(problem, source);
	if (ignore)
		fixes.push({ kind: 'edits', id: 'ignore', title: 'Ignore this here', isPreferred: false, edits: [ignore] });
	fixes.push({ kind: 'act', id: 'switch-off', title: 'Switch this rule off in the room', isPreferred: false });
	if (docUrl !== undefined) fixes.push({ kind: 'act', id: 'show-rule', title: 'Show the rule', isPreferred: false });
	return fixes;
}

/** What the AI can do about any problem. */
export const AI_FIXES: readonly QuickFix[] = [
	{ kind: 'act', id: 'ai-fix', title: 'Fix this problem with AI', isPreferred: false },
	{ kind: 'act', id: 'ai-explain', title: 'Explain this problem with AI', isPreferred: false },
];

/** Broken syntax is no rule: it can be neither ignored nor switched off. */
const isRule = ({ ruleId, source }: Problem) =>
	ruleId.includes('/') && !ruleId.endsWith('/syntax') && source !== 'syntax';

/** The edits of all safe fixes that do not touch one another; of two that do, the earlier counts. */
function safeEdits(problems: readonly Problem[]): { count: number; edits: TextEdit[] } {
	const edits: TextEdit[] = [];
	let count = 0;
	let end = -1;
	for (const { fix } of problems.toSorted(
		(one, other) => (one.fix?.edits[0]?.start ?? 0) - (other.fix?.edits[0]?.start ?? 0),
	)) {
		const [first] = fix?.edits ?? [];
		if (!fix?.isSafe || !first || first.start < end) continue;
		edits.push(...fix.edits);
		count++;
		end = Math.max(end, ...fix.edits.map((edit) => edit.end));
	}
	return { count, edits };
}

/** Ids in a comment that ignores something already. */
const DIRECTIVE = /covibe-ignore-next-line((?:[\s,]+[a-z]+(?:\/[\w-]+)+)*)(?![\w/-])/;

/** A comment above the line of the problem, or one more id in the comment that stands there. */
function ignoreEdit({ ruleId, start }: Problem, { text, comments }: Source): TextEdit | undefined {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const above = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, Math.max(lineStart - 1, 0));
	const directive = DIRECTIVE.exec(above);
	if (directive?.[1]) {
		const at = lineStart - 1 - above.length + directive.index + directive[0].length;
		return { start: at, end: at, text: ` ${ruleId}` };
	}
	// A comment would end a command that goes on in the next line.
	if (above.endsWith('\\')) return undefined;
	const comment = comments && ignoreComment(comments, ruleId);
	if (comment === undefined) return undefined;
	const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
	return { start: lineStart, end: lineStart, text: `${indent}${comment}\n` };
}
