import { createFileId } from '@covibe/shared';
import type { Hunk } from '@covibe/shared/hunks';
import { describe, expect, test } from 'vitest';
import { firstLinesOf, turnsOf } from './turns.ts';

const [one, two] = [createFileId(1, () => 0), createFileId(2, () => 0)];

function hunk(id: string, more: Partial<Hunk> = {}): Hunk {
	const about = {
		kind: 'edit' as const,
		turn: 't1',
		file: one,
		path: 'a.ts',
		client: 7,
		asker: 'ana',
		model: 'm',
		at: 1,
	};
	return { ...about, id, state: 'done', from: 0, to: 1, deleted: [], contested: [], restored: new Map(), ...more };
}

describe('turns', () => {
	test('the latest comes first, with its files by path, and without what was taken back', () => {
		const turns = turnsOf(
			[
				hunk('1', { file: two }),
				hunk('2'),
				hunk('3', { state: 'rejected' }),
				hunk('4', { turn: 't2', state: 'kept', at: 2 }),
				hunk('5', { turn: 't3', state: 'rejected', at: 3 }),
			],
			(file) => (file === one ? 'a.ts' : 'b.ts'),
		);
		expect(turns.map(({ turn, openCount, keptCount }) => [turn, openCount, keptCount])).toEqual([
			['t2', 0, 1],
			['t1', 2, 0],
		]);
		expect(turns[1]?.files.map(({ path, hunks }) => [path, hunks.map(({ id }) => id)])).toEqual([
			['a.ts', ['2']],
			['b.ts', ['1']],
		]);
	});

	test('a turn that writes says so, and a deleted file has the path that it had', () => {
		const [turn] = turnsOf([hunk('1', { state: 'streaming' }), hunk('2', { kind: 'delete' })], () => undefined);
		expect(turn).toMatchObject({ isWriting: true, openCount: 1, files: [{ path: 'a.ts' }] });
	});
});

test('a hunk is known by the whole line that it wrote in, or by what it deleted', () => {
	const hunks = [hunk('1'), hunk('2', { deleted: [{ run: [1, 0, 9], text: '\n  gone()\n' }] })];
	const lines = firstLinesOf('const a = 20;\nb\n', hunks, [{ kind: 'added', hunk: '1', at: 10, length: 1 }]);
	expect(lines).toEqual({ '1': 'const a = 20;', '2': 'gone()' });
});
