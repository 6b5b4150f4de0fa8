type Point = { readonly row: number; readonly column: number };

/** The lines of one text: from rows and columns (both from 0, in UTF-16 units) to offsets, and back. */
export class Lines {
	readonly #starts: readonly number[];
	readonly #length: number;

	constructor(text: string) {
		const starts = [0];
		for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
		this.#starts = starts;
		this.#length = text.length;
	}

	/** Clamped to the text. */
	offsetAt({ row, column }: Point): number {
		const start = this.#starts[row];
		if (start === undefined) return row < 0 ? 0 : this.#length;
		return Math.min(start + Math.max(0, column), this.#length);
	}

	pointAt(offset: number): Point {
		const wanted = Math.min(Math.max(0, offset), this.#length);
		let [low, high] = [0, this.#starts.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= wanted) low = middle;
			else high = middle - 1;
		}
		return { row: low, column: wanted - (this.#starts[low] ?? 0) };
	}

	/** A stretch as findings tell it. */
	span(start: number, end: number): { start: number; end: number; startPosition: Point; endPosition: Point } {
		return { start, end, startPosition: this.pointAt(start), endPosition: this.pointAt(end) };
	}
}
