import type { Span } from './finding.ts';

/** Finds every place that spells one of some words, whole; a stretch of the text at a time. */
export class WordSearch {
	readonly #words = new Set<string>();
	#at = 0;
	#row = 0;

	get isOver(): boolean {
		return this.#words.size === 0;
	}

	add(words: readonly string[]): void {
		for (const word of words) if (word !== '') this.#words.add(word);
		this.restart();
	}

	/** From the top: the text has changed. */
	restart(): void {
		this.#at = 0;
		this.#row = 0;
	}

	clear(): void {
		this.#words.clear();
		this.restart();
	}

	/** Searches on for about as many UTF-16 units, up to the end of a line. */
	step(text: string, length: number): Span[] {
		const lineEnd = this.#at + length >= text.length ? -1 : text.indexOf('\n', this.#at + length);
		const end = lineEnd === -1 ? text.length : lineEnd + 1;
		const escaped = [...this.#words].map((word) => word.replace(/[^\w]/g, '\\$&'));
		const pattern = new RegExp(`(?<![\\w$])(?:${escaped.join('|')})(?![\\w$])`, 'g');
		const part = text.slice(this.#at, end);
		let [row, lineStart] = [this.#row, 0];
		const found: Span[] = [];
		const countTo = (index: number) => {
			for (
				let next = part.indexOf('\n', lineStart);
				next !== -1 && next < index;
				next = part.indexOf('\n', lineStart)
			) {
				row += 1;
				lineStart = next + 1;
			}
		};
		for (const { index, 0: word } of part.matchAll(pattern)) {
			countTo(index);
			found.push({
				start: this.#at + index,
				end: this.#at + index + word.length,
				startPosition: { row, column: index - lineStart },
				endPosition: { row, column: index - lineStart + word.length },
			});
		}
		countTo(part.length);
		this.#row = row;
		this.#at = end;
		if (end >= text.length) this.clear();
		return found;
	}
}
