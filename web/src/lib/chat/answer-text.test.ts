import { createRandom } from '@covibe/shared/testing';
import { describe, expect, test } from 'vitest';
import { AnswerText } from './answer-text.ts';

const piece = (index: number, text: string, epoch = 1) => ({ epoch, index, text });

describe('[PR17] an answer from its pieces', () => {
	test('a piece is taken that begins where the text ends', () => {
		const answer = new AnswerText();
		answer.take(piece(0, 'Hello'));
		answer.take(piece(5, ', you'));
		expect(answer.text).toBe('Hello, you');
		expect(answer.isBehind).toBe(false);
	});

	test('a higher epoch cuts the text where it begins, and a lower one is void from then on', () => {
		const answer = new AnswerText();
		answer.take(piece(0, 'one two three'));
		answer.take(piece(4, 'TWO', 2));
		answer.take(piece(13, ' four', 1));
		expect(answer.text).toBe('one TWO');
	});

	test('a piece that begins later is kept until what was missed is read', () => {
		const answer = new AnswerText();
		answer.take(piece(0, 'one '));
		answer.take(piece(8, 'three '));
		expect(answer.isBehind).toBe(true);
		expect(answer.text).toBe('one ');
		answer.store({ epoch: 1, text: 'one two ' });
		expect(answer.text).toBe('one two three ');
		expect(answer.isBehind).toBe(false);
	});

	test('the whole text from 0, as one piece, is taken by who came in the middle and changes nothing for the others', () => {
		const answer = new AnswerText();
		answer.take(piece(0, 'one two'));
		answer.take(piece(0, 'one'));
		expect(answer.text).toBe('one two');
		answer.take(piece(0, 'one two three'));
		expect(answer.text).toBe('one two three');
	});

	test('an answer that begins anew takes the place of what another worker had stored', () => {
		const answer = new AnswerText();
		answer.store({ epoch: 2, text: 'what the worker before had written' });
		answer.take(piece(0, 'Anew', 2));
		answer.take(piece(4, ' and whole', 2));
		expect(answer.text).toBe('Anew and whole');
	});

	test('a stored text that is older takes nothing away', () => {
		const answer = new AnswerText();
		answer.take(piece(0, 'one two'));
		answer.store({ epoch: 1, text: 'one' });
		expect(answer.text).toBe('one two');
	});

	test('pieces lost, doubled and out of order give the same text as soon as the stored one is read', () => {
		const whole = 'The quick brown fox jumps over the lazy dog. '.repeat(20);
		for (let seed = 1; seed <= 200; seed++) {
			const random = createRandom(seed);
			const pieces = [];
			for (let at = 0; at < whole.length;) {
				const length = 1 + Math.floor(random.next() * 9);
				pieces.push(piece(at, whole.slice(at, at + length)));
				at += length;
			}
			const answer = new AnswerText();
			for (const each of pieces) {
				if (random.next() < 0.1) continue;
				answer.take(each);
				if (random.next() < 0.1) answer.take(pieces[Math.floor(random.next() * pieces.length)]!);
			}
			answer.store({ epoch: 1, text: whole });
			expect(answer.text, `seed ${seed}`).toBe(whole);
			expect(answer.isBehind, `seed ${seed}`).toBe(false);
		}
	});
});
