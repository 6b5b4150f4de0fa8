import { LIMITS } from '@covibe/shared';

/** As smooth as reading needs; a room takes 100 events a second of one socket. */
const SEND_MS = 40;

export type AnswerOptions = {
	/** Sends a piece to the room; false when there is no connection. */
	readonly say: (index: number, text: string) => boolean;
	/** Notes how far it is, for whoever comes later. */
	readonly report: (text: string) => void;
	/** What an earlier life of the turn had written. */
	readonly begun: string;
};

/** What the chat shows of a turn, while it is written. */
export class Answer {
	readonly #options: AnswerOptions;
	#text: string;
	/** How much of it the room has. */
	#sent = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(options: AnswerOptions) {
		this.#options = options;
		this.#text = options.begun;
	}

	get text(): string {
		return this.#text;
	}

	/** False when it is as long as an answer may be; what is beyond is dropped. */
	append(text: string): boolean {
		const room = LIMITS.answerUnits - this.#text.length;
		this.#text += text.slice(0, room);
		this.#options.report(this.#text);
		this.#timer ??= setTimeout(() => this.flush(), SEND_MS);
		return text.length <= room;
	}

	/** Takes back the end of what was said. */
	takeBack(end: string): void {
		if (end === '' || !this.#text.endsWith(end)) return;
		this.#text = this.#text.slice(0, -end.length);
		this.#sent = Math.min(this.#sent, this.#text.length);
		this.#options.report(this.#text);
	}

	/** Forgets what was said; the room hears of it with the next piece. */
	restart(): void {
		[this.#text, this.#sent] = ['', 0];
		this.#options.report('');
	}

	/** A sentence of the program's own, in a paragraph by itself. */
	note(sentence: string): void {
		const gap = this.#text === '' || this.#text.endsWith('\n\n') ? '' : this.#text.endsWith('\n') ? '\n' : '\n\n';
		this.append(`${gap}_${sentence}_\n\n`);
	}

	/** The next text begins a paragraph. */
	breakParagraph(): void {
		if (this.#text !== '' && !this.#text.endsWith('\n')) this.append('\n\n');
	}

	/** The room may have forgotten all of it. */
	resend(): void {
		this.#sent = 0;
		this.flush();
	}

	flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const rest = this.#text.slice(this.#sent);
		if (rest !== '' && this.#options.say(this.#sent, rest)) this.#sent = this.#text.length;
	}

	/** Says nothing more. */
	close(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}
