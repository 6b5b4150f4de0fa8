import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyTo } from '../../test/builtin/apply.ts';
import { canBeNamed, writeBlocks } from './blocks.ts';

const RUNS = 600;
const line = fc.constantFrom(
	'a',
	'b',
	'',
	'  ',
	'}',
	'if (a) {',
	'<<<<<<< SEARCH',
	'=======',
	'>>>>>>> REPLACE',
	'\tlong line',
);
const lines = fc.array(line, { maxLength: 30 });

describe('blocks', () => {
	test('make exactly the new text, through the real turn', () => {
		fc.assert(
			fc.property(lines, lines, fc.boolean(), fc.boolean(), (one, other, endsLine, addsEnd) => {
				const before = one.join('\n') + (endsLine ? '\n' : '');
				// What cannot be said in blocks: a lone blank line as SEARCH, and taking away the last line end.
				fc.pre(before.trim() !== '');
				const after = other.join('\n') + (addsEnd || before.endsWith('\n') ? '\n' : '');
				const { files, outcomes } = applyTo({ 'a.js': before }, writeBlocks('a.js', before, after).join('\n'));
				expect(outcomes.filter(({ result }) => result !== 'edited')).toEqual([]);
				expect([after, `${after}\n`]).toContain(files['a.js']);
				if (before.endsWith('\n')) expect(files['a.js']).toBe(after);
			}),
			{ numRuns: RUNS },
		);
	});

	test('small changes in a long file of like lines keep to themselves', () => {
		fc.assert(
			fc.property(
				fc.array(line, { minLength: 40, maxLength: 80 }),
				fc.array(fc.nat(79), { maxLength: 6 }),
				(one, places) => {
					const before = `first\n${one.join('\n')}\nlast\n`;
					const changed = before
						.split('\n')
						.map((each, index) => (places.includes(index) ? `${each} // changed` : each));
					const after = `${changed.join('\n').trimEnd()}\n`;
					const blocks = writeBlocks('a.js', before, after);
					const { files, outcomes } = applyTo({ 'a.js': before }, blocks.join('\n'));
					expect(files['a.js']).toBe(after);
					expect(outcomes.every(({ result, tier }) => result === 'edited' && tier === 'exact')).toBe(true);
				},
			),
			{ numRuns: 300 },
		);
	});

	test('are exact', () => {
		expect(writeBlocks('a.py', 'x = 1\ny = 2\nx = 1\n', 'x = 1\ny = 2\nx = 3\n')).toEqual([
			'a.py\n<<<<<<< SEARCH\ny = 2\nx = 1\n=======\ny = 2\nx = 3\n>>>>>>> REPLACE\n',
		]);
		const many = 'same\n'.repeat(40);
		expect(writeBlocks('a', many, `${'same\n'.repeat(20)}new\n${'same\n'.repeat(20)}`)[0]).toMatch(/SEARCH line=\d+\n/);
		expect(writeBlocks('new.md', undefined, '# New\n')).toEqual([
			'new.md\n<<<<<<< SEARCH\n=======\n# New\n>>>>>>> REPLACE\n',
		]);
		expect(writeBlocks('a', 'x\n', 'x\n')).toEqual([]);
	});

	test('are not written for names that would be read as something else', () => {
		expect(['a.js', 'src/lib/a b.ts', 'Makefile', '.gitignore'].filter((path) => !canBeNamed(path))).toEqual([]);
		expect(['then.txt', 'what is this', 'a.'].filter(canBeNamed)).toEqual([]);
	});
});
