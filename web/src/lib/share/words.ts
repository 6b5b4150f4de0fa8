import type { LinkEntry } from './access.ts';

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

/** How a link lets people in: "until 3 Mar, 14:05 · with a password". */
export function linkWords(
	link: Pick<LinkEntry, 'expiresAt' | 'maxUses' | 'uses' | 'needsPassword'>,
	locale?: string,
): string {
	const until = link.expiresAt
		? `until ${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(link.expiresAt)}`
		: 'until withdrawn';
	const places = link.maxUses === undefined ? [] : [`${link.maxUses - link.uses} of ${peopleWords(link.maxUses)} left`];
	return [until, ...(link.needsPassword ? ['with a password'] : []), ...places].join(' · ');
}

/** Who came by a link: "Bo, Cleo, and 2 people who are gone". */
export function cameWords(uses: number, names: readonly string[]): string {
	// Who came twice, after they were removed and let back, counts twice.
	const gone = Math.max(0, uses - names.length);
	if (names.length === 0) return gone === 0 ? 'Nobody came by it yet' : `${peopleWords(gone)} came by it`;
	const others = gone === 0 ? '' : `, and ${peopleWords(gone)} who ${gone === 1 ? 'is' : 'are'} gone`;
	return `Came by it: ${names.join(', ')}${others}`;
}
