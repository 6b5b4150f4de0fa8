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

/** What is left of a link, in words: "until 3 Mar, 14:05 · 2 of 5 people came". */
export function linkWords(link: Pick<LinkEntry, 'expiresAt' | 'maxUses' | 'uses'>, locale?: string): string {
	const until = link.expiresAt
		? `until ${new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(link.expiresAt)}`
		: 'until withdrawn';
	const came =
		link.maxUses === undefined ? `${peopleWords(link.uses)} came` : `${link.uses} of ${peopleWords(link.maxUses)} came`;
	return `${until} · ${came}`;
}
