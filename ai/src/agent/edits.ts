import type { FileId } from '@covibe/shared';
import { chooseHunks, rejectHunks } from '@covibe/shared/hunks';
import { type BlockOutcome, isDone } from '../edits/outcome.ts';
import type { FileSnapshot } from '../edits/snapshot.ts';
import { EditTurn, type TurnClock } from '../edits/turn.ts';
import { AGENT_ORIGIN } from './peer.ts';
import { Repeats } from '../edits/repeats.ts';
import { Prose } from './prose.ts';
import type { Seat } from './seat.ts';

const CLOCK: TurnClock = {
	nowMs: () => Date.now(),
	schedule: (callback, ms) => {
		const timer = setTimeout(callback, ms);
		return () => clearTimeout(timer);
	},
};

/** All answers of one turn, written into the files while they arrive. */
export class Edits {
	/** Files as they were when the turn first read them. */
	readonly baseline = new Map<FileId, string>();
	readonly #shown = new Map<FileId, FileSnapshot>();
	/** Of answers that are complete, in their order; what a later answer put right is left out. */
	outcomes: readonly BlockOutcome[] = [];
	readonly #seat: Seat;
	readonly #turn: { readonly id: string; readonly asker: string; readonly model: string };
	readonly #repeats = new Repeats();
	#isGoingOn = false;
	#current: EditTurn | undefined;
	#prose: Prose | undefined;

	constructor(seat: Seat, turn: { readonly id: string; readonly asker: string; readonly model: string }) {
		this.#seat = seat;
		this.#turn = turn;
	}

	/** The model sees a file like this from now on. */
	show(file: FileId, snapshot: FileSnapshot): void {
		if (!this.#shown.has(file)) this.baseline.set(file, snapshot.real);
		this.#shown.set(file, snapshot);
	}

	/** Takes a piece of an answer; the first one begins it. */
	push(text: string): void {
		this.#current ??= this.#begin();
		this.#current.push(text);
	}

	#begin(): EditTurn {
		const { peer, caret, answer } = this.#seat;
		const prose = new Prose((text) => answer.append(text));
		this.#prose = prose;
		return new EditTurn({
			doc: peer.doc,
			origin: AGENT_ORIGIN,
			turn: this.#turn,
			shown: this.#shown,
			clock: CLOCK,
			random: Math.random,
			canEdit: () => peer.canEdit,
			repeats: this.#repeats,
			mayRepeat: this.#isGoingOn,
			listener: {
				prose: (text) => prose.take(text),
				blockStarted: () => {
					prose.blockStarted();
					caret.status('typing');
				},
				moved: ({ file, after }) => caret.moveTo(file, after),
			},
		});
	}

	/** The answer is complete, or what came of it counts. @returns what became of its blocks. */
	finish(): readonly BlockOutcome[] {
		const outcomes = this.#current?.finish() ?? [];
		this.#prose?.finish();
		this.#current = undefined;
		this.#isGoingOn = false;
		const mended = new Set(outcomes.filter(isDone).map(({ path }) => path));
		this.outcomes = [...this.outcomes.filter((each) => isDone(each) || !mended.has(each.path)), ...outcomes];
		return outcomes;
	}

	/** The answer broke off and another goes on: the block that was open is taken back, finished ones stay. */
	breakOff(): void {
		const broken = this.finish().filter(({ result }) => result === 'cut' || result === 'malformed');
		const { doc } = this.#seat.peer;
		const ids = broken.flatMap(({ hunk }) => hunk ?? []);
		if (ids.length > 0) rejectHunks(doc, { ids }, AGENT_ORIGIN);
		this.outcomes = this.outcomes.filter((each) => !broken.includes(each));
		this.#isGoingOn = true;
	}

	/** Somebody else has the turn now, and will take back what is open. */
	abandon(): void {
		this.#current?.abandon();
		this.#current = undefined;
	}

	/** What stands of the turn, for telling a model what not to write again. */
	applied(): readonly string[] {
		const hunks = chooseHunks(this.#seat.peer.doc, { turn: this.#turn.id });
		return hunks.flatMap(({ kind, state, path, newPath }) =>
			state === 'rejected' || state === 'streaming'
				? []
				: `${kind} ${path}${newPath === undefined ? '' : ` -> ${newPath}`}`,
		);
	}
}
