import { createFile, createProjectDocument } from '@covibe/shared';
import { openHunk, readHunks } from '@covibe/shared/hunks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EditorSession } from '../editor/session.svelte.ts';
import { RoomReview } from './room-review.svelte.ts';

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 16));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** A room with a change that an agent began and could not end. */
function openRoom({ isOver, canEdit }: { isOver: boolean; canEdit: boolean }) {
	const doc = createProjectDocument();
	const file = createFile(doc, { path: 'a.ts', text: 'x' }, { origin: 'test', nowMs: 1, random: Math.random });
	const about = { kind: 'edit', turn: 't1', file, path: 'a.ts', client: 7, asker: 'ana', model: 'm', at: 1 } as const;
	openHunk(doc, 't1.1', { about, from: 0 });
	const session = { room: { doc, canEdit }, path: () => 'a.ts' } as unknown as EditorSession;
	const nothing = () => undefined;
	const host = {
		open: nothing,
		active: nothing,
		announce: nothing,
		showTurn: nothing,
		isOver: () => isOver,
		labelOf: (id: string) => id,
	};
	const review = new RoomReview(session, host);
	review.watch();
	return { review, file, recorded: () => readHunks(doc).map(({ state }) => state) };
}

test('what an agent writes is being written until its turn is over', () => {
	const { review, file, recorded } = openRoom({ isOver: false, canEdit: true });
	expect(review.of(file)).toMatchObject([{ state: 'streaming' }]);
	expect(review.settle()).toBeUndefined();
	vi.runAllTimers();
	expect(recorded()).toEqual(['streaming']);
});

test('what an agent could not end is open to review once its turn is over, also to who may only look', () => {
	for (const canEdit of [true, false]) {
		const { review, file, recorded } = openRoom({ isOver: true, canEdit });
		expect(review.of(file)).toMatchObject([{ state: 'cut' }]);
		expect(review.openCount).toBe(1);
		review.settle();
		vi.runAllTimers();
		expect(recorded()).toEqual([canEdit ? 'cut' : 'streaming']);
	}
});

test('it can be kept at once', () => {
	const { review, recorded } = openRoom({ isOver: true, canEdit: true });
	review.keep({});
	expect(recorded()).toEqual(['kept']);
});
