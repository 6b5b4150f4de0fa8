import { describe, expect, test } from 'vitest';
import { mergeMessages, mergeNewest, withoutMessage } from './merge.ts';
import { message } from './testing/messages.ts';

describe('messages of a thread', () => {
	test('[PR15] of two copies the one with the higher version is shown, whichever came first', () => {
		const old = message({ position: 1, text: 'one' });
		const edited = { ...old, version: 2, text: 'one, edited' };
		expect(mergeMessages([old], [edited]).map(({ text }) => text)).toEqual(['one, edited']);
		expect(mergeMessages([edited], [old]).map(({ text }) => text)).toEqual(['one, edited']);
	});

	test('they stand in the order of their positions, however they come', () => {
		const [a, b, c] = [1, 2, 3].map((position) => message({ position }));
		expect(mergeMessages([c!], [a!, b!]).map(({ position }) => position)).toEqual([1, 2, 3]);
	});

	test('nothing new is the same array, so that nothing is drawn', () => {
		const known = [message({ position: 1 })];
		expect(mergeMessages(known, known)).toBe(known);
	});

	test('a deleted message keeps its place without its words', () => {
		const said = message({ position: 1, text: 'secret' });
		const [left] = withoutMessage([said], { message: said.id, version: 2 });
		expect(left).toMatchObject({ text: '', isDeleted: true, position: 1 });
		expect(withoutMessage([said], { message: said.id, version: 1 })).toEqual([said]);
	});

	test('after a long time away a page that does not reach what is known takes its place, and no gap is hidden', () => {
		const known = { messages: [1, 2].map((position) => message({ position })), hasOlder: false };
		const page = { messages: [60, 61].map((position) => message({ position })), hasMore: true };
		const { messages, hasOlder } = mergeNewest(known, page);
		expect(messages.map(({ position }) => position)).toEqual([60, 61]);
		expect(hasOlder).toBe(true);
	});

	test('a page that reaches it is added', () => {
		const known = { messages: [1, 2].map((position) => message({ position })), hasOlder: false };
		const page = { messages: [known.messages[1]!, message({ position: 3 })], hasMore: true };
		expect(mergeNewest(known, page)).toMatchObject({ hasOlder: false, messages: { length: 3 } });
	});
});
