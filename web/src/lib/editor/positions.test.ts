import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { positionsOf, resolveSelection } from './positions.ts';

function textWith(content: string): Y.Text {
	return new Y.Doc().getMap<Y.Text>('files').set('id', new Y.Text(content));
}

/** As it arrives from somebody else. */
function sent(text: Y.Text, start: number, end: number, isBackward = false) {
	const { anchor, head } = positionsOf(text, { start, end, isBackward, isBeforeLine: false });
	return { anchor: Y.relativePositionToJSON(anchor) as unknown, head: Y.relativePositionToJSON(head) as unknown };
}

describe('resolveSelection', () => {
	it('gives back what was bound, in both directions, at every place', () => {
		const text = textWith('one two');
		for (let start = 0; start <= text.length; start++)
			for (let end = start; end <= text.length; end++)
				for (const isBackward of start === end ? [false] : [false, true])
					expect(resolveSelection(text, sent(text, start, end, isBackward))).toMatchObject({ start, end, isBackward });
	});

	it('leaves a caret behind the character that it followed', () => {
		const text = textWith('one two');
		const position = sent(text, 3, 3);
		text.insert(3, '!!');
		text.insert(0, '>');
		expect(resolveSelection(text, position)).toMatchObject({ start: 4, end: 4 });
	});

	it('is undefined while the text behind the caret has not arrived', () => {
		const text = textWith('one');
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc as Y.Doc));
		const otherText = other.getMap('files').get('id') as Y.Text;
		otherText.insert(3, 'x');
		expect(resolveSelection(text, sent(otherText, 4, 4))).toBeUndefined();
		Y.applyUpdate(text.doc as Y.Doc, Y.encodeStateAsUpdate(other));
		expect(resolveSelection(text, sent(otherText, 4, 4))).toMatchObject({ start: 4 });
	});

	it.each([
		[5],
		[null],
		['text'],
		[{}],
		[{ tname: 'evil' }],
		[{ item: { client: 1, clock: -1 } }],
		[{ item: { client: 1.5, clock: 0 } }],
		[{ item: { client: 4_294_967_295, clock: 2 ** 40 } }],
		[{ type: { client: 7, clock: 0 } }],
		[{ item: 'x' }],
	])('[A7] is undefined for the poisoned position %j, and creates nothing', (position) => {
		const text = textWith('one');
		expect(resolveSelection(text, { anchor: position, head: position })).toBeUndefined();
		expect([...(text.doc as Y.Doc).share.keys()]).toEqual(['files']);
	});

	it('is undefined for a place in another text', () => {
		const text = textWith('one');
		const other = (text.doc as Y.Doc).getMap<Y.Text>('files').set('other', new Y.Text('two'));
		expect(resolveSelection(text, sent(other, 1, 1))).toBeUndefined();
	});
});
