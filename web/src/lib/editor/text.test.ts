import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { plainOperations, readableText, removeCarriageReturns } from './text.ts';

function textWith(content: string): Y.Text {
	return new Y.Doc().getMap<Y.Text>('files').set('id', new Y.Text(content));
}

describe('readableText', () => {
	it('has as many units as the text, whatever is in it', () => {
		const text = textWith('a\r\nb\rc\n');
		text.insertEmbed(2, { image: 'x' });
		expect(readableText(text)).toHaveLength(text.length);
		expect(readableText(text)).not.toContain('\r');
	});
});

describe('plainOperations', () => {
	it('keeps the length of every operation', () => {
		expect(plainOperations([{ retain: 2 }, { insert: 'a\r\n' }, { insert: { image: 'x' } }, { delete: 3 }])).toEqual([
			{ retain: 2 },
			{ insert: 'a\n\n' },
			{ insert: '\ufffc' },
			{ delete: 3 },
		]);
	});
});

describe('removeCarriageReturns', () => {
	it('makes LF of CRLF and leaves the rest', () => {
		const text = textWith('a\r\nb\r\n\r\nc\n');
		removeCarriageReturns(text);
		expect(text.toString()).toBe('a\nb\n\nc\n');
	});

	it('ends alike when two do it at once', () => {
		const text = textWith('a\r\nb\r\n');
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc as Y.Doc));
		const otherText = other.getMap('files').get('id') as Y.Text;
		removeCarriageReturns(text);
		removeCarriageReturns(otherText);
		Y.applyUpdate(text.doc as Y.Doc, Y.encodeStateAsUpdate(other));
		expect(text.toString()).toBe('a\nb\n');
	});

	it('takes more than one transaction for very many', () => {
		const text = textWith('\r\n'.repeat(5_001));
		let updates = 0;
		text.doc?.on('update', () => updates++);
		removeCarriageReturns(text);
		expect(text.toString()).toBe('\n'.repeat(5_001));
		expect(updates).toBe(2);
	});
});
