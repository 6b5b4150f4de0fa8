import { readHunks, rejectHunks } from '@covibe/shared/hunks';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { agentDocument, block, openTurn, TestClock, textAt } from '../../test/edits/turn-world.ts';
import { EditParser } from './parse.ts';
import { FLUSH_MS } from './turn.ts';

const HEAD = 'a.ts\n<<<<<<< SEARCH\nfoo(1)\nbar\n=======\n';

function world(text: string) {
	const { doc, ids } = agentDocument({ 'a.ts': text });
	const [id] = ids;
	if (!id) throw new Error('no file');
	const clock = new TestClock();
	const turn = openTurn(doc, { shownIds: [id], clock });
	const push = (piece: string) => {
		turn.push(piece);
		clock.advance(FLUSH_MS);
	};
	return { doc, id, turn, push, read: () => textAt(doc, id).toString() };
}

describe('an answer that ends in the middle of a line', () => {
	test.each([
		['that may still be an old one changes nothing', 'foo', 'foo(1)\nbar\nbaz\n'],
		['that is changed in place leaves the rest of the old one', 'foo(2', 'foo(21)\nbar\nbaz\n'],
		['that is new ends it there', 'new', 'new\nfoo(1)\nbar\nbaz\n'],
	])('[AI5] %s', (_what, piece, after) => {
		const { doc, turn, push, read } = world('foo(1)\nbar\nbaz\n');
		push(HEAD);
		push(piece);
		expect(turn.finish()).toMatchObject([{ result: 'cut' }]);
		expect(read()).toBe(after);
		rejectHunks(doc, { turn: 't1' }, 'person');
		expect(read()).toBe('foo(1)\nbar\nbaz\n');
	});
});

describe('a file without a line end at its end', () => {
	test('gets text appended on a line of its own', () => {
		const { doc, push, turn, read } = world('abc');
		push(block('a.ts', '', 'x'));
		turn.finish();
		expect(read()).toBe('abc\nx\n');
		rejectHunks(doc, { turn: 't1' }, 'person');
		expect(read()).toBe('abc');
	});

	test('keeps its last line as it is', () => {
		const { push, turn, read } = world('a\nb');
		push(block('a.ts', 'a\nb', 'A\nb'));
		turn.finish();
		expect(read()).toBe('A\nb');
	});
});

describe('what people do while a block is written', () => {
	test('[AI4] a line that a person commented out is left to them', () => {
		const { doc, id, push, turn, read } = world('foo(1)\nbar\nbaz\n');
		push(HEAD);
		const person = new Y.Doc();
		Y.applyUpdate(person, Y.encodeStateAsUpdate(doc));
		textAt(person, id).insert('foo(1)\n'.length, '// ');
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(person));
		push('foo(1)\nqux\n>>>>>>> REPLACE\n');
		expect(turn.finish()).toMatchObject([{ result: 'contested' }]);
		expect(read()).toBe('foo(1)\nqux\n// bar\nbaz\n');
	});

	test('rejecting it ends it, and nothing of it comes back', () => {
		const { doc, push, turn, read } = world('foo(1)\nbar\nbaz\n');
		push(`${HEAD}new one\n`);
		rejectHunks(doc, { turn: 't1' }, 'person');
		push('new two\n>>>>>>> REPLACE\n');
		expect(turn.finish()).toMatchObject([{ result: 'rejected' }]);
		expect(read()).toBe('foo(1)\nbar\nbaz\n');
		expect(readHunks(doc)).toMatchObject([{ state: 'rejected' }]);
	});

	test('a rejecting that is heard of late takes back what was written since', () => {
		const { doc, push, turn, read } = world('foo(1)\nbar\nbaz\n');
		push(`${HEAD}new one\nfoo(1)\n`);
		const person = new Y.Doc();
		Y.applyUpdate(person, Y.encodeStateAsUpdate(doc));
		rejectHunks(person, { turn: 't1' }, 'person');
		push('new two\nbaz\n');
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(person));
		push('more\n>>>>>>> REPLACE\n');
		turn.finish();
		Y.applyUpdate(person, Y.encodeStateAsUpdate(doc));
		expect(read()).toBe('foo(1)\nbar\nbaz\n');
		expect(person.getMap('hunks').size).toBe(1);
	});
});

test('a block right under another comes out under what that one added', () => {
	const { push, turn, read } = world('foo(1)\nbar\nbaz\nend\n');
	push(block('a.ts', 'foo(1)\nbar', 'foo(1)\nbar\nadded'));
	push(block('a.ts', 'baz', 'other'));
	turn.finish();
	expect(read()).toBe('foo(1)\nbar\nadded\nother\nend\n');
});

test('[AI1] a line that begins with a bracket is let go before its end', () => {
	const deltas: string[] = [];
	const parser = new EditParser((event) => event.type === 'replace-delta' && deltas.push(event.text));
	parser.push(HEAD);
	parser.push('<div class="');
	expect(deltas).toEqual(['<div class="']);
});
