/** Shorter words are one letter from too many others. */
const MIN_LENGTH = 2;

/** The keyword that a word was meant to be: one slip away, and beginning alike or with two letters swapped. */
export function likelyKeyword(word: string, keywords: readonly string[]): string | undefined {
	if (word.length < MIN_LENGTH || keywords.includes(word)) return undefined;
	return keywords.find((keyword) => keyword.length > MIN_LENGTH && isOneSlip(word, keyword));
}

/** One letter left out, put in, replaced, or two neighbours swapped. */
export function isOneSlip(word: string, keyword: string): boolean {
	if (Math.abs(word.length - keyword.length) > 1) return false;
	let head = 0;
	while (head < word.length && word[head] === keyword[head]) head += 1;
	const [one, other] = [word.slice(head), keyword.slice(head)];
	if (one.length !== other.length) return one.slice(1) === other || one === other.slice(1);
	if (one.slice(1) === other.slice(1)) return one !== other;
	return one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2);
}
