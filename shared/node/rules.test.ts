import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	applyEdits,
	type Finding,
	languageOf,
	LANGUAGES,
	METRIC_RULES,
	REFINEMENTS,
	rulesFor,
} from '@covibe/shared/diagnostics';
import { afterAll, describe, expect, it } from 'vitest';
import { openLinter } from './linter.ts';
import { type Example, languageOfFence, readExamples } from './rule-page.ts';
import { readRules, RULES_FOLDER } from './rules.ts';

/** `RULES=go,python` leaves out the folders in which somebody else is at work. */
const chosen = process.env['RULES']?.split(',');
const rules = readRules(chosen);
const linter = openLinter(rules);
afterAll(() => linter.close());

const metricRules = Object.values(METRIC_RULES).map(({ id }) => ({ id, path: `${id}.scm` }));
const pages = [...rules, ...metricRules].map(({ id, path: file }) => {
	const page = path.join(RULES_FOLDER, file.replace(/\.scm$/, '.md'));
	return { id, page, text: existsSync(page) ? readFileSync(page, 'utf8') : '' };
});

async function findingsOf(id: string, example: Example): Promise<Finding[]> {
	const { findings, hasError } = await linter.lint(languageOfFence(example.language), example.code);
	expect(hasError, `the example in line ${example.line} does not parse`).toBe(false);
	return findings.filter(({ ruleId }) => ruleId === id);
}

/** Short lists of statements, or blocks of any kind: there is no one node to begin at, and what they cost is borne. */
const WIDE = new Set([
	'bash sh/cd-then-remove',
	'c c/double-free',
	'c c/use-after-free',
	'cpp c/double-free',
	'cpp c/use-after-free',
	'php php/cross-site-scripting',
	'php php/external-entities',
	'php php/sql-injection',
	'ruby rb/unreachable-rescue',
]);

describe('rules', () => {
	it('have ids of their own', () => {
		const ids = pages.map(({ id }) => id);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	});

	it('exist for every refinement', () => {
		const ids = new Set(pages.map(({ id }) => id));
		const prefixes = new Set(pages.map(({ id }) => id.split('/')[0]));
		const known = Object.keys(REFINEMENTS).filter((id) => !chosen || prefixes.has(id.split('/')[0]));
		expect(known.filter((id) => !ids.has(id))).toEqual([]);
	});

	it.each(
		LANGUAGES.filter((language) => language.rules.some((folder) => chosen?.includes(folder) ?? true)).map(
			({ id }) => id,
		),
	)('compile for %s', async (id) => {
		const spec = languageOf(id)!;
		const { rules: compiled } = await linter.tools(id);
		const patterns = rulesFor(spec, rules).flatMap((rule) => rule.patterns).length;
		expect(compiled?.slots.filter(({ kind }) => kind === 'rule').length).toBe(patterns);
	});

	// Else a query over one line walks over everything that the file holds: 9 ms for each key in 30,000 lines.
	it('have patterns that begin at one node, but for a few', async () => {
		const wide: string[] = [];
		for (const spec of LANGUAGES) {
			const compiled = (await linter.tools(spec.id)).rules;
			compiled?.slots.forEach((slot, index) => {
				const id = slot.kind === 'rule' ? slot.rule.id : 'function';
				const { query } = compiled;
				if (!query.isPatternRooted(index) || query.isPatternNonLocal(index)) wide.push(`${spec.id} ${id}`);
			});
		}
		expect(wide.filter((name) => !WIDE.has(name))).toEqual([]);
	});
});

describe.each(pages)('$id', ({ id, text }) => {
	const examples = readExamples(text);
	const of = (verdict: string) => examples.filter((example) => example.verdict === verdict);

	it('has a page with a title, a reason, a bad and a good example', () => {
		expect(text).toMatch(/^# \S.*\n\n\S/);
		expect(of('bad').length).toBeGreaterThan(0);
		expect(of('good').length).toBeGreaterThan(0);
	});

	it('finds what its bad examples show', async () => {
		for (const example of of('bad')) {
			const found = await findingsOf(id, example);
			expect(found.length, `bad example in line ${example.line}`).toBeGreaterThan(0);
			for (const { message } of found) expect(message).not.toMatch(/(^|\s)``(\s|$)/);
		}
	});

	it('keeps silent about its good examples', async () => {
		for (const example of of('good')) {
			const found = await findingsOf(id, example);
			expect(found.map(({ startPosition, message }) => `${startPosition.row + 1}: ${message}`)).toEqual([]);
		}
	});

	const mended = examples.filter(({ fixed }) => fixed !== undefined);
	if (mended.length > 0)
		it('mends its bad examples', async () => {
			for (const example of mended) {
				const edits = (await findingsOf(id, example)).flatMap(({ fix }) => fix?.edits ?? []);
				expect(applyEdits(example.code, edits)).toBe(example.fixed);
			}
		});
});
