const VERB = /%[#+\- 0]*(\*|\d*)(?:\.(\*|\d*))?([a-zA-Z%])?/g;

/** How many values a format of package fmt takes; undefined when it names them itself (`%[1]d`) or cannot be read. */
export function countVerbs(format: string): number | undefined {
	let count = 0;
	for (const [, width, precision, verb] of format.matchAll(VERB)) {
		if (verb === undefined) return undefined;
		if (verb === '%') continue;
		count += 1 + (width === '*' ? 1 : 0) + (precision === '*' ? 1 : 0);
	}
	return count;
}
