import { describe, expect, it } from 'vitest';
import { parsePresence } from './presence.ts';

const USER = { id: 'u', name: 'Ana', colour: 3, kind: 'person' };
const POSITION = { type: null, tname: null, item: { client: 1, clock: 2 }, assoc: 0 };

describe('presence', () => {
	it('keeps a well-formed state', () => {
		const state = { user: USER, file: '00000000000000000', selection: { anchor: POSITION, head: POSITION } };
		expect(parsePresence(state)).toEqual(state);
	});

	it.each([5, null, [], 'x', undefined])('takes %j for no state', (state) =>
		expect(parsePresence(state)).toBeUndefined(),
	);

	it.each([
		['numbers', { anchor: 5, head: 5 }],
		['a position that names nothing', { anchor: {}, head: {} }],
		['a negative clock', { anchor: { item: { client: 1, clock: -1 } }, head: POSITION }],
		['an endless root name', { anchor: { tname: 'x'.repeat(1_000) }, head: POSITION }],
	])('drops a selection of %s and keeps the rest', (_what, selection) => {
		expect(parsePresence({ user: USER, selection })).toEqual({ user: USER });
	});

	it('drops a user with a colour outside the palette or of an unknown kind', () => {
		expect(parsePresence({ user: { ...USER, colour: 'red;background:url(//evil)' } })).toEqual({});
		expect(parsePresence({ user: { ...USER, colour: 12 } })).toEqual({});
		expect(parsePresence({ user: { ...USER, kind: 'god' } })).toEqual({});
	});

	it('drops what it does not know', () => {
		expect(parsePresence({ user: USER, __proto__: { x: 1 }, more: 'things' })).toEqual({ user: USER });
	});
});
