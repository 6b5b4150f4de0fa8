import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FileId } from '@covibe/shared';
import type { Finding } from '@covibe/shared/diagnostics';
import { openLinter, readExamples, readRules, RULES_FOLDER } from '@covibe/shared/diagnostics/node';
import { TWINS } from '@covibe/shared/linters';
import { afterAll, describe, expect, it } from 'vitest';
import { Eslint } from '../linters/eslint.ts';
import { Ruff } from '../linters/ruff.ts';
import { withoutDoubles } from './doubles.ts';
import type { Problem, ProblemSource } from './problem.ts';

const FILE = 'a.py' as FileId;
/** Names that an example leaves out. */
const ABOUT_EXAMPLES = new Set(['ruff/F821']);

const house = openLinter();
afterAll(() => house.close());

const problemsOf = (findings: readonly Finding[], source: ProblemSource): Problem[] =>
	findings.map((finding) => ({ ...finding, fileId: FILE, source }));

function loadRuff(): Promise<Ruff> {
	const door = createRequire(import.meta.url).resolve('@astral-sh/ruff-wasm-web');
	return Ruff.load(readFileSync(path.join(path.dirname(door), 'ruff_wasm_bg.wasm')));
}

/** What both say about one place in the bad examples of the house's rules, after doubles were taken out. */
async function doublesIn(language: 'python' | 'javascript', tool: Ruff | Eslint): Promise<string[]> {
	const doubles = new Set<string>();
	for (const rule of readRules([language])) {
		const page = readFileSync(path.join(RULES_FOLDER, rule.path.replace(/\.scm$/, '.md')), 'utf8');
		for (const { verdict, code } of readExamples(page)) {
			if (verdict !== 'bad') continue;
			const ours = problemsOf((await house.lint(language, code)).findings, 'rules');
			const theirs = problemsOf(tool.lint(code, language === 'python' ? 'a.py' : 'a.jsx').findings, 'linter');
			const shown = withoutDoubles(new Map([['rules', ours] as const, ['linter', theirs] as const]));
			for (const one of shown.filter(({ source, ruleId }) => source === 'linter' && !ABOUT_EXAMPLES.has(ruleId))) {
				const other = ours.find(({ start, end }) => start <= one.end && end >= one.start);
				if (other) doubles.add(`${one.ruleId} = ${other.ruleId}`);
			}
		}
	}
	return [...doubles];
}

describe('one slip', () => {
	it('is told once by Ruff and the rules of the house', async () => {
		expect(await doublesIn('python', await loadRuff())).toEqual([]);
	});

	it('is told once by ESLint and the rules of the house', async () => {
		expect(await doublesIn('javascript', new Eslint())).toEqual([]);
	});

	it('has twins that exist', () => {
		const known = new Set(readRules().map(({ id }) => id));
		const twins = Object.values(TWINS).flat();
		expect(twins.filter((id) => !id.startsWith('ts/') && !known.has(id))).toEqual([]);
	});
});

describe('the parser of a linter', () => {
	const at = (row: number, ruleId: string, source: ProblemSource): Problem => ({
		fileId: FILE,
		source,
		ruleId,
		severity: 'error',
		message: '',
		start: row,
		end: row,
		startPosition: { row, column: 0 },
		endPosition: { row, column: 0 },
	});
	const theirs = [at(3, 'ruff/syntax', 'linter'), at(4, 'ruff/F401', 'linter')];

	it('is heard only where the live parser found nothing', () => {
		const live = at(1, 'syntax', 'syntax');
		const both = new Map([['syntax', [live]] as const, ['linter', theirs] as const]);
		expect(withoutDoubles(both).map(({ ruleId }) => ruleId)).toEqual(['syntax', 'ruff/F401']);
		const alone = new Map([['syntax', []] as const, ['linter', theirs] as const]);
		expect(withoutDoubles(alone).map(({ ruleId }) => ruleId)).toEqual(['ruff/syntax', 'ruff/F401']);
	});
});
