import { openBlockStart } from '../edits/parse.ts';
import { isFence, mayBelongToBlock } from './prose.ts';

/** Ends of sentences and of lines: where a text may be cut without a half of anything. */
const BOUNDARY = /[.!?…]["')*_`]*(?=\s|$)\s*|\n/g;
const FENCE = /^\s*(```|~~~)/gm;
/** Less than this is said twice by chance, as a closing bracket is. */
const LEAST_ECHO_UNITS = 12;

/** What counts of an answer that broke off: whole sentences, code blocks and edit blocks. What was begun is to be written anew. */
export function wholePartOf(answer: string): string {
	const block = openBlockStart(answer);
	let whole = block === undefined ? answer : answer.slice(0, block);
	if (block === undefined) whole = whole.slice(0, lastBoundary(whole));
	const fences = [...whole.matchAll(FENCE)];
	if (fences.length % 2 === 1) whole = whole.slice(0, fences.at(-1)?.index);
	const lines = whole.split(/(?<=\n)/);
	// The path and the fence over the next block are a beginning of it.
	while (lines.length > 0 && mayBelongToBlock(lines.at(-1) ?? '') && !isBlockEnd(lines)) lines.pop();
	return lines.join('');
}

/** A closing fence under a block belongs to that block. */
const isBlockEnd = (lines: readonly string[]): boolean =>
	isFence(lines.at(-1) ?? '') && /^>{5,9} ?REPLACE/.test(lines.at(-2) ?? '');

function lastBoundary(text: string): number {
	let end = 0;
	for (const { index, 0: found } of text.matchAll(BOUNDARY)) end = index + found.length;
	return end;
}

/**
 * Leaves out what a model says again of an answer that it is to go on with, from the beginning of one of its sentences
 * or lines: all of it, or what is the same before it goes another way. What may be such an echo waits.
 */
export class EchoFilter {
	readonly #said: string;
	/** Where in what was said the echo may have begun. */
	#starts: readonly number[];
	#held = '';
	#isOpen: boolean;

	constructor(said: string) {
		this.#said = said.trimEnd();
		const ends = [...this.#said.matchAll(BOUNDARY)].map(({ index, 0: found }) => index + found.length);
		this.#starts = [0, ...ends.filter((end) => end < this.#said.length)];
		this.#isOpen = this.#said !== '';
	}

	/** Gives what of the text is new, and can be nothing else. */
	take(text: string): string {
		if (!this.#isOpen) return text;
		this.#held += text;
		const held = this.#held.trimStart();
		const alive = this.#starts.filter((start) => this.#isEcho(start, held));
		if (alive.length > 0) {
			this.#starts = alive;
			// Once it has gone past the end of what was said there is nothing more to repeat.
			const isPast = alive.every((start) => held.length > this.#said.length - start);
			return isPast ? this.finish() : '';
		}
		return this.finish();
	}

	/** Gives what was held back and is no echo. */
	finish(): string {
		if (!this.#isOpen) return '';
		this.#isOpen = false;
		const held = this.#held.trimStart();
		const longest = Math.max(0, ...this.#starts.map((start) => this.#echoLength(start, held)));
		const isWhole = this.#starts.some((start) => longest > 0 && longest === this.#said.length - start);
		const echo = isWhole || longest === held.length ? held.slice(0, longest) : wholePartOf(held.slice(0, longest));
		if (echo.replace(/\s/g, '').length < LEAST_ECHO_UNITS) return this.#held;
		return held.slice(echo.length).trimStart();
	}

	#isEcho(start: number, held: string): boolean {
		return this.#echoLength(start, held) === Math.min(held.length, this.#said.length - start);
	}

	#echoLength(start: number, held: string): number {
		let length = 0;
		while (length < held.length && start + length < this.#said.length && held[length] === this.#said[start + length])
			length++;
		return length;
	}
}
