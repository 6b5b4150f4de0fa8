import { applyEdits, type TextEdit } from '@covibe/shared/diagnostics';
import { describe, expect, it } from 'vitest';
import { movedEdits } from './moved-edits.ts';

const BEFORE = 'let a = 1\n\nlet b=2\n\nlet c = 3\n';
const at = BEFORE.indexOf('=2');
/** `let b = 2`, in two edits. */
const EDITS: readonly TextEdit[] = [
	{ start: at, end: at, text: ' ' },
	{ start: at + 1, end: at + 1, text: ' ' },
];

describe('edits of a formatter while others type', () => {
	it('go where their line went', () => {
		const typed = [
			{ start: 0, end: 0, text: '// 😀\n' },
			{ start: 4, end: 8, text: '' },
			{ start: BEFORE.length + 2, end: BEFORE.length + 2, text: '// end' },
		];
		const now = typed.reduce((text, change) => applyEdits(text, [change]), BEFORE);
		const edits = movedEdits(BEFORE, EDITS, typed);
		expect(applyEdits(now, edits ?? [])).toBe(now.replace('b=2', 'b = 2'));
	});

	it('are given up when a line of theirs was typed in, also at its edges', () => {
		const line = BEFORE.indexOf('let b');
		for (const place of [line, at, at + 1, at + 2])
			expect(movedEdits(BEFORE, EDITS, [{ start: place, end: place, text: 'x' }])).toBeUndefined();
		expect(movedEdits(BEFORE, EDITS, [{ start: 0, end: BEFORE.length, text: '' }])).toBeUndefined();
	});

	it('are the same when nobody typed', () => {
		expect(movedEdits(BEFORE, EDITS, [])).toEqual(EDITS);
	});
});
