import { createFile, createProjectDocument, textOf } from '@covibe/shared';
import { readHunks, rejectHunks, type Trace, tracesOf } from '@covibe/shared/hunks';
import { createRandom } from '@covibe/shared/testing';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { takeSnapshot } from '../../../../ai/src/edits/snapshot.ts';
import { EditTurn } from '../../../../ai/src/edits/turn.ts';
import { type Change, changesOf, type Lines } from './changes.ts';

/** Lines of a string, as Monaco counts them. */
function linesOf(text: string): Lines {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return {
		length: text.length,
		lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
		startOf: (line) => starts[line - 1] ?? text.length,
		slice: (start, end) => text.slice(start, end),
	};
}

const FILE = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n';

/** A file, the agent's replica of it, and what a model answered about it. */
function world(text = FILE) {
	const doc = createProjectDocument();
	doc.clientID = 7;
	const random = createRandom(1);
	const id = createFile(doc, { path: 'a.txt', text }, { origin: 'seed', nowMs: 1, random: () => random.next() });
	const content = () => textOf(doc, id) as Y.Text;
	const turn = new EditTurn({
		doc,
		origin: 'agent',
		turn: { id: 't1', asker: 'asker', model: 'model' },
		shown: new Map([[id, takeSnapshot(content())]]),
		clock: { nowMs: () => 0, schedule: () => () => undefined },
		random: () => random.next(),
		canEdit: () => true,
	});
	// The agent writes as itself, the file was somebody's.
	doc.clientID = 8;
	return {
		doc,
		content,
		replace: (search: string, replacement: string) => {
			const mark = (part: string) => (part === '' ? '' : `${part}\n`);
			turn.push(`a.txt\n<<<<<<< SEARCH\n${mark(search)}=======\n${mark(replacement)}>>>>>>> REPLACE\n`);
		},
		finish: () => turn.finish(),
		type: (at: number, typed: string) => {
			doc.clientID = 9;
			content().insert(at, typed);
			doc.clientID = 8;
		},
		changes: () => changesOf(tracesOf(content(), readHunks(doc)), linesOf(content().toString())),
	};
}

/** Puts the old lines back where the new ones are. */
function without(text: string, changes: readonly Change[]): string {
	const lines = text.split('\n');
	for (const { firstLine, lastLine, oldLines } of changes.toReversed())
		lines.splice(firstLine - 1, lastLine - firstLine + 1, ...oldLines);
	return lines.join('\n');
}

