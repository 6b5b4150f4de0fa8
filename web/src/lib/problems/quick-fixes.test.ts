import { applyEdits, languageOf } from '@covibe/shared/diagnostics';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../diagnostics/problem.ts';
import { problemAt } from './problem-at.ts';
import { quickFixes } from './quick-fixes.ts';

const python = languageOf('python')?.comments;

function fixable(text: string, found: string, isSafe = true): Problem {
	const problem = problemAt(text, found, { ruleId: 'py/none', docUrl: '/rules/py/none' });
	return {
		...problem,
		fix: { title: 'Use is', isSafe, edits: [{ start: problem.start, end: problem.end, text: 'is' }] },
	};
}

const titles = (problem: Problem, problems: readonly Problem[], text: string) =>
	quickFixes(problem, { text, comments: python, problems }).map(({ title }) => title);

describe('quick fixes', () => {
	it('offer the fix first, then all of its kind, then ways to silence it', () => {
		const text = 'if a == None: pass\nif b ==  None: pass\n';
		const one = fixable(text, '== N');
		const other = fixable(text, '==  ');
		expect(titles(one, [one, other], text)).toEqual([
			'Use is',
			'Fix all 2 of this kind in this file',
			'Ignore this here',
			'Switch this rule off in the room',
			'Show the rule',
		]);
		expect(titles(one, [one], text)).not.toContain('Fix all 2 of this kind in this file');
	});

	it('apply to all only what is safe and does not overlap', () => {
		const text = 'a == b == c\n';
		const safe = fixable(text, 'a == b');
		const overlapping = fixable(text, 'b == c');
		const unsafe = fixable(text, 'c', false);
		expect(titles(safe, [safe, overlapping, unsafe], text)).not.toContain('Fix all 2 of this kind in this file');
		expect(titles(unsafe, [safe, unsafe], text)).not.toContain('Fix all 2 of this kind in this file');
	});

	it('ignore with a comment of the language, indented as the line', () => {
		const text = 'def f():\n\treturn eval(x)\n';
		const problem = problemAt(text, 'eval', { ruleId: 'py/eval' });
		const ignore = ignoreOf(problem, text);
		expect(ignore).toBe('def f():\n\t# covibe-ignore-next-line py/eval\n\treturn eval(x)\n');
	});

	it('add the rule to a comment that ignores others', () => {
		const text = '# covibe-ignore-next-line py/exec -- on purpose\neval(exec(x))\n';
		const problem = problemAt(text, 'eval(', { ruleId: 'py/eval' });
		expect(ignoreOf(problem, text)).toBe('# covibe-ignore-next-line py/exec py/eval -- on purpose\neval(exec(x))\n');
	});

	it('do not put a comment into a command that goes on', () => {
		const text = 'total = 1 + \\\n  eval(x)\n';
		expect(ignoreOf(problemAt(text, 'eval', { ruleId: 'py/eval' }), text)).toBeUndefined();
	});

	it('add it after the ids of linters too', () => {
		const text = '# covibe-ignore-next-line ruff/F401 eslint/security/detect-new-buffer\neval(x)\n';
		const problem = problemAt(text, 'eval', { ruleId: 'ruff/S307' });
		expect(ignoreOf(problem, text)).toBe(
			'# covibe-ignore-next-line ruff/F401 eslint/security/detect-new-buffer ruff/S307\neval(x)\n',
		);
	});

	it('neither ignore nor switch off broken syntax', () => {
		const problem = problemAt('x = (', '(', { ruleId: 'syntax', source: 'syntax' });
		expect(titles(problem, [problem], 'x = (')).toEqual([]);
		const linters = problemAt('x = (', '(', { ruleId: 'ruff/syntax', source: 'linter' });
		expect(titles(linters, [linters], 'x = (')).toEqual([]);
	});
});

function ignoreOf(problem: Problem, text: string): string | undefined {
	const fix = quickFixes(problem, { text, comments: python, problems: [problem] }).find(
		({ title }) => title === 'Ignore this here',
	);
	return fix?.kind === 'edits' ? applyEdits(text, fix.edits) : undefined;
}
