import { rejectHunks } from '@covibe/shared/hunks';
import { expect, test } from 'vitest';
import { agentDocument, block, openTurn, textAt } from '../../test/edits/turn-world.ts';

function world(file: string) {
	const { doc, ids } = agentDocument({ 'a.py': file });
	const [id] = ids;
	if (id === undefined) throw new Error('no file');
	const turn = openTurn(doc, { shownIds: [id] });
	return { doc, text: textAt(doc, id), turn, read: () => textAt(doc, id).toString() };
}

test.each([
	['X\na', 'a\nX'],
	['alpha = 1\nb', 'b\nalpha = 1'],
	['one\ntwo\nthree', 'three\none'],
	['one\ntwo\nthree', 'one\nthree\ntwo'],
	['one\ntwo\nthree', 'one'],
	['one\ntwo\nthree', 'onex'],
	['one\ntwo\nthree', 'twofold'],
	['one\ntwo\nthree', 'three'],
	['one two\nfoo', 'foo\none two'],
])('[AI4] %j becomes %j, contests nothing, and comes back', (file, replaced) => {
	const { doc, turn, read } = world(file);
	turn.push(block('a.py', file, replaced));
	expect(turn.finish()).toMatchObject([{ result: 'edited' }]);
	expect(read()).toBe(replaced);
	rejectHunks(doc, { turn: 't1' }, 'person');
	expect(read()).toBe(file);
});

test.each([
	['is changed in place', 'one', 'one\ntwo!'],
	['is new', 'new', 'new\ntwo!'],
])('[AI4] a last line that %s is not joined to a person’s line under it', (_how, replaced, after) => {
	const { doc, text, turn, read } = world('one\ntwo');
	const agent = doc.clientID;
	doc.clientID = 30;
	text.insert(text.length, '!');
	doc.clientID = agent;
	turn.push(block('a.py', 'one\ntwo', replaced));
	expect(turn.finish()).toMatchObject([{ result: 'contested' }]);
	expect(read()).toBe(after);
	rejectHunks(doc, { turn: 't1' }, 'person');
	expect(read()).toBe('one\ntwo!');
});
