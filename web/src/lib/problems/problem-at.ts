import type { FileId } from '@covibe/shared';
import type { Problem } from '../diagnostics/problem.ts';

/** A problem for tests: the first place in the text that reads `found`. */
export function problemAt(text: string, found: string, rest: Partial<Problem> = {}): Problem {
	const start = text.indexOf(found);
	const position = (offset: number) => ({
		row: text.slice(0, offset).split('\n').length - 1,
		column: offset - (text.lastIndexOf('\n', offset - 1) + 1),
	});
	return {
		fileId: 'a.py' as FileId,
		ruleId: 'py/eval',
		source: 'rules',
		severity: 'warning',
		category: 'security',
		confidence: 'high',
		message: `Found ${found}`,
		start,
		end: start + found.length,
		startPosition: position(start),
		endPosition: position(start + found.length),
		...rest,
	};
}
