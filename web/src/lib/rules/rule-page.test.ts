import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { firstSentences, messageBlock, parseRulePage } from './rule-page.ts';

const folder = fileURLToPath(new URL('../../../../shared/rules/', import.meta.url));
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\/.*\.md$/.test(file));

describe('rule pages', () => {
	it('of all rules are read, with a title and an example', () => {
		expect(pages.length).toBeGreaterThan(300);
		for (const file of pages) {
			const page = parseRulePage(readFileSync(folder + file, 'utf8'));
			expect(page.title, file).not.toBe('');
			expect(firstSentences(page, 2), file).toMatch(/^$|[.!?:]$/);
			expect(
				page.blocks.some((block) => block.kind === 'example' && block.verdict === 'bad'),
				file,
			).toBe(true);
		}
	});

	it('keep code apart from words, and what looks like markup as it is', () => {
		const page = parseRulePage('# A `<b>` title\n\nSee `a < b` & more.\n\n```js bad\nif (a < b) {}\n```\n');
		expect(page).toEqual({
			title: 'A <b> title',
			blocks: [
				{
					kind: 'paragraph',
					parts: [
						{ kind: 'text', text: 'See ' },
						{ kind: 'code', text: 'a < b' },
						{ kind: 'text', text: ' & more.' },
					],
				},
				{ kind: 'example', verdict: 'bad', language: 'js', code: 'if (a < b) {}' },
			],
		});
	});

	it('with raw HTML, a link or an example without a verdict are refused', () => {
		for (const text of ['<b>x</b>', '[x](https://example.org)', '```js\nx\n```', '- x'])
			expect(() => parseRulePage(`# Title\n\n${text}\n`), text).toThrow();
	});

	it('end a sentence where the next one begins', () => {
		const page = parseRulePage('# T\n\nA shell reads `;`. `$(x)` runs, e.g. as root. Third.\n\n```sh bad\nx\n```\n');
		expect(firstSentences(page, 2)).toBe('A shell reads `;`. `$(x)` runs, e.g. as root.');
	});

	it('say what the rule says where it is found, without what it quotes there', () => {
		expect(messageBlock('`{command}` is run. Pass a `list`.')).toEqual({
			kind: 'paragraph',
			parts: [
				{ kind: 'code', text: '…' },
				{ kind: 'text', text: ' is run. Pass a ' },
				{ kind: 'code', text: 'list' },
				{ kind: 'text', text: '.' },
			],
		});
	});
});
