import { expect, test } from 'vitest';
import { parseRulesChange } from './room-rules.ts';

test('of the rules of a room what is named changes, and nothing else', () => {
	expect(parseRulesChange({})).toEqual({});
	expect(parseRulesChange({ isFrozen: true })).toEqual({ isFrozen: true });
	expect(parseRulesChange({ maxPeople: 10 })).toEqual({ maxPeople: 10 });
	expect(parseRulesChange({ maxPeople: null, other: 1 })).toEqual({ maxPeople: undefined });
});

test.each([{ isFrozen: 'yes' }, { isFrozen: null }, { maxPeople: 3 }, { maxPeople: '5' }, { maxPeople: -1 }])(
	'%o is refused',
	(fields) => expect(() => parseRulesChange(fields)).toThrow(),
);
