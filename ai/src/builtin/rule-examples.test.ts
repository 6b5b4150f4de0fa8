import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '@covibe/shared/diagnostics';
import { languageOfFence, readExamples, readRules, RULES_FOLDER } from '@covibe/shared/diagnostics/node';
import { afterAll, describe, expect, test } from 'vitest';
import { openHelper } from '../../test/builtin/ask.ts';
import { EditParser } from '../edits/parse.ts';
import { readRuleWords } from './rule-words.ts';

const helper = openHelper();
afterAll(() => helper.close());

const rules = readRules();
const examples = rules.flatMap(({ id, path: file }) =>
	readExamples(readFileSync(path.join(RULES_FOLDER, file.replace(/scm$/, 'md')), 'utf8'))
		.filter(({ fixed }) => fixed !== undefined)
		.map((example) => ({ ...example, id })),
);

/** Lines that a fix emptied go; blank ones do not count. */
const withoutBlanks = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

describe('bad examples of the rules that have a fix', () => {
	test('are many', () => expect(examples.length).toBeGreaterThan(60));

	test.each(examples)('$id, line $line: /fix takes the finding away, and changes nothing else', async (example) => {
		const extension = languageOf(languageOfFence(example.language))?.extensions[0] ?? '';
		const name = `file.${extension}`;
		const { files, outcomes } = await helper.apply({
			files: { [name]: example.code, 'other.md': '# Other\n' },
			instruction: `/fix ${example.id}`,
		});
		expect(outcomes.every(({ result, tier }) => result === 'edited' && tier === 'exact')).toBe(true);
		expect(outcomes.length).toBeGreaterThan(0);
		expect(withoutBlanks(files[name] ?? '')).toEqual(withoutBlanks(example.fixed ?? ''));
		expect(files['other.md']).toBe('# Other\n');
		const { problems } = await helper.inspector.report(name, files[name] ?? '', new AbortController().signal);
		expect(problems.filter(({ rule }) => rule === example.id)).toEqual([]);
	});
});

describe('pages of the rules', () => {
	test('hold nothing that would be read as an edit', () => {
		for (const { id } of rules) {
			const words = readRuleWords(id);
			expect(words?.reason, id).toMatch(/\S/);
			const kinds = new Set<string>();
			const parser = new EditParser(({ type }) => kinds.add(type));
			parser.push(`${words?.reason}\n${words?.bad?.code}\n${words?.good?.code}\n`);
			parser.finish();
			expect([...kinds], id).toEqual(['prose']);
		}
	});
});
