import { createRandom } from '@covibe/shared/testing';
import { describe, expect, test } from 'vitest';
import { blocksOf, GrowingBlocks } from './markdown.ts';

const TEXT = [
	'A first paragraph with **bold** words.',
	'',
	'- one',
	'- two',
	'',
	'```ts',
	'const x = 1;',
	'',
	'const y = 2;',
	'```',
	'',
	'> quoted',
	'',
	'| a | b |',
	'|---|---|',
	'| 1 | 2 |',
	'',
	'The end.',
].join('\n');

describe('a message taken apart', () => {
	test('code that stands alone is code, the rest is text', () => {
		expect(blocksOf(TEXT).map(({ kind }) => kind)).toEqual(['text', 'text', 'code', 'text', 'text', 'text']);
		expect(blocksOf(TEXT)[2]).toMatchObject({ code: 'const x = 1;\n\nconst y = 2;', language: 'ts', isClosed: true });
	});

	test('a fence that is not closed yet is code to the end, and says so', () => {
		expect(blocksOf('Look:\n```py\nprint(1)\n')).toMatchObject([{ kind: 'text' }, { kind: 'code', isClosed: false }]);
	});

	test('read while it grows, in any pieces, it ends as what it is when read at once', () => {
		for (let seed = 1; seed <= 60; seed++) {
			const random = createRandom(seed);
			const growing = new GrowingBlocks();
			let end = 0;
			while (end < TEXT.length) {
				end = Math.min(TEXT.length, end + 1 + random.integer(12));
				growing.read(TEXT.slice(0, end));
			}
			const rawOf = (blocks: ReturnType<typeof blocksOf>) => blocks.map(({ kind, raw }) => [kind, raw.trim()]);
			expect(rawOf(growing.read(TEXT)), `seed ${seed}`).toEqual(rawOf(blocksOf(TEXT)));
		}
	});

	test('an answer that began anew is read anew', () => {
		const growing = new GrowingBlocks();
		growing.read('one\n\ntwo\n\nthree\n\nfour');
		expect(growing.read('other').map(({ raw }) => raw)).toEqual(['other']);
	});
});
