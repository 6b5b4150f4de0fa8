/** How well a text fits what was typed; `at` are the matched places (UTF-16), for highlighting. */
export type Match = { readonly score: number; readonly at: readonly number[] };

const START_OF_WORD = 8;
const IN_A_ROW = 6;
const IN_THE_NAME = 4;
const GAP = 0.4;

/**
 * Matches the letters of a query in order, anywhere in the text, as editors do: starts of words, runs and the part
 * after the last slash count more. Spaces in the query are skipped. Undefined when a letter is missing.
 */
export function fuzzyMatch(query: string, text: string): Match | undefined {
	const wanted = query.toLowerCase().replace(/\s+/g, '');
	if (wanted === '') return { score: 0, at: [] };
	const starts = [text.lastIndexOf('/') + 1, 0].map((from) => matchFrom(wanted, text, from));
	return starts.reduce((best, match) => ((match?.score ?? -Infinity) > (best?.score ?? -Infinity) ? match : best));
}

function matchFrom(wanted: string, text: string, from: number): Match | undefined {
	const lower = text.toLowerCase();
	const whole = lower.indexOf(wanted, from);
	const at = whole >= 0 ? Array.from(wanted, (_, index) => whole + index) : placesInOrder(wanted, text, from);
	return at && { at, score: scoreOf(at, text) };
}

/** Prefers, for each letter, the start of a word over the next place where it stands. */
function placesInOrder(wanted: string, text: string, from: number): number[] | undefined {
	const lower = text.toLowerCase();
	const at: number[] = [];
	let next = from;
	for (let index = 0; index < wanted.length; index++) {
		const letter = wanted.charAt(index);
		const first = lower.indexOf(letter, next);
		if (first < 0) return undefined;
		const better = first === next ? first : startOfWordAfter(text, letter, first);
		const place = better !== undefined && hasInOrder(wanted.slice(index + 1), lower, better + 1) ? better : first;
		at.push(place);
		next = place + 1;
	}
	return at;
}

function startOfWordAfter(text: string, letter: string, from: number): number | undefined {
	const lower = text.toLowerCase();
	for (let place = from; place >= 0; place = lower.indexOf(letter, place + 1)) if (isStart(text, place)) return place;
	return undefined;
}

function hasInOrder(wanted: string, lower: string, from: number): boolean {
	let next = from;
	for (const letter of wanted) {
		const place = lower.indexOf(letter, next);
		if (place < 0) return false;
		next = place + 1;
	}
	return true;
}

function isStart(text: string, place: number): boolean {
	if (place === 0) return true;
	const before = text.charAt(place - 1);
	const letter = text.charAt(place);
	return /[/\\._\-\s:]/.test(before) || (/[a-z]/.test(before) && /[A-Z]/.test(letter));
}

function scoreOf(at: readonly number[], text: string): number {
	const nameFrom = text.lastIndexOf('/') + 1;
	let score = 0;
	at.forEach((place, index) => {
		const before = at[index - 1];
		if (isStart(text, place)) score += START_OF_WORD;
		if (place >= nameFrom) score += IN_THE_NAME;
		if (before === place - 1) score += IN_A_ROW;
		else if (before !== undefined) score -= GAP * (place - before);
	});
	// Between equals the shorter text is nearer to what was meant.
	return score - text.length * 0.05;
}

/** The items that match, best first; with nothing typed all of them in their own order. At most `limit`. */
export function fuzzyFilter<Item>(
	items: readonly Item[],
	search: { query: string; textOf: (item: Item) => string; limit: number },
): { item: Item; at: readonly number[] }[] {
	const found: { item: Item; match: Match }[] = [];
	for (const item of items) {
		const match = fuzzyMatch(search.query, search.textOf(item));
		if (match) found.push({ item, match });
	}
	if (search.query.trim() !== '') found.sort((a, b) => b.match.score - a.match.score);
	return found.slice(0, search.limit).map(({ item, match }) => ({ item, at: match.at }));
}
