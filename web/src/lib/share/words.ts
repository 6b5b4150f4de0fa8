import type { LinkEntry } from './access.ts';
import type { LinkChoices } from './links.ts';

/** For how many people a link can be made at a click: one, a small group, a class. */
export const OFFERED_USES = [1, 5, 20, 50] as const;

export function lifetimeWords(hours: number): string {
	if (hours < 24) return hours === 1 ? '1 hour' : `${hours} hours`;
	const days = Math.round(hours / 24);
	return days === 1 ? '1 day' : `${days} days`;
}

export function peopleWords(count: number): string {
	return count === 1 ? '1 person' : `${count} people`;
}

/** Whom a link lets in, when what it lets them do is said: "Anyone with this link and its password can edit." */
export function noteWords(
	note: string,
	{ hasPassword, asksFirst }: Pick<LinkChoices, 'hasPassword' | 'asksFirst'>,
): string {
	const known = hasPassword ? note.replace('this link', 'this link and its password') : note;
	return asksFirst ? `${known.slice(0, -1)}, once somebody here lets them in.` : known;
}

/** How a link lets people in: "until 3 Mar, 14:05 · with a password". */
export function linkWords(
	link: Pick<LinkEntry, 'expiresAt' | 'maxUses' | 'uses' | 'needsPassword' | 'asksFirst'>,
	locale?: string,
): string {
	const until = link.expiresAt
		? `until ${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(link.expiresAt)}`
		: 'until withdrawn';
	const places = link.maxUses === undefined ? [] : [`${link.maxUses - link.uses} of ${peopleWords(link.maxUses)} left`];
	const conditions = [link.needsPassword && 'with a password', link.asksFirst && 'asks to join'];
	return [until, ...conditions.filter((words) => words !== false), ...places].join(' · ');
}

/** Who came by a link: "Bo, Cleo, and 2 people who are gone". */
export function cameWords(uses: number, names: readonly string[]): string {
	// Who came twice, after they were removed and let back, counts twice.
	const gone = Math.max(0, uses - names.length);
	if (names.length === 0) return gone === 0 ? 'Nobody came by it yet' : `${peopleWords(gone)} came by it`;
	const others = gone === 0 ? '' : `, and ${peopleWords(gone)} who ${gone === 1 ? 'is' : 'are'} gone`;
	return `Came by it: ${names.join(', ')}${others}`;
}
