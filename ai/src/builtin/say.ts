/** What every answer begins with: nobody shall take it for more than it is. */
export const IDENTITY = '*Built-in helper, not a language model.*';

/** Entries of a list that people read to the end. */
const MOST_LISTED = 25;

export const SET_A_KEY =
	'For answers of a language model, whoever runs Covibe sets `OPENAI_API_KEY`, `ANTHROPIC_API_KEY` or `GEMINI_API_KEY` (or `COVIBE_OPENAI_COMPATIBLE_URL` for a server of their own) and starts it again.';

/** `1 problem`, `3 problems`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
	return `${number} ${number === 1 ? noun : plural}`;
}

/** As Markdown code, whatever is in it; always in one line. */
export function code(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

export function list(items: readonly string[], most = MOST_LISTED): string {
	const shown = items.slice(0, most).map((item) => `- ${item}`);
	const rest = items.length - shown.length;
	return [...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

/** Lines of a file with their numbers. Without those, a line that looks like an edit block would be taken for one. */
export function quoteLines(text: string, { fromLine, toLine }: { fromLine: number; toLine: number }): string {
	const lines = text.split('\n').slice(fromLine - 1, toLine);
	const width = String(fromLine + lines.length - 1).length;
	const numbered = lines.map((line, index) => `${String(fromLine + index).padStart(width)} | ${line.slice(0, 200)}`);
	return ['```text', ...numbered, '```'].join('\n');
}

/** Parts of an answer, apart by a blank line. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
