import { CovibeError } from '@covibe/shared';
import type * as Y from 'yjs';
import { type Allowance, TokenBucket } from './token-bucket.ts';
import { Labour } from './updates/labour.ts';
import type { Insertion } from './updates/validate.ts';

/** What is taken and not in the document yet. */
export type Waiting = { readonly structs: number; readonly insertions: readonly (readonly Insertion[])[] };

/** Steps that Yjs may take beyond one for each struct (labour.ts): 45 ms at once, and in the long run 15 ms a second. */
const STEPS: Allowance = { perSecond: 100_000, burst: 300_000 };
/** Structs under way that may do to each other what they like: their square is a hundredth of what a room allows. */
const UNCOUNTED = 48;
/** Structs after which those that are in the document are no longer kept in the count. */
const RECOUNT = 5_000;

/** Foresees what it takes Yjs to apply what a room takes, and keeps it within bounds. [RT40] */
export class RoomLabour {
	readonly #doc: Y.Doc;
	readonly #waiting: () => readonly Waiting[];
	readonly #steps = new TokenBucket(STEPS, performance.now());
	/** Made when something comes while something waits. */
	#labour: Labour | undefined;

	/** `waiting`: what was taken and is not committed, in its order. */
	constructor(doc: Y.Doc, waiting: () => readonly Waiting[]) {
		this.#doc = doc;
		this.#waiting = waiting;
	}

	/** Pays for an update that is to be taken. @throws CovibeError 'update-too-tangled' | 'slow-down' */
	spend(insertions: readonly Insertion[]): void {
		const isFew = !this.#labour && this.#structsUnderWay + insertions.length <= UNCOUNTED;
		const few = isFew ? Labour.ofFew(this.#doc, insertions, STEPS.burst) : undefined;
		const steps = few ?? this.#counted().add(insertions, STEPS.burst);
		if (steps > STEPS.burst) throw new CovibeError('update-too-tangled');
		this.spendSteps(steps);
	}

	/** Pays for other work that is as much. @throws CovibeError 'slow-down' */
	spendSteps(steps: number): void {
		if (steps > 0 && !this.#steps.spend(performance.now(), steps)) throw new CovibeError('slow-down');
	}

	/** Each update alone costs little, but joined they might not: then they become one row each. */
	isTangled({ insertions }: Waiting): boolean {
		if (insertions.length === 1 || this.#structsUnderWay <= UNCOUNTED || this.#counted().isPlain) return false;
		return Labour.ofJoined(this.#doc, insertions, STEPS.burst) > STEPS.burst;
	}

	/** A row of what waited is in the document now. Where nothing is tangled, what was counted stays true. */
	noteApplied({ isMoreWaiting }: { readonly isMoreWaiting: boolean }): void {
		if (!isMoreWaiting || !this.#labour?.isPlain || this.#labour.structs > RECOUNT) this.forget();
	}

	/** The document has changed otherwise. */
	forget(): void {
		this.#labour = undefined;
	}

	get #structsUnderWay(): number {
		return this.#waiting().reduce((sum, { structs }) => sum + structs, 0);
	}

	#counted(): Labour {
		if (this.#labour) return this.#labour;
		this.#labour = new Labour(this.#doc);
		for (const { insertions: updates } of this.#waiting())
			for (const insertions of updates) this.#labour.add(insertions, STEPS.burst);
		return this.#labour;
	}
}
