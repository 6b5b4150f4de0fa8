import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { OwnSelection } from './own-selection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function world() {
	const text = new Y.Doc().getMap<Y.Text>('files').set('id', new Y.Text('hello'));
	const sent: number[] = [];
	const own = new OwnSelection({
		setSelection: (_, head) => {
			sent.push(Y.createAbsolutePositionFromRelativePosition(head, text.doc as Y.Doc)?.index ?? -1);
		},
		clearSelection: () => void sent.push(-2),
	});
	const set = (at: number) => own.set(text, { start: at, end: at, isBackward: false, isBeforeLine: false });
	return { own, set, sent };
}

describe('OwnSelection', () => {
	it('tells the first place at once, then the last of each 50 ms', () => {
		const { set, sent } = world();
		for (const at of [1, 2, 3]) set(at);
		expect(sent).toEqual([1]);
		vi.advanceTimersByTime(50);
		expect(sent).toEqual([1, 3]);
		set(4);
		vi.advanceTimersByTime(49);
		expect(sent).toEqual([1, 3]);
		vi.advanceTimersByTime(1);
		expect(sent).toEqual([1, 3, 4]);
	});

	it('does not repeat itself', () => {
		const { set, sent } = world();
		set(1);
		vi.advanceTimersByTime(100);
		set(1);
		vi.advanceTimersByTime(100);
		expect(sent).toEqual([1]);
	});

	it('says nothing more after it was cleared', () => {
		const { own, set, sent } = world();
		set(1);
		set(2);
		own.clear();
		vi.advanceTimersByTime(100);
		expect(sent).toEqual([1, -2]);
	});
});
