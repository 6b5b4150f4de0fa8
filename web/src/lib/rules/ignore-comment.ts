import type { LanguageSpec } from '@covibe/shared/diagnostics';

/** The comment that silences a rule on the line below it, as `readIgnores` of shared/diagnostics reads it. */
export function ignoreComment(comments: LanguageSpec['comments'], ruleId: string): string | undefined {
	const directive = `covibe-ignore-next-line ${ruleId}`;
	if (comments.line !== undefined) return `${comments.line} ${directive}`;
	if (!comments.block) return undefined;
	const [open, close] = comments.block;
	return `${open} ${directive} ${close}`;
}
