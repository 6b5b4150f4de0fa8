import { describe, expect, test } from 'vitest';
import { type SaveState } from '../room/save-state.ts';
import { losesOnClose, saveWords } from './save-words.ts';

const offline = (unsaved: boolean, kept: boolean): SaveState => ({ kind: 'offline', unsaved, kept });

describe('the words for saving', () => {
	test('only a saved state is called saved', () => {
		const states: SaveState[] = [
			{ kind: 'connecting' },
			{ kind: 'saving' },
			offline(true, true),
			offline(false, false),
			{ kind: 'closed', message: 'Gone.' },
		];
		for (const state of states) expect(saveWords(state).short).not.toMatch(/saved/i);
		expect(saveWords({ kind: 'saved' }).short).toBe('Saved');
	});

	test('offline says whether this device keeps the edits', () => {
		expect(saveWords(offline(true, true)).short).toBe('Offline — kept on this device');
		expect(saveWords(offline(true, false)).short).toBe('Offline — not kept, do not close');
	});

	test('a room that closed says why', () => {
		expect(saveWords({ kind: 'closed', message: 'Your right was withdrawn.' }).sentence).toBe(
			'Your right was withdrawn.',
		);
	});

	test('leaving is warned of only when something would be lost', () => {
		expect(losesOnClose(offline(true, false))).toBe(true);
		for (const state of [offline(true, true), offline(false, false), { kind: 'saving' } as const])
			expect(losesOnClose(state)).toBe(false);
	});
});