describe('what an agent changed, as lines', () => {
	test('a changed word is its line, with the old one', () => {
		const { replace, finish, changes } = world();
		replace('three', 'three hundred');
		finish();
		expect(changes()).toEqual([
			{
				hunk: 't1.1',
				firstLine: 3,
				lastLine: 3,
				oldLines: ['three'],
				inserted: [{ start: 13, end: 21 }],
				contested: [],
			},
		]);
	});

	test('new lines have no old ones, and deleted ones stand in front of the line after them', () => {
		const { replace, finish, changes } = world();
		replace('two', 'two\nand a half');
		replace('six\nseven\neight', 'six\neight');
		finish();
		expect(changes()).toMatchObject([
			{ firstLine: 3, lastLine: 3, oldLines: [], inserted: [] },
			{ firstLine: 8, lastLine: 7, oldLines: ['seven'] },
		]);
	});

	test('one hunk with a line between that stays is two changes', () => {
		const { replace, finish, changes } = world();
		replace('two\nthree\nfour\nfive', 'TWO\nthree\nfour\nFIVE');
		finish();
		expect(changes()).toMatchObject([
			{ hunk: 't1.1', firstLine: 2, lastLine: 2, oldLines: ['two'] },
			{ hunk: 't1.1', firstLine: 5, lastLine: 5, oldLines: ['five'] },
		]);
	});

	test('a line that two hunks changed has one old text, that from before both', () => {
		const { replace, finish, changes, content } = world();
		replace('three', 'three hundred');
		replace('three hundred', 'three thousand and more');
		finish();
		expect(content().toString()).toContain('three thousand and more\n');
		expect(changes()).toMatchObject([
			{ hunk: 't1.1', firstLine: 3, lastLine: 3, oldLines: ['three'] },
			{ hunk: 't1.2', firstLine: 3, lastLine: 3, oldLines: [] },
		]);
	});

	test('what comes after the last line, with and without a line end', () => {
		const ended = world();
		ended.replace('ten', 'ten\neleven');
		ended.finish();
		expect(ended.changes()).toMatchObject([{ firstLine: 11, lastLine: 11, oldLines: [] }]);
		const open = world('one\ntwo');
		open.replace('two', 'two\nthree');
		open.finish();
		expect(open.content().toString()).toBe('one\ntwo\nthree');
		expect(open.changes()).toMatchObject([{ firstLine: 3, lastLine: 3, oldLines: [] }]);
	});

	test('what people type into it later is neither new nor old', () => {
		const { replace, finish, changes, type, content } = world();
		replace('three', 'drei');
		finish();
		type(content().toString().indexOf('ei'), '-');
		expect(changes()).toMatchObject([
			{
				firstLine: 3,
				inserted: [
					{ start: 8, end: 10 },
					{ start: 11, end: 14 },
				],
			},
		]);
		type(0, 'zero\n');
		expect(changes()).toMatchObject([{ firstLine: 4, lastLine: 4 }]);
	});

	test('a line that was left to a person is marked beside the agent’s', () => {
		const { replace, finish, changes, type } = world();
		type(FILE.indexOf('three') + 5, ' (mine)');
		replace('three', 'drei');
		finish();
		const [change] = changes();
		expect(change).toMatchObject({ firstLine: 3, lastLine: 3, oldLines: [] });
		expect(change?.contested[0]).toEqual([4, 4]);
	});

	test('an emptied file shows all that was there', () => {
		const { replace, finish, changes, content } = world('one\ntwo\n');
		replace('one\ntwo', '');
		finish();
		expect(content().toString()).toBe('');
		expect(changes()).toMatchObject([{ firstLine: 1, lastLine: 0, oldLines: ['one', 'two'] }]);
	});

	test('with the old lines in place of the new ones, 300 random answers give the old text', () => {
		for (let seed = 1; seed <= 300; seed++) {
			const random = createRandom(seed);
			const { replace, finish, changes, content } = world();
			const words = FILE.split('\n').slice(0, -1);
			for (let at = 0; at < words.length;) {
				const length = 1 + random.integer(3);
				const search = words.slice(at, at + length);
				const replacement = search.flatMap((word) =>
					random.integer(3) === 0 ? [] : [word, `${word}!`, `new ${word}\n${word}`][random.integer(3)],
				);
				if (random.integer(2) === 0) replace(search.join('\n'), replacement.join('\n'));
				at += length + 1;
			}
			finish();
			expect(without(content().toString(), changes()), `seed ${seed}`).toBe(FILE);
		}
	});
});

describe('traces', () => {
	test('what one hunk wrote and the next one deleted was never there', () => {
		const { doc, replace, finish, changes, content } = world();
		replace('three', 'drei');
		replace('drei', 'trois');
		finish();
		const deleted = (traces: readonly Trace[]) =>
			traces.flatMap((trace) => (trace.kind === 'deleted' ? trace.text : []));
		expect(deleted(tracesOf(content(), readHunks(doc)))).toEqual(['three\n']);
		rejectHunks(doc, { ids: ['t1.2'] }, 'person');
		expect(content().toString()).toBe(FILE.replace('three', 'drei'));
		expect(changes().filter(({ hunk }) => hunk === 't1.1')).toHaveLength(1);
	});

	test('200 hunks in 10,000 lines take one walk', () => {
		const text = Array.from({ length: 10_000 }, (_, line) => `line ${line}\n`).join('');
		const { doc, replace, finish, content } = world(text);
		for (let hunk = 0; hunk < 200; hunk++) replace(`line ${hunk * 50}`, `changed ${hunk}`);
		finish();
		const hunks = readHunks(doc);
		expect(hunks).toHaveLength(200);
		const first = content()._start!;
		const second = first.right;
		let walks = 0;
		Object.defineProperty(first, 'right', { get: () => (walks++, second) });
		const traces = tracesOf(content(), hunks);
		expect(walks).toBe(1);
		expect(traces.filter(({ kind }) => kind === 'added')).toHaveLength(200);
	});
});
