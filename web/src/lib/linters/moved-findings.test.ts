import { applyEdits, type TextEdit } from '@covibe/shared/diagnostics';
import { createRandom } from '@covibe/shared/testing';
import { Lines, type LinterFinding } from '@covibe/shared/linters';
import { describe, expect, it } from 'vitest';
import { editOf, movedFindings, type TextChange } from './moved-findings.ts';

const PIECES = ['a', '\n', ' ', '😀', 'é\n\n', '', 'word'];

function findingAt(text: string, start: number, end: number, fix?: readonly TextEdit[]): LinterFinding {
	return {
		...new Lines(text).span(start, end),
		ruleId: 'ruff/F401',
		severity: 'warning',
		category: 'smell',
		confidence: 'high',
		message: '',
		...(fix && { fix: { title: '', isSafe: true, edits: fix } }),
	};
}

/** As the editor tells a replacement in `text`. */
function changeOf(text: string, { start, end, text: inserted }: TextEdit): TextChange {
	const { startPosition, endPosition } = new Lines(text).span(start, end);
	return {
		range: {
			startLineNumber: startPosition.row + 1,
			startColumn: startPosition.column + 1,
			endLineNumber: endPosition.row + 1,
			endColumn: endPosition.column + 1,
		},
		rangeOffset: start,
		rangeLength: end - start,
		text: inserted,
	};
}

const move = (text: string, finding: LinterFinding, edit: TextEdit) =>
	movedFindings([finding], [editOf(changeOf(text, edit))])[0];

describe('findings between two looks of a linter', () => {
	it('stay with their characters, in offsets and in rows and columns', () => {
		const text = 'a\nb 😀 name\nc\n';
		const start = text.indexOf('name');
		const finding = findingAt(text, start, start + 4, [{ start, end: start + 4, text: 'x' }]);
		for (const edit of [
			{ start: 0, end: 0, text: 'new\nlines\n' },
			{ start: 2, end: 3, text: 'wide 🎈🎈' },
			{ start: 0, end: 2, text: '' },
			{ start: text.length, end: text.length, text: 'after' },
		]) {
			const after = applyEdits(text, [edit]);
			const at = after.indexOf('name');
			const moved = move(text, finding, edit);
			expect(moved).toEqual(findingAt(after, at, at + 4, [{ start: at, end: at + 4, text: 'x' }]));
		}
	});

	it('go when their own characters change, also at the edge', () => {
		const text = 'x = name + 1\n';
		const finding = findingAt(text, 4, 8);
		expect(move(text, finding, { start: 8, end: 8, text: 's' })).toBeUndefined();
		expect(move(text, finding, { start: 5, end: 6, text: '' })).toBeUndefined();
		expect(move(text, finding, { start: 0, end: 12, text: '' })).toBeUndefined();
		expect(move(text, finding, { start: 11, end: 11, text: '2' })).toBeDefined();
	});

	it('lose a fix whose place was changed, and keep the rest', () => {
		const text = 'import os\n\nx = 1\n';
		const finding = findingAt(text, 11, 12, [{ start: 0, end: 9, text: '' }]);
		const moved = move(text, finding, { start: 7, end: 9, text: 're' });
		expect(moved).toMatchObject({ start: 11, end: 12 });
		expect(moved).not.toHaveProperty('fix');
	});

	it('point at the same characters after any edits that do not touch them', () => {
		let kept = 0;
		for (let seed = 1; seed <= 500; seed++) {
			const random = createRandom(seed);
			const piece = () => random.pick(PIECES);
			const pieces = () => Array.from({ length: 12 }, piece).join('');
			const before = pieces();
			let text = `${before}\n<here>\n${pieces()}`;
			let found: readonly LinterFinding[] = [findingAt(text, before.length + 1, before.length + 7)];
			for (let count = 0; count < 6; count++) {
				const start = random.integer(text.length + 1);
				const edit = { start, end: Math.min(start + random.integer(4), text.length), text: piece() };
				found = movedFindings(found, [editOf(changeOf(text, edit))]);
				text = applyEdits(text, [edit]);
			}
			const [finding] = found;
			if (!finding) continue;
			kept++;
			expect(text.slice(finding.start, finding.end)).toBe('<here>');
			expect(finding).toEqual(findingAt(text, finding.start, finding.end));
		}
		expect(kept).toBeGreaterThan(50);
	});
});
