import { createFileId } from '@covibe/shared';
import type { Trace } from '@covibe/shared/hunks';
import { expect, test } from 'vitest';
import { fileDiff } from './file-diff.ts';

const about = { file: createFileId(1, () => 0), path: 'a.ts' };
const trace = (more: Partial<Trace> & { at: number }): Trace =>
	({ hunk: 'h', kind: 'added', length: 0, ...more }) as Trace;

test('shows old lines over new ones, with the line where they are now', () => {
	const text = 'one\nTWO\nthree\nnew\n';
	const traces = [
		trace({ at: 4, length: 4 }),
		trace({ kind: 'deleted', at: 8, text: 'two\n' } as never),
		trace({ at: 14, length: 4, hunk: 'i' }),
	];
	expect(fileDiff(about, { text, traces })).toMatchObject({
		added: 2,
		removed: 1,
		parts: [
			{
				line: 2,
				lines: [
					{ kind: 'old', text: 'two' },
					{ kind: 'new', text: 'TWO' },
				],
			},
			{ line: 4, lines: [{ kind: 'new', text: 'new' }] },
		],
	});
});

test('of a long part the first lines are shown, and how many there are more', () => {
	const text = 'x\n'.repeat(100);
	const [part] = fileDiff(about, { text, traces: [trace({ at: 0, length: 200 })] }).parts;
	expect(part?.lines).toHaveLength(25);
	expect(part?.lines.at(-1)).toEqual({ kind: 'cut', text: '76 more new lines' });
});

test('what is all taken back shows nothing', () => {
	expect(fileDiff(about, { text: 'one\n', traces: [] })).toMatchObject({ added: 0, removed: 0, parts: [] });
});
