/** A text in a fence that is longer than any in it, so that nothing in it can end the fence. */
export function fenced(text: string, language = ''): string {
	const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language}\n${text}${text.endsWith('\n') || text === '' ? '' : '\n'}${fence}\n`;
}
