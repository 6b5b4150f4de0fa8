import { readTree } from '@covibe/shared';
import { readHunks, rejectHunks } from '@covibe/shared/hunks';
import { describe, expect, test } from 'vitest';
import { agentDocument, block, openTurn, TestClock, textAt } from '../../test/edits/turn-world.ts';
import { FLUSH_MS } from './turn.ts';

const FILE = 'def add(a, b):\n    return a - b\n\n\ndef main():\n    print(add(1, 2))\n';

function world(text = FILE) {
	const { doc, ids } = agentDocument({ 'main.py': text });
	const [id] = ids;
	if (!id) throw new Error('no file');
	return { doc, id, text: textAt(doc, id), read: () => textAt(doc, id).toString() };
}

describe('a turn', () => {
	test('[AI4] changes only what differs, and is taken back exactly', () => {
		const { doc, id, read } = world();
		const turn = openTurn(doc, { shownIds: [id] });
		turn.push(block('main.py', '    return a - b', '    return a + b'));
		expect(turn.finish()).toMatchObject([{ result: 'edited', tier: 'exact', path: 'main.py' }]);
		expect(read()).toBe(FILE.replace('a - b', 'a + b'));
		const [hunk] = readHunks(doc);
		expect(hunk).toMatchObject({ state: 'done', turn: 't1', deleted: [{ text: '-' }] });
		rejectHunks(doc, { turn: 't1' }, 'person');
		expect(read()).toBe(FILE);
		rejectHunks(doc, { turn: 't1' }, 'person');
		expect(read()).toBe(FILE);
	});

	test('[AI4] leaves a line to the person who changed it meanwhile, and says so', () => {
		const { doc, id, text, read } = world();
		const turn = openTurn(doc, { shownIds: [id] });
		text.insert(FILE.indexOf('a - b') + 5, ' # why?');
		turn.push(block('main.py', '    return a - b', '    return a + b'));
		expect(turn.finish()).toMatchObject([{ result: 'contested' }]);
		expect(read()).toContain('    return a + b\n    return a - b # why?\n');
		rejectHunks(doc, { turn: 't1' }, 'person');
		expect(read()).toBe(FILE.replace('a - b', 'a - b # why?'));
	});

	test('[AI3] finds its place though a person wrote the same lines above it', () => {
		const { doc, id, text, read } = world();
		const turn = openTurn(doc, { shownIds: [id] });
		text.insert(0, 'def old(a, b):\n    return a - b\n');
		turn.push(block('main.py', '    return a - b', '    return a + b'));
		turn.finish();
		expect(read()).toBe(`def old(a, b):\n    return a - b\n${FILE.replace('a - b', 'a + b')}`);
	});

	test('[AI2] says where lines are that stand there twice, and guesses nothing', () => {
		const { doc, id, read } = world('x = 1\ny = 2\nx = 1\n');
		const turn = openTurn(doc, { shownIds: [id] });
		turn.push(block('main.py', 'x = 1', 'x = 3'));
		expect(turn.finish()).toMatchObject([{ result: 'ambiguous', message: expect.stringContaining('1, 3') as string }]);
		expect(read()).toBe('x = 1\ny = 2\nx = 1\n');
	});

	test('[AI2] takes no line for another that differs in a number', () => {
		const { doc, id, read } = world('case_7 = 7\nkeep_7 = 0\n');
		const turn = openTurn(doc, { shownIds: [id] });
		turn.push(block('main.py', 'case_1 = 1\nkeep_1 = 0', 'case_1 = 2\nkeep_1 = 0'));
		expect(turn.finish()).toMatchObject([{ result: 'missing' }]);
		expect(read()).toBe('case_7 = 7\nkeep_7 = 0\n');
	});

	test('[AI3] a line that the agent only wrote into is looked for as it is now', () => {
		const { doc, id, read } = world();
		const first = openTurn(doc, { shownIds: [id] });
		first.push(block('main.py', '    return a - b', '    return (a - b'));
		first.finish();
		const second = openTurn(doc, { shown: first.options.shown });
		second.push(block('main.py', '    return (a - b', '    return b - a'));
		expect(second.finish()).toMatchObject([{ result: 'edited' }]);
		expect(read()).toBe(FILE.replace('a - b', 'b - a'));
	});

	test('[AI5] a cut answer never deletes what it has not replaced', () => {
		const { doc, id, read } = world('a\nb\nc\nd\n');
		const turn = openTurn(doc, { shownIds: [id] });
		turn.push('main.py\n<<<<<<< SEARCH\na\nb\nc\nd\n=======\nalpha\n');
		expect(turn.finish()).toMatchObject([{ result: 'cut' }]);
		expect(read()).toBe('alpha\na\nb\nc\nd\n');
		expect(readHunks(doc)).toMatchObject([{ state: 'cut' }]);
	});

	test('[AI6] writes nothing more once the person who asked may not edit', () => {
		const { doc, id, read } = world();
		let mayEdit = true;
		const clock = new TestClock();
		const turn = openTurn(doc, { shownIds: [id], canEdit: () => mayEdit, clock });
		turn.push('main.py\n<<<<<<< SEARCH\n    return a - b\n=======\n    # one\n');
		mayEdit = false;
		const before = read();
		clock.advance(FLUSH_MS);
		turn.push('    # two\n>>>>>>> REPLACE\n');
		expect(turn.finish()).toMatchObject([{ result: 'no-right' }]);
		expect(read()).toBe(before);
	});

	test('files are made, renamed and deleted, and all of it is taken back', () => {
		const { doc, id, read } = world();
		const turn = openTurn(doc, { shownIds: [id] });
		turn.push(block('lib/new.py', '', 'x = 1'));
		turn.push('*** Rename File: main.py -> app.py\n');
		turn.push(block('app.py', '    return a - b', '    return a + b'));
		turn.push('*** Delete File: lib/new.py\n');
		expect(turn.finish().map(({ result }) => result)).toEqual(['created', 'renamed', 'edited', 'deleted']);
		expect(readTree(doc).entries.map(({ path }) => path)).toEqual(['app.py']);
		rejectHunks(doc, { turn: 't1' }, 'person');
		expect(readTree(doc).entries.map(({ path }) => path)).toEqual(['main.py']);
		expect(read()).toBe(FILE);
	});

	test.each([
		['../out.py', 'path-invalid'],
		['/etc/passwd', 'path-invalid'],
		['none.py', 'no-file'],
	])('the path %s is refused with a reason', (path, result) => {
		const { doc, id } = world();
		const turn = openTurn(doc, { shownIds: [id] });
		turn.push(block(path, 'a', 'b'));
		expect(turn.finish()).toMatchObject([{ result }]);
		expect(readTree(doc).entries).toHaveLength(1);
	});

	test('a file that was not shown is not searched, and one that is deleted meanwhile is left alone', () => {
		const { doc, id } = world();
		const blind = openTurn(doc);
		blind.push(block('main.py', 'x', 'y'));
		expect(blind.finish()).toMatchObject([{ result: 'not-shown' }]);
		const clock = new TestClock();
		const turn = openTurn(doc, { shownIds: [id], clock, turn: { id: 't2', asker: 'a', model: 'm' } });
		turn.push('main.py\n<<<<<<< SEARCH\n    return a - b\n=======\n    # one\n');
		doc.transact(() => (doc.getMap('files').get(id) as { set(key: string, value: number): void }).set('deleted', 5));
		clock.advance(FLUSH_MS);
		turn.push('    # two\n>>>>>>> REPLACE\n');
		expect(turn.finish()).toMatchObject([{ result: 'file-gone' }]);
	});

	test('a model that does not stop is stopped', () => {
		const { doc, id } = world();
		const turn = openTurn(doc, { shownIds: [id], limits: { insertedUnits: 100 } });
		turn.push(block('main.py', '', 'x'.repeat(1_000)));
		expect(turn.finish()).toMatchObject([{ result: 'too-much' }]);
	});

	test('[AI17] what comes within one flush is one transaction, and the first of it is written at once', () => {
		const { doc, id, read } = world();
		let transactions = 0;
		const clock = new TestClock();
		const turn = openTurn(doc, { shownIds: [id], clock });
		turn.push('main.py\n<<<<<<< SEARCH\n    return a - b\n=======\n');
		doc.on('update', () => (transactions += 1));
		turn.push('    total = ');
		expect(read()).toContain('total');
		for (const piece of ['a', ' +', ' b', '\n']) turn.push(piece);
		expect(transactions).toBe(1);
		clock.advance(FLUSH_MS);
		expect(read()).toContain('total = a + b');
		expect(transactions).toBe(2);
		turn.finish();
	});

	test('half a character is never written', () => {
		const { doc, id, read } = world();
		const clock = new TestClock();
		const turn = openTurn(doc, { shownIds: [id], clock });
		for (const unit of block('main.py', '    return a - b', '    return "🦊🐇"').split('')) {
			turn.push(unit);
			clock.advance(FLUSH_MS);
			expect(read()).not.toMatch(/\p{Surrogate}/u);
		}
		turn.finish();
		expect(read()).toContain('"🦊🐇"');
	});
});
