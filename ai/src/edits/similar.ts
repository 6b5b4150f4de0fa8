/** Without indentation, with plain hyphens, quotes and blanks in place of typographic ones. */
export function simplify(line: string): string {
	return line
		.trim()
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replace(/[\u2018-\u201b]/g, "'")
		.replace(/[\u201c-\u201f]/g, '"')
		.replace(/[\u00a0\u2002-\u200a\u202f\u205f\u3000]/g, ' ');
}

/** Longer lines are generated ones; comparing them takes time by length times length. */
const LONGEST_COMPARED = 2_000;

/**
 * 1 for equal lines, 0 when their lengths alone say that they are less alike than `least`, else 1 - distance / length.
 * Lines with other numbers in them are other lines: `case 7:` is no misspelt `case 1:`.
 */
export function similarityOf(one: string, other: string, least = 0.8): number {
	if (one === other) return 1;
	if (numbersIn(one) !== numbersIn(other)) return 0;
	const longest = Math.max(one.length, other.length);
	if (Math.min(one.length, other.length) < least * longest || longest > LONGEST_COMPARED) return 0;
	return 1 - distanceOf(one, other) / longest;
}

const numbersIn = (line: string): string => (line.match(/\d+/g) ?? []).join(' ');

/** Levenshtein's distance. */
function distanceOf(one: string, other: string): number {
	let above = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let row = 1; row <= one.length; row++) {
		const current = [row];
		for (let column = 1; column <= other.length; column++) {
			const isSame = one[row - 1] === other[column - 1];
			current[column] = Math.min(
				(above[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(above[column - 1] ?? 0) + (isSame ? 0 : 1),
			);
		}
		above = current;
	}
	return above[other.length] ?? 0;
}
