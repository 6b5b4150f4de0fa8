/** A text that a formatter will not touch, for a reason that its author can do something about. */
export class FormatRefusal extends Error {
	/** Counted from 1. */
	readonly line: number | undefined;

	constructor(reason: string, line: number | undefined) {
		super(reason);
		this.name = 'FormatRefusal';
		this.line = line;
	}
}

/** The sentence that people read. */
export function refusalWords({ message, line }: Pick<FormatRefusal, 'message' | 'line'>): string {
	const [first = ''] = message.split('\n');
	const reason = first.trim().replace(/\.$/, '');
	return line === undefined ? `Cannot format: ${reason}.` : `Cannot format: line ${line}, ${lowerFirst(reason)}.`;
}

/** As the second half of a sentence; an abbreviation or a quoted token keeps its letters. */
function lowerFirst(text: string): string {
	return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
