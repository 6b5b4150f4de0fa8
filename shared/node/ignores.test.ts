import { chooseFindings, type LanguageId } from '@covibe/shared/diagnostics';
import { afterAll, describe, expect, it } from 'vitest';
import { openLinter } from './linter.ts';

const linter = openLinter();
afterAll(() => linter.close());

async function shown(id: LanguageId, text: string): Promise<string[]> {
	const { findings, ignores } = await linter.lint(id, text);
	return chooseFindings(findings, { ignores }).map(({ ruleId, startPosition }) => `${startPosition.row} ${ruleId}`);
}

describe('ignore comments', () => {
	it('silence the rules that they name on the next line only', async () => {
		const text = '// covibe-ignore-next-line js/eval -- our own text\neval(a); if (b === NaN) c();\neval(d);\n';
		expect(await shown('javascript', text)).toEqual(['1 js/nan-compare', '2 js/eval']);
	});

	it('silence every rule when they name none', async () => {
		expect(await shown('javascript', '/* covibe-ignore-next-line */\neval(a); if (b === NaN) c();\n')).toEqual([]);
	});

	it('silence rules in the whole file, in any comment syntax', async () => {
		const text = 'eval(a)\n# covibe-ignore-file py/eval, py/is\nraise NotImplemented\neval(b)\n';
		expect(await shown('python', text)).toEqual(['2 py/raise-not-implemented']);
	});

	it('name rules of linters as those write them', async () => {
		const text = '# covibe-ignore-file ruff/F401, eslint/security/detect-new-buffer py/eval -- why\n';
		const { ignores } = await linter.lint('python', text);
		expect([...ignores.file.ids]).toEqual(['ruff/F401', 'eslint/security/detect-new-buffer', 'py/eval']);
	});

	it('count from the end of a comment of several lines', async () => {
		expect(await shown('javascript', '/*\n * covibe-ignore-next-line js/eval\n */\neval(a);\n')).toEqual([]);
	});

	it('are not taken from texts', async () => {
		expect(await shown('javascript', 'use("covibe-ignore-file js/eval");\neval(a);\n')).toEqual(['1 js/eval']);
	});
});
