import { createFileId } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { type Person } from '../room/people.ts';
import { changesBetween, initials, membersOf, othersByFile } from './roster.ts';

const file = createFileId(1, () => 0);
const other = createFileId(2, () => 0);

function person(clientId: number, name: string, more: Partial<Person> = {}): Person {
	const user = { id: name.toLowerCase(), name, colour: 0, kind: 'person' as const };
	return { clientId, user, file: undefined, selection: undefined, isSelf: false, ...more };
}

describe('the people of a room', () => {
	test('one person with two tabs is one member, found where they are in a file', () => {
		const members = membersOf([person(1, 'Ana'), person(2, 'Ana', { file }), person(3, 'Ben')]);
		expect(members.map((member) => [member.user.name, member.clients.length, member.file])).toEqual([
			['Ana', 2, file],
			['Ben', 1, undefined],
		]);
	});

	test('I am first, and where this page is, not where my other tab is', () => {
		const me = { isSelf: true, file };
		const members = membersOf([person(1, 'Ana'), person(2, 'Zoe', { file: other }), person(3, 'Zoe', me)]);
		expect(members.map((member) => member.user.name)).toEqual(['Zoe', 'Ana']);
		expect(members[0]?.file).toBe(file);
	});

	test('a file shows each of the others once, and not me', () => {
		const people = [person(1, 'Ana', { file }), person(2, 'Ana', { file }), person(3, 'Me', { file, isSelf: true })];
		expect(
			othersByFile(people)
				.get(file)
				?.map((user) => user.name),
		).toEqual(['Ana']);
	});

	test('another tab of somebody who is here is no arrival', () => {
		const before = membersOf([person(1, 'Ana'), person(4, 'Ben')]);
		const after = membersOf([person(1, 'Ana'), person(2, 'Ana'), person(5, 'Cleo')]);
		const { joined, left } = changesBetween(before, after);
		expect(joined.map((member) => member.user.name)).toEqual(['Cleo']);
		expect(left.map((member) => member.user.name)).toEqual(['Ben']);
	});
});

describe('initials', () => {
	test('are one or two letters', () => {
		expect(initials('Ana')).toBe('A');
		expect(initials('ana maria lopez')).toBe('AL');
		expect(initials('jean-luc')).toBe('JL');
	});

	test('keep a letter with its marks and an emoji whole', () => {
		expect(initials('e\u0301lan')).toBe('E\u0301');
		expect(initials('👩‍💻 dev')).toBe('👩‍💻D');
		expect(initials('李 明')).toBe('李明');
	});
});
