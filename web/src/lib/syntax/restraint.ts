import type { Span } from '@covibe/shared/diagnostics';

/** So long after the last letter the word counts as being typed. */
const WORD_TAKES_MS = 600;
const LONGEST_WORD = 100;

type Said = Pick<Span, 'start' | 'end'> & { readonly message: string };

/** Keeps back what is new about the word that is being typed: nobody is told of a mistake before it is made. */
export class Restraint {
	#shown = new Set<string>();
	#typedAt = -Infinity;
	#caret: number | undefined;

	/** Somebody typed at the caret. */
	typed(now: number, caret: number): void {
		this.#typedAt = now;
		this.#caret = caret;
	}

	/** The caret went elsewhere: the word is finished. */
	moved(caret: number | undefined): void {
		this.#caret = caret;
	}

	/** When what was held back may be said. */
	get freeAt(): number {
		return this.#typedAt + WORD_TAKES_MS;
	}

	/** What may be said now; `held` when something was kept back. */
	filter<T extends Said>(all: readonly T[], text: string, now: number): { said: readonly T[]; held: boolean } {
		const word = this.#caret === undefined || now >= this.freeAt ? undefined : wordAt(text, this.#caret);
		const said = word
			? all.filter((one) => this.#shown.has(one.message) || one.start > word.end || one.end < word.start)
			: all;
		return { said, held: said.length < all.length };
	}

	/** Remembers what stands on the screen: that may stay. */
	remember(said: readonly Said[]): void {
		this.#shown = new Set(said.map(({ message }) => message));
	}
}

function wordAt(text: string, caret: number): Pick<Span, 'start' | 'end'> {
	const before = text.slice(Math.max(0, caret - LONGEST_WORD), caret);
	const after = text.slice(caret, caret + LONGEST_WORD);
	const start = caret - (/[\w$]*$/.exec(before)?.[0].length ?? 0);
	return { start, end: caret + (/^[\w$]*/.exec(after)?.[0].length ?? 0) };
}
