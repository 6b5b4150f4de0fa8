/** Columns of one step, or a tab. */
export type Indent = number | 'tab';

/** Lines looked at: the head of a file tells its style. */
const LINES = 2_000;

/**
 * How a text indents; undefined when it does not. The step is what a line is further in than the one before, where
 * most lines agree; a continuation that lines up under a bracket is outvoted.
 */
export function indentOf(text: string): Indent | undefined {
	const votes = new Map<Indent, number>();
	let before = 0;
	for (const line of text.split('\n', LINES)) {
		const [blanks = ''] = /^[ \t]*/.exec(line) ?? [];
		if (blanks.length === line.length) continue;
		if (blanks.startsWith('\t')) vote(votes, 'tab');
		const step = blanks.length - before;
		if (!blanks.includes('\t') && step >= 2 && step <= 8) vote(votes, step);
		// A comment's second line (` * …`) is one blank further in than its first.
		if (!line.slice(blanks.length).startsWith('*')) before = blanks.length;
	}
	const [winner] = [...votes].toSorted(([, one], [, other]) => other - one);
	return winner?.[0];
}

function vote(votes: Map<Indent, number>, indent: Indent): void {
	votes.set(indent, (votes.get(indent) ?? 0) + 1);
}
