import type { ThreadId, Turn, TurnDelta, TurnId } from '@covibe/shared';
import { AnswerText } from './answer-text.ts';
import {
	isLive,
	mergeTurnPage,
	mergeTurns,
	NO_TURNS,
	none,
	stillLive,
	type Turns,
	unfinished,
	withEntry,
} from './turns.ts';

/** Calls back before the next picture; given from outside, so that tests own the time. */
export type Frames = (callback: () => void) => void;

/** An answer that is being written; its text changes once a picture at most, and nothing else with it. */
export class LiveAnswer {
	readonly #pieces = new AnswerText();
	readonly #frames: Frames;
	#isDue = false;
	text: string = $state.raw('');

	constructor(frames: Frames) {
		this.#frames = frames;
	}

	get isBehind(): boolean {
		return this.#pieces.isBehind;
	}

	take(delta: TurnDelta): void {
		this.#pieces.take(delta);
		this.#show();
	}

	store(turn: Turn): void {
		this.#pieces.store(turn);
		this.#show();
	}

	#show(): void {
		if (this.#isDue) return;
		this.#isDue = true;
		this.#frames(() => {
			this.#isDue = false;
			this.text = this.#pieces.text;
		});
	}
}

/** The AI's turns in a room, and what is being written. */
export class TurnBook {
	readonly #frames: Frames;
	#answers: ReadonlyMap<TurnId, LiveAnswer> = $state.raw(none());
	/** In the order of the queue, as far as the server told it. */
	#byId: Turns = $state.raw(NO_TURNS);
	readonly #all: readonly Turn[] = $derived.by(() => [...this.#byId.values()]);
	readonly running: Turn | undefined = $derived.by(() => this.#all.find(({ state }) => state === 'running'));
	readonly queued: readonly Turn[] = $derived.by(() => this.#all.filter(({ state }) => state === 'queued'));

	constructor(frames: Frames) {
		this.#frames = frames;
	}

	get(id: TurnId | undefined): Turn | undefined {
		return id === undefined ? undefined : this.#byId.get(id);
	}

	/** What is written so far of a turn that runs. */
	answer(id: TurnId): LiveAnswer | undefined {
		return this.#answers.get(id);
	}

	runningIn(thread: ThreadId): Turn | undefined {
		return this.running?.thread === thread ? this.running : undefined;
	}

	/** To be asked before a page is, and given back with it. */
	unfinished(): ReadonlySet<TurnId> {
		return unfinished(this.#byId);
	}

	take(turns: readonly Turn[]): void {
		this.#keep(mergeTurns(this.#byId, turns), turns);
	}

	takePage(turns: readonly Turn[], before: ReadonlySet<TurnId>): void {
		this.#keep(mergeTurnPage(this.#byId, turns, before), turns);
	}

	/** `isBehind`: something was missed, and the stored text has to be read. */
	takeDelta(delta: TurnDelta): { readonly isBehind: boolean } {
		const turn = this.#byId.get(delta.turn);
		if (!isLive(turn)) return { isBehind: false };
		const answer = this.#open(delta.turn);
		answer.take(delta);
		return { isBehind: answer.isBehind || turn === undefined };
	}

	#keep(byId: Turns, news: readonly Turn[]): void {
		this.#byId = byId;
		for (const { id } of news) {
			const turn = byId.get(id);
			if (turn?.state === 'running') this.#open(id).store(turn);
		}
		this.#answers = stillLive(this.#answers, byId);
	}

	#open(id: TurnId): LiveAnswer {
		const known = this.#answers.get(id);
		if (known) return known;
		const answer = new LiveAnswer(this.#frames);
		this.#answers = withEntry(this.#answers, id, answer);
		return answer;
	}
}
