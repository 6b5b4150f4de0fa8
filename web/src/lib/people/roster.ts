import { type FileId, type PresenceUser } from '@covibe/shared';
import { type Person } from '../room/people.ts';

/** One person with all their tabs and devices. */
export type Member = {
	readonly user: PresenceUser;
	readonly isSelf: boolean;
	readonly clients: readonly Person[];
	/** Where the person is: the first of their clients that is in a file. */
	readonly file: FileId | undefined;
};

/** People instead of connections; I am first, the others by name. */
export function membersOf(people: readonly Person[]): Member[] {
	const byId = new Map<string, Person[]>();
	for (const person of people) byId.set(person.user.id, [...(byId.get(person.user.id) ?? []), person]);
	const members = [...byId.values()].flatMap((clients) => {
		const first = clients.find((client) => client.isSelf) ?? clients[0];
		if (!first) return [];
		const file = first.isSelf ? first.file : clients.find((client) => client.file !== undefined)?.file;
		return [{ user: first.user, isSelf: first.isSelf, clients, file }];
	});
	return members.sort((a, b) => Number(b.isSelf) - Number(a.isSelf) || compareNames(a, b));
}

function compareNames(a: Member, b: Member): number {
	return a.user.name.localeCompare(b.user.name) || (a.user.id < b.user.id ? -1 : 1);
}

/** The others who are in each file, one entry a person. */
export function othersByFile(people: readonly Person[]): Map<FileId, PresenceUser[]> {
	const byFile = new Map<FileId, PresenceUser[]>();
	for (const person of people) {
		if (person.isSelf || person.file === undefined) continue;
		const here = byFile.get(person.file) ?? [];
		if (!here.some((user) => user.id === person.user.id)) byFile.set(person.file, [...here, person.user]);
	}
	return byFile;
}

/** One or two letters for an avatar: first letters of the first and the last word, else the first letter. */
export function initials(name: string): string {
	const words = name.split(/[\s._-]+/u).filter((word) => word !== '');
	const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstLetter(word ?? ''));
	return letters.join('').toLocaleUpperCase();
}

function firstLetter(word: string): string {
	// A letter with its marks, an emoji with its joiners: what people see as one character.
	const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word);
	for (const { segment } of segments) return segment;
	return '';
}

/** Who came and who went between two rosters; I am neither. */
export function changesBetween(
	before: readonly Member[],
	after: readonly Member[],
): { joined: Member[]; left: Member[] } {
	const isIn = (members: readonly Member[], member: Member) => members.some(({ user }) => user.id === member.user.id);
	return {
		joined: after.filter((member) => !member.isSelf && !isIn(before, member)),
		left: before.filter((member) => !member.isSelf && !isIn(after, member)),
	};
}
