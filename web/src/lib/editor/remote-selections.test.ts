import { createFileId, type RelativePositionJson } from '@covibe/shared';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Person } from '$lib/room/people.ts';
import { positionsOf } from './positions.ts';
import { RemoteSelections } from './remote-selections.ts';

const FILE = createFileId(0, () => 0);

function personAt(text: Y.Text, at: number, clientId = 1): Person {
	const { anchor, head } = positionsOf(text, { start: at, end: at, isBackward: false, isBeforeLine: false });
	return {
		clientId,
		user: { id: 'u', name: 'Ada', colour: 0, kind: 'person' },
		file: FILE,
		selection: {
			anchor: Y.relativePositionToJSON(anchor) as RelativePositionJson,
			head: Y.relativePositionToJSON(head) as RelativePositionJson,
		},
		isSelf: false,
	};
}

function world() {
	const text = new Y.Doc().getMap<Y.Text>('files').set(FILE, new Y.Text('one two'));
	const selections = new RemoteSelections(FILE, text);
	text.observe((event) => selections.textChanged(event.delta as { insert?: string }[]));
	return { text, selections };
}

describe('RemoteSelections', () => {
	it('says once that somebody moved', () => {
		const { text, selections } = world();
		selections.setPeople([personAt(text, 3)]);
		expect(selections.take()).toMatchObject([{ place: { start: 3 }, hasMoved: true }]);
		selections.setPeople([personAt(text, 3)]);
		expect(selections.take()).toMatchObject([{ place: { start: 3 }, hasMoved: false }]);
	});

	it('moves along with the text between two messages', () => {
		const { text, selections } = world();
		selections.setPeople([personAt(text, 3)]);
		text.insert(0, 'zero ');
		expect(selections.take()).toMatchObject([{ place: { start: 8 } }]);
	});

	it('keeps a caret where it was until the text behind it arrives', () => {
		const { text, selections } = world();
		selections.setPeople([personAt(text, 3)]);
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc as Y.Doc));
		const otherText = other.getMap('files').get(FILE) as Y.Text;
		otherText.insert(3, 'x');
		selections.setPeople([personAt(otherText, 4)]);
		expect(selections.take()).toMatchObject([{ place: { start: 3 } }]);
		Y.applyUpdate(text.doc as Y.Doc, Y.encodeStateAsUpdate(other));
		expect(selections.take()).toMatchObject([{ place: { start: 4 } }]);
	});

	it('shows neither oneself, nor people elsewhere, nor those who left', () => {
		const { text, selections } = world();
		const person = personAt(text, 3);
		selections.setPeople([
			{ ...person, isSelf: true },
			{ ...person, clientId: 2, file: undefined },
		]);
		expect(selections.take()).toEqual([]);
		selections.setPeople([person]);
		selections.setPeople([]);
		expect(selections.take()).toEqual([]);
	});

	it('leaves out a position that makes no sense, and finds that person again', () => {
		const { text, selections } = world();
		const person = personAt(text, 3);
		const poison = { tname: 'evil' };
		selections.setPeople([{ ...person, selection: { anchor: poison, head: poison } }]);
		expect(selections.take()).toEqual([]);
		selections.setPeople([person]);
		expect(selections.take()).toHaveLength(1);
	});
});
