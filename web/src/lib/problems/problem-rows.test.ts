import type { FileId } from '@covibe/shared';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../diagnostics/problem.ts';
import { problemAt } from './problem-at.ts';
import {
	groupBySeverity,
	groupProblems,
	moveInRows,
	nextProblem,
	NO_FILTER,
	type ProblemFilter,
	rowsOf,
} from './problem-rows.ts';
import { countWords, problemSentence } from './words.ts';

const id = (name: string) => name as FileId;
const files = ['a.py', 'b.py', 'c.py'].map((path) => ({ id: id(path), path }));
const TEXT = 'one two three four';
const at = (found: string, rest: Partial<Problem> = {}) => problemAt(TEXT, found, rest);
const store = new Map([
	[id('a.py'), [at('one', { severity: 'info' }), at('three')]],
	[
		id('c.py'),
		[at('two'), at('four', { severity: 'error', category: 'correctness' }), at('one')].map((problem) => ({
			...problem,
			fileId: id('c.py'),
		})),
	],
]);

const shown = (filter: ProblemFilter) =>
	groupProblems(files, store, filter).map(({ title, problems }) => [
		title.kind === 'file' && title.path,
		problems.map(({ message }) => message),
	]);

describe('the list of problems', () => {
	it('is grouped by file, files and problems with errors first', () => {
		expect(shown(NO_FILTER)).toEqual([
			['c.py', ['Found four', 'Found one', 'Found two']],
			['a.py', ['Found three', 'Found one']],
		]);
	});

	it('is grouped by severity, the worst first, then by file and place', () => {
		const groups = groupBySeverity(groupProblems(files, store, NO_FILTER));
		expect(groups.map(({ key, problems }) => [key, problems.map(({ fileId, start }) => `${fileId} ${start}`)])).toEqual(
			[
				['error', ['c.py 14']],
				['warning', ['a.py 8', 'c.py 0', 'c.py 4']],
				['info', ['a.py 0']],
			],
		);
		const rows = rowsOf(groups, new Set(['warning']));
		expect(rows.map(({ kind }) => kind)).toEqual(['group', 'problem', 'group', 'group', 'problem']);
	});

	it('is filtered by words, severity and category', () => {
		expect(shown({ ...NO_FILTER, query: 'C.PY one' })).toEqual([['c.py', ['Found one']]]);
		expect(shown({ ...NO_FILTER, hidden: new Set(['warning'] as const) })).toEqual([
			['c.py', ['Found four']],
			['a.py', ['Found one']],
		]);
		expect(shown({ ...NO_FILTER, hidden: new Set(['security'] as const) })).toEqual([['c.py', ['Found four']]]);
	});

	it('sorts a file anew only when its problems or the filter changed', () => {
		const [before] = groupProblems(files, store, NO_FILTER);
		expect(groupProblems(files, new Map(store), NO_FILTER)[0]).toBe(before);
		expect(groupProblems(files, store, { ...NO_FILTER })[0]).not.toBe(before);
	});

	it('leaves out what is in folded files, and keeps a key for what moves', () => {
		const groups = groupProblems(files, store, NO_FILTER);
		const rows = rowsOf(groups, new Set([id('c.py')]));
		expect(rows.map(({ kind }) => kind)).toEqual(['group', 'group', 'problem', 'problem']);
		expect(rows[3]).toMatchObject({ position: 2, siblings: 2 });
		expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
	});
});

describe('keys in the list', () => {
	const rows = rowsOf(groupProblems(files, store, NO_FILTER), new Set());
	const press = (row: number, key: string) => moveInRows(rows, row, { key, pageRows: 3 });

	it('go up and down, to the ends, and by pages', () => {
		expect(press(0, 'ArrowDown')).toEqual({ focus: 1 });
		expect(press(0, 'ArrowUp')).toEqual({ focus: 0 });
		expect(press(1, 'PageDown')).toEqual({ focus: 4 });
		expect(press(1, 'End')).toEqual({ focus: rows.length - 1 });
	});

	it('fold and unfold files, and go from a problem to its file', () => {
		expect(press(0, 'ArrowLeft')).toEqual({ fold: 'c.py' });
		expect(press(0, 'ArrowRight')).toEqual({ focus: 1 });
		expect(press(2, 'ArrowLeft')).toEqual({ focus: 0 });
		expect(press(2, 'x')).toBeUndefined();
	});
});

describe('the next problem', () => {
	const next = (file: string | undefined, offset: number, step: 1 | -1) => {
		const from = { file: file === undefined ? undefined : id(file), row: 0, column: offset, step };
		const found = nextProblem(files, store, from);
		return found && [found.fileId, found.message];
	};

	it('is the one after the caret, whatever its severity', () => {
		expect(next('c.py', 0, 1)).toEqual(['c.py', 'Found two']);
		expect(next('c.py', TEXT.indexOf('two'), 1)).toEqual(['c.py', 'Found four']);
		expect(next('c.py', TEXT.indexOf('two'), -1)).toEqual(['c.py', 'Found one']);
	});

	it('goes on in the next file that has one, round the end', () => {
		expect(next('c.py', TEXT.length, 1)).toEqual(['a.py', 'Found one']);
		expect(next('b.py', 0, 1)).toEqual(['c.py', 'Found one']);
		expect(next('a.py', 0, -1)).toEqual(['c.py', 'Found four']);
		expect(next(undefined, 0, 1)).toEqual(['a.py', 'Found one']);
	});

	it('is none where there is none', () => {
		expect(nextProblem(files, new Map(), { file: undefined, row: 0, column: 0, step: 1 })).toBeUndefined();
	});
});

describe('counts in words', () => {
	it('name what is there', () => {
		expect(countWords({ error: 2, warning: 1, info: 0 })).toBe('2 errors, 1 warning');
		const none = { error: 0, warning: 0, info: 0 };
		expect(problemSentence({ name: 'a.py', counts: none }, none)).toBe('There are no problems.');
		expect(problemSentence({ name: 'a.py', counts: none }, { ...none, info: 1 })).toBe(
			'In a.py: no problems. In the room: 1 note.',
		);
	});
});
