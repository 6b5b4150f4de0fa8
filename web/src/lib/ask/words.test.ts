import type { Turn } from '@covibe/shared';
import { expect, test } from 'vitest';
import { askWords } from './words.ts';

const turn = (state: Turn['state'], failure?: string): Turn => ({
	id: 't' as Turn['id'],
	thread: 'p' as Turn['thread'],
	message: 'm' as Turn['message'],
	answer: undefined,
	state,
	version: 1,
	epoch: 1,
	asker: undefined,
	model: 'model',
	mode: 'edit',
	text: '',
	usage: undefined,
	outcomes: [],
	failure,
	createdAtMs: 0,
	endedAtMs: undefined,
});

test('the field says how it goes, from the queue to what was changed', () => {
	const say = (state: Turn | undefined, changes = 0) => askWords(state, { status: undefined, changes });
	expect(say(undefined)).toBe('Waiting for its turn…');
	expect(say(turn('running'))).toBe('Thinking…');
	expect(askWords(turn('running'), { status: 'typing', changes: 1 })).toBe('Writing…');
	expect(say(turn('done'), 1)).toBe('Changed 1 place.');
	expect(say(turn('cancelled'), 2)).toBe('Stopped after 2 changes.');
	expect(say(turn('failed', 'The key was refused.'))).toBe('The key was refused.');
});
