/** Old text of at most so many lines is shown unfolded at first. */
const UNFOLDED_LINES = 12;
/** More is a file, not a change. */
const MOST_LINES = 400;

/** The old text of a change, as it stands in the editor between two lines. A click on it folds it to one row. */
export class Ghost {
	readonly node = document.createElement('div');
	readonly margin = document.createElement('div');
	readonly #lines: readonly string[];
	readonly #applyFont: (node: HTMLElement) => void;
	isFolded: boolean;

	constructor(lines: readonly string[], applyFont: (node: HTMLElement) => void) {
		this.#lines = lines;
		this.#applyFont = applyFont;
		this.isFolded = lines.length > UNFOLDED_LINES;
		this.node.className = 'review-ghost';
		this.margin.className = 'review-ghost-margin';
		this.#fill();
	}

	get rows(): number {
		if (this.isFolded) return 1;
		return Math.min(this.#lines.length, MOST_LINES) + (this.#lines.length > MOST_LINES ? 1 : 0);
	}

	isOf(lines: readonly string[]): boolean {
		return lines.length === this.#lines.length && lines.every((line, index) => line === this.#lines[index]);
	}

	fold(isFolded: boolean): void {
		this.isFolded = isFolded;
		this.#fill();
	}

	#fill(): void {
		const { length } = this.#lines;
		const words = length === 1 ? '1 old line' : `${length} old lines`;
		const shown = this.isFolded ? [words] : [...this.#lines.slice(0, MOST_LINES), ...rest(length)];
		this.node.replaceChildren(...shown.map((line) => rowOf(line)));
		this.node.title = this.isFolded ? `Show ${words}` : `Fold ${words}`;
		for (const node of [this.node, this.margin]) node.classList.toggle('is-folded', this.isFolded);
		this.#applyFont(this.node);
	}
}

const rest = (length: number): readonly string[] =>
	length > MOST_LINES ? [`… and ${length - MOST_LINES} more old lines`] : [];

function rowOf(line: string): HTMLElement {
	const row = document.createElement('div');
	// An empty row has no height otherwise.
	row.textContent = line === '' ? '\u200b' : line;
	return row;
}
