const FENCE = /^\s*(`{3,}|~{3,})[\w+.-]*\s*$/;
/** A path alone in its line, perhaps marked: what may stand over a block. */
const PATH = /^(?:#+\s*|\/\/\s*|--\s*|file:\s*|path:\s*)?[`*"']*[\w@.()[\]/-]+(?:\.\w+|\/[\w.-]+)[`*"':]*$/i;
export const isFence = (line: string): boolean => FENCE.test(line);

/** True for a line that may stand over a block: a path, a fence, or nothing. */
export const mayBelongToBlock = (line: string): boolean =>
	FENCE.test(line) || line.trim() === '' || PATH.test(line.trim());

/** More than a path and a fence never belongs to a block. */
const HELD_LINES = 4;

/**
 * What of an answer is said to people. Paths and fences round blocks belong to the blocks, and are left out: a line
 * that may be one of them waits for the next.
 */
export class Prose {
	readonly #tell: (text: string) => void;
	#line = '';
	#isLineGiven = false;
	/** Whole lines that may belong to a block that comes next. */
	#held: string[] = [];
	#isFenceOpen = false;
	#isAfterBlock = false;
	/** The last that was said, to know whether a paragraph has ended. */
	#tail = '';

	constructor(tell: (text: string) => void) {
		this.#tell = tell;
	}

	take(text: string): void {
		for (const piece of text.split(/(?<=\n)/)) this.#takePiece(piece);
	}

	/** What was held was the block's. */
	blockStarted(): void {
		this.#isFenceOpen ||= this.#held.some((line) => FENCE.test(line));
		this.#held = [];
		this.#isAfterBlock = true;
	}

	finish(): void {
		if (this.#line !== '' && !this.#isLineGiven) this.#takeLine(this.#line);
		this.#letGo();
	}

	#takePiece(piece: string): void {
		this.#line += piece;
		const isWhole = piece.endsWith('\n');
		if (this.#isLineGiven) this.#say(piece);
		else if (isWhole) this.#takeLine(this.#line);
		else if (/\s\S/.test(this.#line.trim())) {
			this.#letGo();
			this.#say(this.#line);
			this.#isLineGiven = true;
		}
		if (!isWhole) return;
		this.#line = '';
		this.#isLineGiven = false;
	}

	#takeLine(line: string): void {
		if (this.#isAfterBlock && isFence(line) && this.#isFenceOpen) {
			this.#isFenceOpen = false;
			return;
		}
		if (line.trim() === '' && this.#isAfterBlock && this.#held.length === 0) return;
		if (mayBelongToBlock(line)) {
			this.#held.push(line);
			if (this.#held.length > HELD_LINES) this.#say(this.#held.shift() ?? '');
			return;
		}
		this.#letGo();
		this.#say(line);
	}

	#letGo(): void {
		if (this.#isAfterBlock && this.#tail !== '') this.#say(this.#tail.endsWith('\n\n') ? '' : '\n');
		this.#isAfterBlock = false;
		for (const line of this.#held.splice(0)) this.#say(line);
	}

	#say(text: string): void {
		this.#tail = (this.#tail + text).slice(-2);
		this.#tell(text);
	}
}
