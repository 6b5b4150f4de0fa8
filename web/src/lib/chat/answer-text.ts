import type { TurnDelta } from '@covibe/shared';

type Piece = Pick<TurnDelta, 'epoch' | 'index' | 'text'>;

/** More pieces than a slow look-up of the stored text lets come. */
const MOST_AHEAD = 2_000;

/** The text of one answer, put together from its pieces and from what is stored of it now and then. [PR17] */
export class AnswerText {
	#epoch = 0;
	#text = '';
	/** Pieces that begin beyond the text, since some before them were missed. */
	#ahead: Piece[] = [];

	get text(): string {
		return this.#text;
	}

	/** Something was missed: the stored text has to be read. */
	get isBehind(): boolean {
		return this.#ahead.length > 0;
	}

	take(piece: Piece): void {
		if (piece.epoch < this.#epoch) return;
		if (piece.epoch > this.#epoch) this.#begin(piece);
		else if (piece.index > this.#text.length) this.#keep(piece);
		else this.#overlap(piece);
		this.#catchUp();
	}

	/** The text as the server last stored it, which is a second late. */
	store({ epoch, text }: { readonly epoch: number; readonly text: string }): void {
		if (epoch < this.#epoch) return;
		if (epoch > this.#epoch) this.#ahead = [];
		if (epoch > this.#epoch || text.length > this.#text.length) this.#text = text;
		this.#epoch = epoch;
		this.#catchUp();
	}

	/** Another worker goes on: what the one before wrote from here on is void. */
	#begin(piece: Piece): void {
		this.#epoch = piece.epoch;
		this.#ahead = [];
		if (piece.index > this.#text.length) this.#keep(piece);
		else this.#write(piece);
	}

	/** What is known already is sent again to those who come later; where it says something else, the answer began anew. */
	#overlap(piece: Piece): void {
		const known = this.#text.slice(piece.index, piece.index + piece.text.length);
		if (!piece.text.startsWith(known) || known.length < piece.text.length) this.#write(piece);
	}

	#write({ index, text }: Piece): void {
		this.#text = this.#text.slice(0, index) + text;
	}

	#keep(piece: Piece): void {
		if (this.#ahead.length < MOST_AHEAD) this.#ahead.push(piece);
	}

	#catchUp(): void {
		if (this.#ahead.length === 0) return;
		const ahead = this.#ahead.toSorted((one, other) => one.index - other.index);
		this.#ahead = ahead.filter((piece) => {
			if (piece.index > this.#text.length) return true;
			this.#overlap(piece);
			return false;
		});
	}
}
