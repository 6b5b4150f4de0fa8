import { applyEdits } from '@covibe/shared/diagnostics';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { textChanges } from './text-changes.ts';

/** A fixed seed, so that a failure is found again. */
function randomOf(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const PIECES = ['if (a) {', '}', '\n', '\n\n', '  ', '\t', 'name', '= ', '"é😀"', ';', '😀', '// x', ' ', '𝒳𝒴'];

function randomText(random: (below: number) => number): string {
	return Array.from({ length: random(60) }, () => PIECES[random(PIECES.length)]).join('');
}

/** Much as a formatter: blanks come and go, now and then a token too. */
function shaken(text: string, random: (below: number) => number): string {
	return Array.from(text, (unit) => (random(8) === 0 ? [' ', '', unit + unit, '\n'][random(4)] : unit)).join('');
}

describe('textChanges', () => {
	test('the edits give exactly the formatted text, and never cut a character in two', () => {
		for (let seed = 1; seed <= 1_500; seed++) {
			const random = randomOf(seed);
			const before = randomText(random);
			const after = random(4) === 0 ? randomText(random) : shaken(before, random);
			const edits = textChanges(before, after);
			expect(applyEdits(before, edits), `seed ${seed}`).toBe(after);
			for (const { start, end, text } of edits) {
				expect(text.isWellFormed(), `seed ${seed}`).toBe(true);
				expect(before.slice(start, end).isWellFormed(), `seed ${seed}`).toBe(true);
			}
		}
	});

	test('what two people type while it is applied survives on every side', () => {
		for (let seed = 1; seed <= 200; seed++) {
			const random = randomOf(seed);
			const before = randomText(random);
			const after = shaken(before, random);
			const [formatter, typist] = [new Y.Doc(), new Y.Doc()];
			formatter.getText('t').insert(0, before);
			Y.applyUpdate(typist, Y.encodeStateAsUpdate(formatter));
			const characters = Array.from(before);
			const at = characters.slice(0, random(characters.length + 1)).join('').length;
			typist.getText('t').insert(at, '«typed»');
			formatter.transact(() => {
				for (const { start, end, text } of textChanges(before, after).toReversed()) {
					formatter.getText('t').delete(start, end - start);
					formatter.getText('t').insert(start, text);
				}
			});
			expect(formatter.getText('t').toString()).toBe(after);
			Y.applyUpdate(typist, Y.encodeStateAsUpdate(formatter));
			Y.applyUpdate(formatter, Y.encodeStateAsUpdate(typist));
			const merged = typist.getText('t').toString();
			expect(merged).toBe(formatter.getText('t').toString());
			expect(merged.replace('«typed»', ''), `seed ${seed}`).toBe(after);
		}
	});

	test('a changed indent touches blanks alone', () => {
		const edits = textChanges('if a:\n  one()\n  two()\n', 'if a:\n    one()\n    two()\n');
		expect(edits.map(({ text, start, end }) => [text.trim(), end - start])).toEqual([
			['', 0],
			['', 0],
		]);
	});

	test('a whole file in another style is at most 2,000 edits', () => {
		const before = Array.from({ length: 9_000 }, (_, line) => `const a${line}=${line};`).join('\n');
		const after = before.replaceAll('=', ' = ');
		const edits = textChanges(before, after);
		expect(edits.length).toBeLessThanOrEqual(2_000);
		expect(applyEdits(before, edits)).toBe(after);
	});
});
