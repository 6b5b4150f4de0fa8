import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOfPath, LANGUAGES } from '@covibe/shared/diagnostics';
import { afterAll, describe, expect, it } from 'vitest';
import { openLinter } from './linter.ts';
import { RULES_FOLDER } from './rules.ts';

const linter = openLinter([]);
afterAll(() => linter.close());

describe('grammars', () => {
	it('serve at least 28 languages', () => {
		expect(LANGUAGES.length).toBeGreaterThanOrEqual(28);
	});

	it.each(LANGUAGES.map(({ id }) => id))('%s loads and parses its sample without a guess', async (id) => {
		const sample = readFileSync(path.join(RULES_FOLDER, 'samples', `${id}.txt`), 'utf8');
		const { parser } = await linter.tools(id);
		const tree = parser.parse(sample);
		try {
			expect(tree?.rootNode.hasError, tree?.rootNode.toString()).toBe(false);
			expect(tree?.rootNode.descendantCount).toBeGreaterThan(10);
		} finally {
			tree?.delete();
		}
	});

	it('notice a mistake in code', async () => {
		const { hasError } = await linter.lint('python', 'def f(:\n\tpass\n');
		expect(hasError).toBe(true);
	});
});

describe('languages', () => {
	it('are told by name and extension, whatever the case', () => {
		const id = (file: string) => languageOfPath(file)?.id;
		expect(['src/a.TSX', 'Makefile', 'lib/x.h++', 'Gemfile', 'a/b.d.ts', 'x.tf'].map(id)).toEqual([
			'tsx',
			'make',
			'cpp',
			'ruby',
			'typescript',
			'hcl',
		]);
		expect(id('README')).toBeUndefined();
		expect(id('dir.py/README')).toBeUndefined();
		expect(id('bin/c')).toBeUndefined();
	});

	it('never claim one extension or name twice', () => {
		const claims = LANGUAGES.flatMap(({ extensions, fileNames }) => [...extensions, ...fileNames]);
		expect(claims.filter((claim, index) => claims.indexOf(claim) !== index)).toEqual([]);
	});
});
