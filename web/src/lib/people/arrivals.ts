import { type Person } from '../room/people.ts';
import { changesBetween, type Member, membersOf } from './roster.ts';

/** Who reloads a page or changes networks is back within this time, and neither left nor came. */
const GRACE_MS = 3_000;

type Changes = { readonly joined: readonly Member[]; readonly left: readonly Member[] };

/** Tells who came and who went, once it has stood for a moment. */
export class Arrivals {
	#known: readonly Member[] | undefined;
	#latest: readonly Member[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #told: (changes: Changes) => void;

	constructor(told: (changes: Changes) => void) {
		this.#told = told;
	}

	/** Takes the people as they are now. The first roster is the room as one found it, and tells nothing. */
	update(people: readonly Person[]): void {
		this.#latest = membersOf(people);
		if (this.#known && isEmpty(changesBetween(this.#known, this.#latest))) this.stop();
		else this.#timer ??= setTimeout(() => this.#settle(), GRACE_MS);
	}

	/** Forgets what is still waiting; for a page that lost its connection and therefore sees nobody, and for the end. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#settle(): void {
		this.#timer = undefined;
		const changes = this.#known && changesBetween(this.#known, this.#latest);
		this.#known = this.#latest;
		if (changes && !isEmpty(changes)) this.#told(changes);
	}
}

function isEmpty({ joined, left }: Changes): boolean {
	return joined.length + left.length === 0;
}
