import { createRandom } from '@covibe/shared/testing';
import { describe, expect, test } from 'vitest';
import { block, cutRandomly } from '../../test/edits/turn-world.ts';
import { EchoFilter, wholePartOf } from './continuation.ts';

const BLOCK = block('a.py', 'one = 1', 'one = 10');

describe('what counts of an answer that broke off', () => {
	test.each([
		['a sentence that was begun is not said', 'First this. Then th', 'First this. '],
		['a line that was begun is not said', 'First:\n- one\n- tw', 'First:\n- one\n'],
		['a whole sentence is', 'First this.', 'First this.'],
		[
			'a block that is open counts as not begun',
			`Well.\n\n${BLOCK}a.py\n<<<<<<< SEARCH\ntwo = 2\n===`,
			`Well.\n\n${BLOCK}`,
		],
		['nor does the path of the next one', `Well.\n\n${BLOCK}\na.py\n\`\`\`\n<<<`, `Well.\n\n${BLOCK}`],
		['a fence that is open counts as not begun', 'Like so.\n\n```ts\nlet a;\nlet', 'Like so.\n\n'],
	])('%s', (_what, answer, whole) => {
		expect(wholePartOf(answer).trimEnd()).toBe(whole.trimEnd());
	});
});

describe('what a model says that goes on', () => {
	const SAID = `First I look at it.\n\n${BLOCK}\nThen I mend that.\n`;
	test.each([
		['goes on', 'All is done.', 'All is done.'],
		['begins anew and goes on', `${SAID}All is done.`, 'All is done.'],
		['repeats the last sentence', 'Then I mend that. All is done.', 'All is done.'],
		['begins anew and goes another way', 'First I look at it.\n\nThere is nothing.', 'There is nothing.'],
		['begins anew and writes a block in another way', SAID.replace('= 10', '= 11'), BLOCK.replace('= 10', '= 11')],
		['repeats, and says nothing else', SAID, ''],
		['begins with a word that was said too', 'First come, first served.', 'First come, first served.'],
	])('[AI13] %s: nothing is said twice or lost', (_how, answer, rest) => {
		for (let seed = 1; seed <= 30; seed++) {
			const filter = new EchoFilter(SAID);
			const pieces = cutRandomly(answer, createRandom(seed));
			const told = pieces.map((piece) => filter.take(piece)).join('') + filter.finish();
			if (rest.includes('SEARCH')) expect(told).toContain(rest);
			else expect(told.trim()).toBe(rest);
			expect(told).not.toContain('First I look');
		}
	});
});
