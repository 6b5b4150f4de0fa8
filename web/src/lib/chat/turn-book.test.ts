import { describe, expect, test } from 'vitest';
import { turn } from './testing/messages.ts';
import { TurnBook } from './turn-book.svelte.ts';

/** Pictures that the test lets pass. */
function createBook() {
	const due: (() => void)[] = [];
	const book = new TurnBook((callback) => void due.push(callback));
	return { book, draw: () => due.splice(0).map((callback) => callback()).length };
}

describe('the turns of a room', () => {
	test('[PR15] of two copies the one with the higher version is shown', () => {
		const { book } = createBook();
		book.take([turn({ number: 1, version: 3, state: 'running' })]);
		book.take([turn({ number: 1, version: 2, state: 'queued' })]);
		expect(book.running?.version).toBe(3);
	});

	test('[PR17] pieces that come between two pictures are drawn once', () => {
		const { book, draw } = createBook();
		const running = turn({ number: 1, state: 'running', epoch: 1 });
		book.take([running]);
		draw();
		for (const [index, letter] of Array.from('streaming').entries())
			book.takeDelta({ type: 'turn-delta', turn: running.id, epoch: 1, index, text: letter });
		expect(book.answer(running.id)?.text).toBe('');
		expect(draw()).toBe(1);
		expect(book.answer(running.id)?.text).toBe('streaming');
	});

	test('a page that is read in the middle of an answer shows what is stored, and goes on from there', () => {
		const { book, draw } = createBook();
		const running = turn({ number: 1, state: 'running', epoch: 1, text: 'Once upon' });
		book.takePage([running], book.unfinished());
		expect(book.takeDelta({ type: 'turn-delta', turn: running.id, epoch: 1, index: 9, text: ' a time' })).toEqual({
			isBehind: false,
		});
		draw();
		expect(book.answer(running.id)?.text).toBe('Once upon a time');
	});

	test('a missed piece is told, so that the stored text is read', () => {
		const { book } = createBook();
		const running = turn({ number: 1, state: 'running', epoch: 1 });
		book.take([running]);
		expect(book.takeDelta({ type: 'turn-delta', turn: running.id, epoch: 1, index: 50, text: 'x' }).isBehind).toBe(
			true,
		);
	});

	test('a turn that ended while nobody told is gone with the next page; one that began meanwhile stays', () => {
		const { book } = createBook();
		book.take([turn({ number: 1, state: 'running' })]);
		const before = book.unfinished();
		book.take([turn({ number: 2, state: 'queued' })]);
		book.takePage([], before);
		expect(book.running).toBeUndefined();
		expect(book.queued.map(({ id }) => id)).toEqual([turn({ number: 2 }).id]);
	});

	test('when its message is there, nothing of the live answer is left', () => {
		const { book } = createBook();
		const running = turn({ number: 1, state: 'running', epoch: 1 });
		book.take([running]);
		book.take([{ ...running, state: 'done', version: 2 }]);
		expect(book.answer(running.id)).toBeUndefined();
		expect(book.takeDelta({ type: 'turn-delta', turn: running.id, epoch: 1, index: 0, text: 'late' }).isBehind).toBe(
			false,
		);
		expect(book.answer(running.id)).toBeUndefined();
	});
});
